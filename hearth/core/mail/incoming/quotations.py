"""Which lines of a mail are quoted: marked by ">", or beneath the line by which a mail program opens an old message.

Where a program marks each line, only marked lines are quoted, and what stands between or beneath them is the writer's.
Where it marks nothing, all that follows its opening is quoted; there nobody could tell more.
"""

import re

from hearth.core.mail.incoming.languages import LANGUAGES

# Our own mail may carry this line above what is quoted of it, with any words behind it in any language: only these
# seven characters count. They are ASCII, so that no character set and no wrapping of lines takes them apart.
MARKER = "-=-=-=-"

LONGEST = 400  # characters of an opening, all its lines together
WRAPPED = 3  # lines that an opening may be broken into
HEAD = 14  # lines among which the head of an old message is looked for
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069]")
ADDRESS = re.compile(r"[^\s@<>]@[\w-]+\.\w")
TIME = re.compile(r"\d{1,2}\s?[:.hH٫]\s?\d{2}")
DATE = re.compile(r"\b\d{4}\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")
RULE = re.compile(r"[-_=—–*]{5,}")


def _any(field: str) -> str:
    return "|".join(getattr(language, field) for language in LANGUAGES.values())


# "On Monday at 15:04 Ana wrote:", "Am 5.1. um 15:04 schrieb Ana:"
OPENED = [
    re.compile(rf"(?:{language.opens})\b.{{3,300}}?(?<!\w)(?:{language.wrote})(?!\w).{{0,150}}:", re.IGNORECASE)
    for language in LANGUAGES.values()
]
# "Ana Ruiz <ana@example.org> wrote:", "Ana schrieb am 5. Jan. 2026, 15:04:", "Quoting Ana <ana@example.org>:"
NAMED = re.compile(rf"[^:]{{1,150}}(?<!\w)(?:{_any('wrote')})(?!\w).{{0,150}}:", re.IGNORECASE)
ORIGINAL = re.compile(
    rf"(?:[-_=—–]{{2,}}\s*)(?:{_any('original')})\s*[-_=—–:]*|(?:{_any('original')})\s*:", re.IGNORECASE
)
LABEL = re.compile(r"[\s*_]*([^:：*]{1,25}?)[\s*_]*[:：]")
LABELS = {
    kind: re.compile(_any(field), re.IGNORECASE)
    for kind, field in (("sender", "sender"), ("sent", "sent"), ("to", "to"), ("subject", "subject"))
}


def quoted(lines: list[str]) -> list[bool]:
    """Return for each line whether it is quoted or opens what is. Time grows with the number of lines alone."""
    bare = [_bare(line) for line in lines]
    labels = [_label(line) if line else "" for line in bare]
    found = [line.startswith(">") for line in bare]
    place = 0
    while place < len(lines):
        end = place + 1 if found[place] else _opening(bare, labels, found, place)
        if end and not found[place]:
            found[place:end] = [True] * (end - place)
            if not _quote_follows(bare, end):
                return found[:end] + [True] * (len(lines) - end)
        place = max(end, place + 1)
    return found


def _bare(line: str) -> str:
    return " ".join(INVISIBLE.sub("", line.replace("\xa0", " ")).split())


def _opening(bare: list[str], labels: list[str], found: list[bool], place: int) -> int:
    """Return where the opening that begins at `place` ends, or 0 when none begins there."""
    line = bare[place]
    if not line or len(line) > LONGEST:
        return 0
    if line.startswith(MARKER):
        return place + 1
    if ORIGINAL.fullmatch(line) or RULE.fullmatch(line):
        following = next((number for number in range(place + 1, min(place + 4, len(bare))) if bare[number]), 0)
        head = _head_end(bare, labels, following) if following else 0
        return head or (0 if RULE.fullmatch(line) else place + 1)
    return _head_end(bare, labels, place) or _attribution_end(bare, found, place)


def _head_end(bare: list[str], labels: list[str], place: int) -> int:
    """Return where the head of an old message ends: three or more of sender, date, recipients and subject."""
    if labels[place] not in {"sender", "sent"}:
        return 0
    kinds: set[str] = set()
    end = misses = 0
    for number in range(place, min(place + HEAD, len(bare))):
        kind = labels[number]
        if kind:
            kinds, end, misses = kinds | {kind}, number + 1, 0
        elif bare[number]:
            misses += 1
            if misses > 2:
                break
    return end if len(kinds) >= 3 and "sender" in kinds else 0


def _label(line: str) -> str:
    match = LABEL.match(line)
    label = match.group(1).strip() if match else ""
    return next((kind for kind, pattern in LABELS.items() if label and pattern.fullmatch(label)), "")


def _attribution_end(bare: list[str], found: list[bool], place: int) -> int:
    """Return where the line that says who wrote what is quoted ends; programs break it into as many as three lines."""
    for count in range(1, WRAPPED + 1):
        end = place + count
        if end > len(bare) or not bare[end - 1] or found[end - 1]:
            return 0
        words = " ".join(bare[place:end])
        if len(words) > LONGEST:
            return 0
        if words.endswith((":", "：")) and _is_attribution(
            bare, place, end, words.removesuffix("：").rstrip(":") + ":"
        ):
            return end
    return 0


def _is_attribution(bare: list[str], place: int, end: int, words: str) -> bool:
    opened = any(pattern.fullmatch(words) for pattern in OPENED)
    dated = bool(ADDRESS.search(words) or (TIME.search(words) and DATE.search(words)))
    if not _quote_follows(bare, end):
        # Somebody may well write "On Monday my doctor wrote:" themself. Losing words is worse than showing a line.
        return opened and dated
    if opened:
        return dated or any(letter.isdigit() for letter in words)
    # Whatever the language: one line that names an address or a moment, right above what is quoted. A line that came
    # before it is the writer's own, unless the name in angle brackets shows that it was broken.
    whole = end - place == 1 or (NAMED.fullmatch(words) and words.count("<") == 1 and "<" in bare[place])
    return bool(whole and (dated or NAMED.fullmatch(words)))


def _quote_follows(bare: list[str], end: int) -> bool:
    """Say whether the next line that is not empty is marked as quoted."""
    following = next((line for line in bare[end : end + 3] if line), "")
    return following.startswith((">", MARKER))
