"""From the text of a mail to what its writer said; every word that is left out is kept apart, so that none is lost."""

import re
from dataclasses import dataclass
from itertools import groupby

from hearth.core.mail.incoming import endings
from hearth.core.mail.incoming.endings import RULE
from hearth.core.mail.incoming.quotations import quoted

# Mail programs break lines at 72 to 80 characters; a line shorter than the first of these was ended by its writer.
WRAPPED_FROM, WRAPPED_TO = 55, 80
APART = re.compile(r"\s|[-*•·–—_=]|\d{1,3}[.)]")  # how a line begins that is not the rest of another


@dataclass(frozen=True, slots=True)
class Cut:
    """The parts of a mail's text: what its writer said, and what was cut off."""

    said: str
    quoted: str
    signature: str
    footer: str


def cut(text: str) -> Cut:
    """Return `text` parted into what somebody said and what their mail program or their employer put around it.

    Answers between and beneath quoted lines are what somebody said; they follow each other, parted by an empty line.
    Every word of `text` is in exactly one part. Lines of a paragraph that a program had broken are joined again.
    """
    lines = text.split("\n")
    said: list[list[str]] = []
    parts: dict[str, list[str]] = {"quoted": [], "signature": [], "footer": []}
    for is_quoted, group in groupby(zip(quoted(lines), lines, strict=True), key=lambda pair: pair[0]):
        found = [line for _quoted, line in group]
        if is_quoted:
            parts["quoted"] += found
            continue
        ending = endings.part(found)
        said.append(ending.said)
        parts["signature"] += ending.signature
        parts["footer"] += ending.footer
    chunks = ["\n".join(_joined(chunk)).strip() for chunk in said]
    words = re.sub(r"\n{3,}", "\n\n", "\n\n".join(chunk for chunk in chunks if chunk))
    return Cut(words, **{name: "\n".join(part).strip() for name, part in parts.items()})


def _joined(lines: list[str]) -> list[str]:
    """Return `lines` with those joined that were broken only because the first word of the next did not fit."""
    if any(len(line) > WRAPPED_TO for line in lines):
        return [line.rstrip() for line in lines]
    widest = max((len(line.rstrip()) for line in lines), default=0)
    out: list[str] = []
    length = 0  # of the last line as it came
    for line in lines:
        bare = line.strip()
        first = len(bare.partition(" ")[0])
        fits_no_more = length >= WRAPPED_FROM and length + 1 + first > max(widest, WRAPPED_FROM + 10)
        if out and bare and fits_no_more and not APART.match(line) and not RULE.fullmatch(out[-1]):
            out[-1] = f"{out[-1]} {bare}"
        else:
            out.append(line.rstrip())
        length = len(line.rstrip())
    return out
