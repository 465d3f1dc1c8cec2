"""Mail on its way out: a row in the caller's transaction, sent by the worker, erased once it is sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMultiAlternatives
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from hearth.core.envelopes import bounce_address
from hearth.core.models import OutgoingMail
from hearth.core.work import Hopeless, Unwanted, owe


def put(
    *,
    to: str,
    subject: str,
    text: str,
    html: str,
    language: str,
    headers: dict[str, str] | None = None,
    expires_at: datetime | None = None,
    message_id: str | None = None,
) -> OutgoingMail:
    """Promise one mail: it leaves after the caller's transaction commits, or not at all if that is rolled back.

    `html` may be empty; `headers` are added to ours; after `expires_at` the mail is dropped unsent. Line breaks in the
    subject become spaces. Returns the row; its `message_id` stays the same however often sending is tried.
    Raises BadHeaderError for a line break in the address or a header.
    """
    for value in (to, *(headers or {}), *(headers or {}).values()):
        if "\n" in value or "\r" in value:
            raise BadHeaderError("A mail's address and headers are single lines.")
    mail = OutgoingMail.objects.create(
        to=to,
        subject=" ".join(subject.split())[:250],
        text=text,
        html=html,
        language=language,
        headers=headers or {},
        expires_at=expires_at,
        **({"message_id": message_id} if message_id else {}),
    )
    owe([mail])
    return mail


def send(mail: OutgoingMail) -> None:
    """Send `mail` through Django's e-mail backend.

    A worker killed between the server's acceptance and our note of it sends again after the lease: SMTP offers no
    better (RFC 1047), and the stable Message-ID lets mailboxes drop the double. Raises Unwanted for an expired mail,
    Hopeless when the server refuses the address for good (5yz, RFC 5321, 4.2.1).
    """
    if mail.expires_at and mail.expires_at <= timezone.now():
        raise Unwanted
    try:
        _compose(mail).send()
    except SMTPRecipientsRefused as refused:
        if all(code >= 500 for code, _reply in refused.recipients.values()):
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


def _compose(mail: OutgoingMail) -> EmailMultiAlternatives:
    headers = {
        "From": settings.DEFAULT_FROM_EMAIL,
        "Message-ID": mail.message_id,
        "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office answers
        "Content-Language": mail.language,
    }
    envelope = bounce_address(mail.to) or None
    message = EmailMultiAlternatives(mail.subject, mail.text, envelope, to=[mail.to], headers=headers | mail.headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message
