"""Mail on its way out: a row in the caller's transaction, sent by the worker, erased once it is sent.

A mail is kept as it was written (`put`), or only as what it is about (`promise`): then it is made at the moment it is
sent, and says what holds then, however long the mail server was away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from smtplib import SMTPRecipientsRefused
from typing import Any

from anymail.exceptions import AnymailRecipientsRefused
from django.conf import settings
from django.core.mail import BadHeaderError, EmailMultiAlternatives
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from hearth.core.envelopes import bounce_address
from hearth.core.models import OutgoingMail
from hearth.core.statuses import STATUS, is_gone
from hearth.core.work import Hopeless, Unwanted, owe


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail to one person, whole; `headers` are added to ours. It gets a `message_id` of its own where it has none."""

    to: str
    subject: str
    text: str
    html: str
    language: str
    headers: Mapping[str, str] = field(default_factory=dict)
    message_id: str = ""


Maker = Callable[[dict[str, Any]], Letter | None]
MAKERS: dict[str, Maker] = {}


def makes(name: str) -> Callable[[Maker], Maker]:
    """Register the decorated function of an app's `tasks.py` as what makes the mails promised under `name`.

    It is given what they are about, and returns None when nobody is to be mailed of it any more.
    """

    def register(make: Maker) -> Maker:
        if name in MAKERS:
            raise ValueError(f"{name} is made already.")
        MAKERS[name] = make
        return make

    return register


Hearer = Callable[[str], None]
"""Is given an address that mail will never reach."""
_HEARING: list[Hearer] = []


def register_gone(hear: Hearer) -> None:
    """Tell `hear` from now on of each address that a mail server refuses since it is not there."""
    _HEARING.append(hear)


def promise(name: str, about: dict[str, Any]) -> OutgoingMail:
    """Promise a mail that is made, by whatever `makes` it under `name`, when it is sent; `about` holds keys only.

    It leaves after the caller's transaction commits, or not at all if that is rolled back.
    """
    mail: OutgoingMail = OutgoingMail.objects.create(maker=name, about=about)
    owe([mail])
    return mail


def put(
    *,
    to: str,
    subject: str,
    text: str,
    html: str,
    language: str,
    headers: dict[str, str] | None = None,
    expires_at: datetime | None = None,
) -> OutgoingMail:
    """Promise one mail: it leaves after the caller's transaction commits, or not at all if that is rolled back.

    `html` may be empty; `headers` are added to ours; after `expires_at` the mail is dropped unsent. Line breaks in the
    subject become spaces. Returns the row; its `message_id` stays the same however often sending is tried.
    Raises BadHeaderError for a line break in the address or a header.
    """
    _check_lines(to, headers or {})
    mail = OutgoingMail.objects.create(
        to=to,
        subject=" ".join(subject.split())[:250],
        text=text,
        html=html,
        language=language,
        headers=headers or {},
        expires_at=expires_at,
    )
    owe([mail])
    return mail


def send(mail: OutgoingMail) -> None:
    """Send `mail` through Django's e-mail backend.

    A worker killed between the server's acceptance and our note of it sends again after the lease: SMTP offers no
    better (RFC 1047), and the stable Message-ID lets mailboxes drop the double. Raises Unwanted for a mail that has
    expired, that nobody is to have any more, or whose address is not there, which the rooms that registered hear;
    Hopeless when the server refuses the address for good (5yz, RFC 5321, 4.2.1) for another reason or none.
    """
    if mail.expires_at and mail.expires_at <= timezone.now():
        raise Unwanted
    letter = _made(mail) if mail.maker else mail
    try:
        _compose(letter, letter.message_id or mail.message_id).send()
    except (SMTPRecipientsRefused, AnymailRecipientsRefused) as refused:
        # A provider refuses at once only what is no address, and what it could not reach before.
        answers = refused.recipients.values() if isinstance(refused, SMTPRecipientsRefused) else ()
        if _HEARING and all(_says_gone(code, reply) for code, reply in answers):
            for hear in _HEARING:
                hear(letter.to)
            raise Unwanted from refused
        if all(code >= 500 for code, _reply in answers):
            raise Hopeless from refused
        raise


def expired() -> QuerySet[OutgoingMail]:
    """Return the unsent mails that have expired; of a sent one the time is erased with the rest."""
    return OutgoingMail.objects.filter(expires_at__lte=timezone.now())


def erase_expired() -> int:
    """Delete every unsent mail that has expired, and with it the address; return how many."""
    return expired().delete()[0]


def withdraw(addresses: Iterable[str]) -> int:
    """Delete every mail to one of `addresses` that has not been sent; return how many."""
    wanted = [address.lower() for address in addresses]
    return OutgoingMail.objects.annotate(address=Lower("to")).filter(address__in=wanted).delete()[0]


def _says_gone(code: int, reply: bytes) -> bool:
    """Say whether a server's `reply` to RCPT means the address, not what its owner or ours may do (RFC 2034)."""
    status = STATUS.match(reply.decode("ascii", "replace"))
    return code >= 500 and status is not None and is_gone(status.group())


def _made(mail: OutgoingMail) -> Letter:
    letter = MAKERS[mail.maker](mail.about)
    if letter is None:
        raise Unwanted
    _check_lines(letter.to, letter.headers)
    return letter


def _check_lines(to: str, headers: Mapping[str, str]) -> None:
    if any("\n" in value or "\r" in value for value in (to, *headers, *headers.values())):
        raise BadHeaderError("A mail's address and headers are single lines.")


def _compose(mail: OutgoingMail | Letter, message_id: str) -> EmailMultiAlternatives:
    headers = {
        "Message-ID": message_id,
        "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office answers
        "Content-Language": mail.language,
    }
    # Mail servers are told the address that mail comes back to; people see the site's own. A provider has envelopes of
    # its own, and tells us what came back to them.
    envelope = "" if settings.CONFIG.mail_provider else bounce_address(mail.to)
    if envelope:
        headers["From"] = settings.DEFAULT_FROM_EMAIL
    headers |= mail.headers
    message = EmailMultiAlternatives(mail.subject, mail.text, envelope or None, [mail.to], headers=headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message
