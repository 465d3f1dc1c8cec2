"""What one part of a message holds: its bytes, its text, its name."""

import re
from email.message import Message

from hearth.core.mail.incoming.charsets import decode
from hearth.core.mail.incoming.headers import words
from hearth.core.richtext import UNWANTED


def content(part: Message) -> bytes:
    """Return the bytes of `part`, which holds no other parts, as they were before they were wrapped for the way."""
    written = str(part.get("content-transfer-encoding", ""))
    meant = re.sub(r"[^a-z0-9]", "", written.lower())
    for encoding in ("quoted-printable", "base64"):
        # Programs write "quoted printable" and "base64;" too, and the library takes each by its letters.
        if meant.startswith(encoding.replace("-", "")) and written.lower() != encoding:
            part.replace_header("content-transfer-encoding", encoding)
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def text(part: Message) -> str:
    """Return the text of `part` with ordinary line ends and without control characters."""
    claimed = parameter(part, "charset")
    written = decode(content(part), claimed)
    return UNWANTED.sub("", written.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", ""))


def parameter(part: Message, name: str) -> str:
    """Return the parameter `name` of the part's Content-Type, or an empty text when it is missing or malformed."""
    try:
        found = part.get_param(name, "")
    except (ValueError, TypeError, AttributeError, LookupError):
        return ""
    return found[2] if isinstance(found, tuple) else str(found or "")


def file_name(part: Message) -> str:
    """Return the name its sender gave to the file in `part`, without any folder; empty for what is no file."""
    try:
        written = part.get_filename("") or ""
    except (ValueError, TypeError, AttributeError, LookupError):
        return ""
    return re.split(r"[/\\]", words(str(written)[:1_000]))[-1].strip()[:200]


def is_attachment(part: Message) -> bool:
    """Say whether `part` was attached to the message rather than being its text."""
    return str(part.get("content-disposition", "")).strip().lower().startswith("attachment")
