"""What a mail provider tells of our mail: whom it cannot reach, and who called it spam.

django-anymail proves and reads it; its views, which would send a signal, answer nothing here (docs/adr/0026).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from anymail.exceptions import AnymailWebhookValidationFailure
from anymail.webhooks.mailgun import MailgunTrackingWebhookView
from anymail.webhooks.postmark import PostmarkTrackingWebhookView
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest

from hearth.core.statuses import STATUS, is_gone

LARGEST: Final = 256 * 1024  # bytes; what providers tell of one mail is a few thousand
_READERS: Final = {"mailgun": MailgunTrackingWebhookView, "postmark": PostmarkTrackingWebhookView}
# What anymail calls an event and its reason, whoever tells it (anymail.dev, "Normalized tracking event").
_COMPLAINED: Final = "complained"
_GIVEN_UP: Final = {"bounced", "rejected"}
_NOT_THERE: Final = {"bounced", "invalid"}
_TO_PASS: Final = {"SoftBounce"}  # Postmark's Type of what anymail calls a bounce too
# Whatever somebody with the secret sends that is not what the provider's handbook says.
_MISSHAPEN: Final = (LookupError, ValueError, TypeError, AttributeError, OverflowError, RecursionError, OSError)


class Unproven(Exception):
    """It does not come from the provider."""


class Misshapen(Exception):
    """It is nothing that a provider tells."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """That `recipient` cannot be reached, or called our mail spam; `mark` is the same however often it is told."""

    recipient: str
    is_complaint: bool
    mark: str
    at: datetime


def read_feedback(request: HttpRequest, *, provider: str) -> list[Feedback]:
    """Return what `provider` tells in `request`, as far as it is about an address that is to get no mail any more.

    Raises Unproven and Misshapen. Nothing of what was sent is in them.
    """
    if request.content_type != "application/json":
        raise Misshapen
    try:
        reader = _READERS[provider]()
        reader.run_validators(request)
        found = [_feedback(event) for event in reader.parse_events(request)]
    except AnymailWebhookValidationFailure:
        raise Unproven from None
    except (ImproperlyConfigured, *_MISSHAPEN):
        raise Misshapen from None
    return [feedback for feedback in found if feedback]


def _feedback(event: Any) -> Feedback | None:
    is_complaint = event.event_type == _COMPLAINED
    if not event.recipient or not (is_complaint or _is_permanent(event)):
        return None
    at = _told_at(event)
    mark = event.event_id or f"{event.event_type} {event.recipient} {at.isoformat()}"
    return Feedback(str(event.recipient), is_complaint, f"{event.esp_event.get('RecordType', '')} {mark}", at)


def _is_permanent(event: Any) -> bool:
    """Say whether the address itself will not work; a mail server's own code says it better than the provider."""
    if event.event_type not in _GIVEN_UP or event.esp_event.get("Type") in _TO_PASS:
        return False
    code = STATUS.search(event.mta_response or "")
    return is_gone(code.group()) if code else event.reject_reason in _NOT_THERE


def _told_at(event: Any) -> datetime:
    """Return when it was told; of Mailgun's the time that is signed, since the rest of what it sends is not."""
    signed: dict[str, Any] | None = event.esp_event.get("signature")
    return datetime.fromtimestamp(int(signed["timestamp"]), tz=UTC) if signed else event.timestamp.astimezone(UTC)
