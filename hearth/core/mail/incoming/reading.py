"""From the bytes of one message to what it says."""

import re
from email import message_from_bytes
from email._policybase import Compat32
from email.message import Message
from itertools import islice

from hearth.core.mail.incoming import bodies, headers, natures, reports
from hearth.core.mail.incoming.message import Fault, Incoming, Nature, Unreadable

# A photograph or two from a telephone, grown by a third in base64; the largest mail many servers take is 25 MB, and
# what is larger than an upload may be is not looked at at all.
MAX_BYTES = 10_000_000
MAX_HEAD = 256_000  # bytes; Postfix itself stops at 100 kB
MAX_LINES = 150_000  # what MAX_BYTES make in lines of base64; the library's time grows with lines times nesting
MAX_PARTS, MAX_NESTING = 200, 20
# Characters of one header that are kept; reading the parameters of Content-Type costs the square of them.
HEADER, PARAMETERS = 16_000, 2_000
HEAD = re.compile(rb"\A(?:[^\r\n]+(?:\r?\n|\r|\Z))*")
NESTING = re.compile(rb"(?:multipart|message)/", re.IGNORECASE)


class _Bounded(Compat32):
    """The lenient policy: it raises for nothing a header holds, and keeps no more than HEADER characters of each."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[: PARAMETERS if name.lower().startswith("content-") else HEADER]


def read(raw: bytes, *, own_domain: str = "", limit: int = MAX_BYTES) -> Incoming | Unreadable:
    """Return the message that `raw` holds (RFC 5322, MIME), or why it cannot be read; it raises for no bytes whatever.

    `own_domain` is the domain of the Message-IDs that we write ourselves: mail that bears one of them is a loop.
    `limit` is the size in bytes beyond which only the head is read. Time and memory grow with the size alone: head,
    parts, nesting and length of text have limits of their own.
    """
    head = message_from_bytes(b"")
    try:
        head = message_from_bytes(_head(raw), policy=_Bounded())
        fault = _fault(raw, limit)
        return _unreadable(fault, head, own_domain) if fault else _read(raw, own_domain)
    except bodies.TooLong:
        return _unreadable(Fault.LONG_TEXT, head, own_domain)
    except Exception:  # noqa: BLE001  (the library's parsers raise many things for broken mail, and new ones each year)
        return _unreadable(Fault.BROKEN, head, own_domain)


def _head(raw: bytes) -> bytes:
    found = HEAD.match(raw[:MAX_HEAD])
    return found.group() if found else b""


def _fault(raw: bytes, limit: int) -> Fault | None:
    """Say what forbids even to parse `raw`: the library takes a place on the stack for each level of nesting."""
    if len(raw) > limit:
        return Fault.TOO_LARGE
    if len(_head(raw)) >= MAX_HEAD:
        return Fault.LONG_HEADERS
    if raw.count(b"\n") + raw.count(b"\r") - raw.count(b"\r\n") > MAX_LINES:
        return Fault.LONG_TEXT
    nested = sum(1 for _found in islice(NESTING.finditer(raw), MAX_NESTING + 1))
    if nested > MAX_NESTING or raw.count(b"\n--") > MAX_PARTS * 10:
        return Fault.TOO_MANY_PARTS
    return None


def _read(raw: bytes, own_domain: str) -> Incoming | Unreadable:
    message = message_from_bytes(raw, policy=_Bounded())
    parts = list(islice(message.walk(), MAX_PARTS + 1))
    if len(parts) > MAX_PARTS:
        return _unreadable(Fault.TOO_MANY_PARTS, message, own_domain)
    name, address = headers.sender(message)
    nature, why = natures.nature(message, sender=address, own_domain=own_domain)
    is_report = nature in {Nature.BOUNCE, Nature.COMPLAINT}
    text, images = ("", ()) if is_report else bodies.body(message)
    return Incoming(
        message_id=message_id(message),
        sender=address,
        sender_name=name,
        recipients=headers.recipients(message),
        subject=headers.words(headers.value(message, "subject")),
        text=text,
        images=images,
        nature=nature,
        why=why,
        failures=reports.failures(message, parts) if nature is Nature.BOUNCE else (),
        complaints=reports.complaints(parts) if nature is Nature.COMPLAINT else (),
        answers=message_id(message, "in-reply-to"),
    )


def message_id(message: Message, header: str = "message-id") -> str:
    """Return the Message-ID in a header without its angle brackets, or an empty text."""
    return headers.value(message, header).strip("<> ")


def _unreadable(fault: Fault, head: Message, own_domain: str) -> Unreadable:
    try:
        _name, address = headers.sender(head)
        nature, _why = natures.nature(head, sender=address, own_domain=own_domain)
        return Unreadable(fault, message_id(head), address, headers.recipients(head), nature)
    except Exception:  # noqa: BLE001  (as above: of this one not even the head)
        return Unreadable(Fault.BROKEN)
