"""Mail handed to a provider: what it is told, against a server on loopback that answers as its handbook says."""

import json
from dataclasses import replace
from urllib.parse import parse_qs

import pytest

from hearth.core import outbox
from hearth.core.models import OutgoingMail
from hearth.core.providers import as_anymail_takes_it
from hearth.core.tests.test_http import reply, serving
from hearth.notifications.queries.suppressed import is_suppressed

pytestmark = pytest.mark.django_db
LETTER = {
    "to": "ana@example.org",
    "subject": "Someone answered you",
    "text": "Dear Ana",
    "html": "<p>Dear Ana</p>",
    "language": "es",
    "headers": {
        "In-Reply-To": "<first@example.org>",
        "References": "<first@example.org>",
        "List-Id": "<word.example.org>",
        "List-Unsubscribe": "<https://example.org/word/x/end/>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Reply-To": "reply+abc@reply.example.org",
    },
}
TAKEN = {
    "mailgun": {"id": "<1@mg.example.org>", "message": "Queued. Thank you."},
    "postmark": {"To": "ana@example.org", "MessageID": "1", "ErrorCode": 0, "Message": "OK"},
}
INACTIVE = (
    "You tried to send to a recipient that has been marked as inactive. Found inactive addresses: ana@example.org. "
    "Inactive recipients are ones that have generated a hard bounce, a spam complaint, or a manual suppression."
)


@pytest.fixture
def provider(settings):
    """Send one mail through the provider named; return its row, and what the provider was asked."""

    def send(name, address, *, answer=None, status=200, run_worker):
        said = json.dumps(answer or TAKEN[name]).encode()
        with serving(lambda handler: reply(handler, said, status)) as (port, seen):
            settings.CONFIG = replace(settings.CONFIG, email_url=address, reply_domain="reply.example.org")
            settings.EMAIL_BACKEND = f"anymail.backends.{name}.EmailBackend"
            settings.ANYMAIL = as_anymail_takes_it(address, secret="")
            settings.ANYMAIL[f"{name.upper()}_API_URL"] = f"http://127.0.0.1:{port}/v3"
            mail = outbox.put(**LETTER)
            run_worker()
        return mail, seen

    return send


def test_mailgun_gets_our_headers_and_watches_nobody(provider, run_worker, settings):
    mail, ((method, path, _headers, body),) = provider("mailgun", "mailgun://key@mg.example.org", run_worker=run_worker)
    given = parse_qs(body.decode(), keep_blank_values=True)
    assert (method, path) == ("POST", "/v3/mg.example.org/messages")
    assert given == {
        "from": [settings.DEFAULT_FROM_EMAIL],
        "to": ["ana@example.org"],
        "subject": ["Someone answered you"],
        "text": ["Dear Ana"],
        "html": ["<p>Dear Ana</p>"],
        "h:Message-Id": [mail.message_id],
        "h:Auto-Submitted": ["auto-generated"],
        "h:Content-Language": ["es"],
        **{f"h:{name.title()}": [value] for name, value in LETTER["headers"].items()},
        "o:tracking": ["no"],
        "o:tracking-opens": ["no"],
        "o:tracking-clicks": ["no"],
    }


def test_postmark_gets_our_headers_and_watches_nobody(provider, run_worker, settings):
    mail, ((method, path, headers, body),) = provider("postmark", "postmark://to%2Bken@word", run_worker=run_worker)
    given = json.loads(body)
    assert (method, path, headers["X-Postmark-Server-Token"]) == ("POST", "/v3/email", "to+ken")
    assert {one["Name"].title(): one["Value"] for one in given.pop("Headers")} == {
        "Message-Id": mail.message_id,
        "X-Pm-Keepid": "true",
        "Auto-Submitted": "auto-generated",
        "Content-Language": "es",
        **{name.title(): value for name, value in LETTER["headers"].items() if name != "Reply-To"},
    }
    assert given == {
        "From": settings.DEFAULT_FROM_EMAIL,
        "To": "ana@example.org",
        "Subject": "Someone answered you",
        "TextBody": "Dear Ana",
        "HtmlBody": "<p>Dear Ana</p>",
        "ReplyTo": "reply+abc@reply.example.org",
        "MessageStream": "word",
        "TrackOpens": False,
        "TrackLinks": "None",
    }


def test_the_region_is_part_of_the_address():
    urls = [as_anymail_takes_it(f"mailgun{region}://k@d", secret="")["MAILGUN_API_URL"] for region in ("", "+eu")]
    assert urls == ["https://api.mailgun.net/v3", "https://api.eu.mailgun.net/v3"]


def test_what_a_provider_could_not_reach_before_is_dropped_and_suppressed(provider, run_worker):
    answer = {"ErrorCode": 406, "Message": INACTIVE}
    provider("postmark", "postmark://token@outbound", answer=answer, status=422, run_worker=run_worker)
    assert not OutgoingMail.objects.exists()
    assert is_suppressed("ana@example.org")


@pytest.mark.parametrize(("status", "answer"), [(500, {"ErrorCode": 100}), (401, {"ErrorCode": 10}), (200, {"no": 1})])
def test_a_provider_that_cannot_delays_and_loses_nothing(provider, run_worker, caplog, status, answer):
    answer |= {"Message": "not for ana@example.org"}
    mail, _seen = provider("postmark", "postmark://t@outbound", answer=answer, status=status, run_worker=run_worker)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("waiting", 1)
    assert mail.last_error.startswith("AnymailRequestsAPIError at hearth.core.outbox:")
    assert "ana@" not in mail.last_error + caplog.text
    assert not is_suppressed("ana@example.org")
