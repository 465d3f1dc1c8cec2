"""Reads the mail that a demo keeps instead of sending, and answers it as a mail program would."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from email.utils import format_datetime, make_msgid
from pathlib import Path

from django.conf import settings
from django.utils import timezone

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Letter:
    """One message kept; `text` and `html` are empty in a list.

    Arguments:
        reply_to: the address that takes an answer to it; empty where none is taken.
    """

    key: str
    at: datetime
    to: str
    subject: str
    language: str
    reply_to: str
    message_id: str
    text: str = ""
    html: str = ""


def is_kept() -> bool:
    """Say whether this is a demo that keeps its mail."""
    return settings.CONFIG.demo and settings.EMAIL_BACKEND == "hearth.core.mail.maildir.EmailBackend"


def letters() -> list[Letter]:
    """Return the newest messages kept, the newest first, by their headers only."""
    files = sorted(_files().items(), key=lambda item: (item[1].stat().st_mtime_ns, item[0]), reverse=True)
    headers = BytesHeaderParser(policy=policy.default)
    return [_letter(key, path, headers.parsebytes(path.read_bytes())) for key, path in files[:SHOWN]]


def letter(key: str) -> Letter | None:
    """Return the whole message `key`, or None."""
    path = _files().get(key)
    if path is None:
        return None
    message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    parts = {kind: message.get_body((kind,)) for kind in ("plain", "html")}
    text, html = (str(part.get_content()) if part else "" for part in parts.values())
    return _letter(key, path, message, text, html)


def answer_to(letter: Letter, words: str) -> bytes:
    """Return the message in which whoever got `letter` answers it with `words`, with the letter quoted below."""
    said, now = EmailMessage(), timezone.localtime()
    said["From"], said["To"], said["Subject"] = letter.to, letter.reply_to, f"Re: {letter.subject}"
    said["Date"], said["Message-ID"] = format_datetime(now), make_msgid(domain="mail.example")
    said["In-Reply-To"] = letter.message_id
    quoted = "".join(f"> {line}\n" for line in letter.text.splitlines())
    said.set_content(f"{words}\n\nOn {now:%a, %d %b %Y}, {settings.CONFIG.site_name} wrote:\n{quoted}")
    return said.as_bytes()


def _files() -> dict[str, Path]:
    folder = Path(settings.EMAIL_FILE_PATH)
    if not folder.is_dir():
        return {}
    paths = (path for part in ("new", "cur") for path in (folder / part).glob("[!.]*"))
    return {path.name.partition(":")[0]: path for path in paths}


def _letter(key: str, path: Path, message: EmailMessage, text: str = "", html: str = "") -> Letter:
    return Letter(
        key=key,
        at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
        to=str(message.get("To", "")),
        subject=str(message.get("Subject", "")),
        language=str(message.get("Content-Language", "")),
        reply_to=str(message.get("Reply-To", "")),
        message_id=str(message.get("Message-ID", "")),
        text=text,
        html=html,
    )
