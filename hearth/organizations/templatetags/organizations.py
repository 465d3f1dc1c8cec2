"""What templates ask about an organisation's contacts and channels."""

import re

from django import template

register = template.Library()


@register.filter
def dialled(phone: str) -> str:
    """Return a telephone number as a link dials it (RFC 3966): `;ext=` before what is dialled afterwards."""
    number, _mark, extension = re.sub(r"(?i)\s*(?:x|ext\.?)\s*", "x", phone).partition("x")
    digits = ("+" if number.strip().startswith("+") else "") + re.sub(r"\D", "", number)
    return f"{digits};ext={extension}" if extension else digits


@register.filter
def shown_address(url: str) -> str:
    """Return a web address as people read it: without scheme, `www.` and a last slash."""
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/")
