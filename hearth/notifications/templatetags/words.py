"""Template tags for word by e-mail."""

from typing import Final

from django import template

from hearth.core.plaintext import to_text

register = template.Library()
WORDS: Final = 30


@register.filter
def beginning(html: str) -> str:
    """Return the first words of what somebody wrote, without what they quoted, as one line of plain text."""
    lines = to_text(html, links=False).splitlines()
    words = " ".join(line.removeprefix("- ") for line in lines if not line.startswith(">")).split()
    return " ".join(words[:WORDS]) + ("…" if len(words) > WORDS else "")
