"""Template tags for word by e-mail."""

from typing import Final

from django import template

from hearth.core.plaintext import in_one_line

register = template.Library()
WORDS: Final = 30


@register.filter
def beginning(html: str) -> str:
    """Return the first words of what somebody wrote, without what they quoted, as one line of plain text."""
    words = in_one_line(html, quotations=False).split()
    return " ".join(words[:WORDS]) + ("…" if len(words) > WORDS else "")
