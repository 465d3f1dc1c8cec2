"""What is read from the head of a message: words on one line, and addresses."""

import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

from hearth.core.mail.incoming.charsets import decode

MOST_RECIPIENTS = 100
# Where a mail server writes for whom it took the message, then what the sender wrote. Envelope-To is Exim's.
RECIPIENTS = ("delivered-to", "x-original-to", "envelope-to", "to", "cc")
CONTROL = re.compile("[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
MAILBOX = re.compile(r"[^\s@<>()\[\],;:\\\"]{1,64}@[^\s@<>()\[\],;:\\\"]{1,255}")


def values(message: Message, name: str) -> list[str]:
    """Return each header `name` of `message` as written, on one line; bytes beyond ASCII are read as text."""
    return [_one_line(str(value)) for given, value in message.raw_items() if given.strip().lower() == name]


def value(message: Message, name: str) -> str:
    """Return the first header `name` of `message`, or an empty text."""
    return next(iter(values(message, name)), "")


def words(written: str) -> str:
    """Return a header's text with its encoded words (RFC 2047) read."""
    try:
        parts = decode_header(written)
    except (HeaderParseError, ValueError, LookupError):
        return written
    read = (part if isinstance(part, str) else decode(part, charset or "") for part, charset in parts)
    return " ".join(CONTROL.sub(" ", "".join(read)).split())


def sender(message: Message) -> tuple[str, str]:
    """Return the name and the address in `From`; the address is empty unless there is one `From` with one mailbox."""
    written = values(message, "from")
    found = [(name, address) for name, address in _mailboxes(written) if address or name]
    if len(written) != 1 or len(found) != 1:
        return "", ""
    name, address = found[0]
    return words(name), address


def recipients(message: Message) -> tuple[str, ...]:
    """Return every address the message was sent or delivered to, each once."""
    written = [written for name in RECIPIENTS for written in values(message, name)]
    found = (address for _name, address in _mailboxes(written) if address)
    return tuple(dict.fromkeys(found))[:MOST_RECIPIENTS]


def mailbox(written: str) -> str:
    """Return the one address in `written`, such as `rfc822; <ana@example.org>`, or nothing."""
    found = MAILBOX.search(written.rpartition(";")[2])
    return found.group().lower() if found else ""


def _mailboxes(written: list[str]) -> list[tuple[str, str]]:
    """Return names and addresses; what is no address at all is left empty."""
    # The addresses are taken from the header as written: an encoded word must not be able to hold one.
    try:
        pairs = getaddresses(written[:MOST_RECIPIENTS])
    except (RecursionError, ValueError, IndexError):  # a comment in a comment in a comment …
        return []
    return [(name, address.lower() if MAILBOX.fullmatch(address) else "") for name, address in pairs]


def _one_line(written: str) -> str:
    raw = written.encode("utf-8", "surrogateescape")
    return " ".join(CONTROL.sub(" ", decode(raw, "utf-8")).split())
