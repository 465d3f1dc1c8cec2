"""Which names are in use, and which are free."""

import secrets

from hearth.members import names
from hearth.members.models import Member
from hearth.members.models.member import name_key


def is_name_taken(name: str, *, besides: Member | None = None) -> bool:
    """Say whether another member is already called `name`, letter case and width aside."""
    taken = Member.objects.filter(name_key=name_key(name))
    return (taken.exclude(pk=besides.pk) if besides else taken).exists()


def free_names(count: int = 3) -> list[str]:
    """Return `count` invented names that nobody here has yet. One query."""
    drawn = names.suggest(4 * count)
    taken = set(Member.objects.filter(name_key__in=map(name_key, drawn)).values_list("name_key", flat=True))
    free = [name for name in drawn if name_key(name) not in taken]
    return free[:count] or [f"{name} {secrets.randbelow(1000)}" for name in drawn[:count]]
