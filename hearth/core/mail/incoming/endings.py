"""What stands beneath somebody's words without being theirs: signatures, and notices of lawyers and virus scanners."""

import re
from typing import NamedTuple

from hearth.core.mail.incoming.languages import CARRIERS, LANGUAGES

SIGNATURE_LINES = 15  # RFC 3676 asks for four; companies do not listen
DIVIDER_LINES, DIVIDER_LENGTH = 4, 60  # "--" without its space is a divider too: only few short lines beneath it go
SENT_FROM_LENGTH = 90
LONGEST_LINE = 1_000  # with a link
NOTICE_LINES = 60
MOST = 12  # notices and lines of a telephone beneath one another

DELIMITER = re.compile(r"-- ?|—")
RULE = re.compile(r"[-_=*~—–]{3,}")
LINK = re.compile(r"[<(\[]?(?:https?://|mailto:)[^\s>)\]]{1,500}[>)\]]?\.?", re.IGNORECASE)
SENT_FROM = re.compile(
    rf"[*_\s]*(?:{'|'.join(language.sent_from for language in LANGUAGES.values())})(?!\w)"
    rf".{{0,60}}?(?<!\w)(?:ال)?(?:{CARRIERS})(?!\w).{{0,60}}",
    re.IGNORECASE,
)
NOTICES = [
    (re.compile(rf"(?<!\w)(?:{language.recipient})", re.IGNORECASE), re.compile(language.warns, re.IGNORECASE))
    for language in LANGUAGES.values()
]
SCANNED = re.compile(
    r"(?:this (?:e-?mail|message) (?:has been|was) (?:scanned|checked) (?:for viruses|by)"
    r"|virus-?free\b.{0,40}(?:avast|avg)"
    r"|believed to be clean|please consider the environment before printing"
    r"|(?:diese|este|cet?|deze|dit|esta?)\b.{0,60}\b(?:virus|avast|avg)\b)",
    re.IGNORECASE,
)


class Ending(NamedTuple):
    """Lines parted from each other; together they are all that was given."""

    said: list[str]
    signature: list[str]
    footer: list[str]


def part(lines: list[str]) -> Ending:
    """Part what somebody said from the signature and the notices at the end of `lines`."""
    said = list(lines)
    signature: list[str] = []
    footer: list[str] = []
    for _round in range(MOST):
        paragraph = _last_paragraph(said)
        if paragraph < 0:
            break
        if _is_notice(" ".join(said[paragraph : paragraph + NOTICE_LINES])):
            footer = said[paragraph:] + footer
            said = said[:paragraph]
            continue
        last = _last_line(said)
        if not _is_sent_from(said[last].strip()):
            break
        signature = said[last:] + signature
        said = said[:last]
    delimiter = _delimiter(said)
    if delimiter >= 0:
        signature = said[delimiter:] + signature
        said = said[:delimiter]
    return Ending(said, signature, footer)


def _last_line(lines: list[str]) -> int:
    """Return the place of the last line with words in it, or -1."""
    return next(
        (n for n in reversed(range(len(lines))) if lines[n].strip() and not RULE.fullmatch(lines[n].strip())), -1
    )


def _last_paragraph(lines: list[str]) -> int:
    """Return where the last paragraph with words in it begins, or -1."""
    place = _last_line(lines)
    while place > 0 and lines[place - 1].strip() and not RULE.fullmatch(lines[place - 1].strip()):
        place -= 1
    return place


def _is_notice(words: str) -> bool:
    """Say whether a paragraph speaks as lawyers do: of the person it is for, and of what must not be done with it."""
    if len(words) > 10_000:
        return False
    return bool(SCANNED.search(words)) or any(who.search(words) and what.search(words) for who, what in NOTICES)


def _is_sent_from(line: str) -> bool:
    line = LINK.sub("", line[: LONGEST_LINE + 1]).strip(" .,")
    return 0 < len(line) <= SENT_FROM_LENGTH and SENT_FROM.fullmatch(line) is not None


def _delimiter(lines: list[str]) -> int:
    """Return the place of the line that opens a signature, or -1."""
    below: list[str] = []
    found = -1
    for place in reversed(range(len(lines))):
        line = lines[place].replace("\xa0", " ")
        if DELIMITER.fullmatch(line):
            is_short = len(below) <= DIVIDER_LINES and all(len(line) <= DIVIDER_LENGTH for line in below)
            found = place if is_short or line.endswith(" ") else found
        if line.strip():
            below.append(line.strip())
        if len(below) > SIGNATURE_LINES:
            break
    return found
