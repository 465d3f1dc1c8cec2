"""The round or square mark that stands for somebody where there is no picture."""

TINTS = 8


def initials_of(name: str) -> str:
    """Return one or two letters for `name`: the first of its first two words that begin with a letter or digit."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in words[:2]).upper() or name[:1]


def tint_of(public_id: str) -> int:
    """Return a tint, 1 to 8, that is always the same for `public_id`."""
    return sum(map(ord, public_id)) % TINTS + 1
