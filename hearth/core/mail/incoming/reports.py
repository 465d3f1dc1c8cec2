"""What mail servers report: deliveries that failed (RFC 3464) and complaints (ARF, RFC 5965).

Of bounces without a report only two kinds are read, whose form is written down: Exim's header and qmail's QSBMF.
"""

import re
from collections.abc import Iterable, Iterator
from email import message_from_bytes
from email.message import Message

from hearth.core.mail.incoming.contents import content, text
from hearth.core.mail.incoming.headers import mailbox, value
from hearth.core.mail.incoming.message import Complaint, Failure
from hearth.core.statuses import STATUS, is_gone

MOST = 100  # recipients of one report that are looked at
QMAIL = re.compile(r"^<([^<>\s]{3,320})>:[ \t]*\r?\n((?:.+\r?\n?){1,20})", re.MULTILINE)


def failures(message: Message, parts: list[Message]) -> tuple[Failure, ...]:
    """Return what a bounce says of each recipient; nothing when it says it in no form that is written down."""
    found = list(_delivery_status(parts)) or list(_exim(message)) or list(_qmail(message))
    return tuple(found[:MOST])


def complaints(parts: list[Message]) -> tuple[Complaint, ...]:
    """Return whom a complaint is about, by its feedback report and by the head of the mail that it returns."""
    fields = [
        field for part in parts if part.get_content_type() == "message/feedback-report" for field in _blocks(part)
    ]
    kinds = [value(field, "feedback-type").lower() for field in fields]
    if kinds and "not-spam" in kinds:
        return ()
    envelope = next((found for field in fields if (found := mailbox(value(field, "original-mail-from")))), "")
    told = [mailbox(value(field, name)) for field in fields for name in ("original-rcpt-to", "removal-recipient")]
    told += [mailbox(value(head, "to")) for part in parts for head in _returned(part)]
    envelope = envelope or next((mailbox(value(head, "return-path")) for part in parts for head in _returned(part)), "")
    return tuple(Complaint(recipient, envelope) for recipient in dict.fromkeys(filter(None, told)))[:MOST]


def _delivery_status(parts: Iterable[Message]) -> Iterator[Failure]:
    for part in parts:
        if part.get_content_type() != "message/delivery-status":
            continue
        for field in _blocks(part):
            final, original = (mailbox(value(field, f"{which}-recipient")) for which in ("final", "original"))
            if final or original:
                action = value(field, "action").lower().split(" ")[0]
                yield _failure(final or original, original or final, action, value(field, "status"))


def _exim(message: Message) -> Iterator[Failure]:
    """Read the header of Exim's bounces; it is written for permanent failures only."""
    for written in value(message, "x-failed-recipients").split(","):
        if recipient := mailbox(written):
            yield _failure(recipient, recipient, "failed", "5.0.0")


def _qmail(message: Message) -> Iterator[Failure]:
    """Read qmail's form (cr.yp.to/proto/qsbmf.txt): a paragraph for each recipient, with a code where it has one."""
    for recipient, reason in QMAIL.findall(text(message)[:100_000]):
        code = STATUS.search(reason)
        yield _failure(recipient.lower(), recipient.lower(), "failed", code.group() if code else "")


def _failure(recipient: str, original: str, action: str, status: str) -> Failure:
    code = STATUS.search(status)
    status = code.group() if code else ""
    # Exim's header and some reports give no more than 5.0.0 for what they gave up.
    is_permanent = action == "failed" and (is_gone(status) or status == "5.0.0")
    return Failure(recipient, original, action, status, is_permanent)


def _blocks(part: Message) -> list[Message]:
    """Return the groups of fields in `part`: the library reads each as the head of a message."""
    inside = part.get_payload()
    return [block for block in inside if isinstance(block, Message)] if isinstance(inside, list) else []


def _returned(part: Message) -> list[Message]:
    """Return the head of the message that a report returns, if `part` holds it."""
    if part.get_content_type() == "message/rfc822":
        return _blocks(part)
    if part.get_content_type() == "text/rfc822-headers":
        return [message_from_bytes(content(part))]
    return []
