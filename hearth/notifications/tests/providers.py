"""What mail providers tell, in the form that their handbooks say, and sent as they send it."""

import hashlib
import hmac
import json
from base64 import b64encode
from dataclasses import replace
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from hearth.core.providers import as_anymail_takes_it

SECRET = "a-secret-of-thirty-two-characters"
ADDRESS = "/mail/feedback/"
EMAIL_URLS = {"mailgun": "mailgun+eu://key-1@mg.example.org", "postmark": "postmark://token-1@outbound"}


def use(settings, provider, **changed):
    """Let the site send by `provider`, and hear from it."""
    given = {"email_url": EMAIL_URLS[provider], "mail_feedback_secret": SECRET} | changed
    settings.CONFIG = replace(settings.CONFIG, **given)
    settings.EMAIL_BACKEND = f"anymail.backends.{provider}.EmailBackend"
    settings.ANYMAIL = as_anymail_takes_it(given["email_url"], secret=given["mail_feedback_secret"])


def mailgun(event, recipient, *, at=None, token=None, secret=SECRET, **said):
    """Return a webhook of Mailgun (documentation.mailgun.com, "Webhooks"): how it is signed, and what happened."""
    at, token = str(int((at or timezone.now()).timestamp())), token or uuid4().hex
    signature = hmac.new(secret.encode(), f"{at}{token}".encode(), hashlib.sha256).hexdigest()
    happened = {
        "id": "G9Bn5sl1TC6nu79C8C0bwg",
        "event": event,
        "timestamp": float(at) - 2.5,
        "recipient": recipient,
        "envelope": {"sender": "bounce@mg.example.org", "transport": "smtp", "targets": recipient},
        "message": {"headers": {"to": recipient, "message-id": "1@example.org", "subject": "Word on Hearth"}},
        "tags": [],
        "user-variables": {},
        **said,
    }
    return {"signature": {"token": token, "timestamp": at, "signature": signature}, "event-data": happened}


def failed(recipient, message="5.1.1 No such user", *, severity="permanent", reason="bounce", **said):
    """Return what Mailgun tells of a mail that it could not deliver."""
    status = {"attempt-no": 1, "message": message, "code": 550, "description": "", "session-seconds": 0.1}
    kind = {"severity": severity, "reason": reason, "delivery-status": status}
    return mailgun("failed", recipient, **kind, **said)


def postmark(kind, recipient, details="smtp;550 5.1.1 User unknown", *, record="Bounce", at=None, **said):
    """Return a webhook of Postmark (postmarkapp.com/developer/webhooks): a bounce, or a complaint."""
    return {
        "RecordType": record,
        "MessageStream": "outbound",
        "ID": uuid4().int >> 66,
        "Type": kind,
        "MessageID": str(uuid4()),
        "Metadata": {},
        "Description": "The server was unable to deliver your message.",
        "Details": details,
        "Email": recipient,
        "From": "noreply@example.org",
        "BouncedAt": (at or timezone.now()).strftime("%Y-%m-%dT%H:%M:%S.1234567Z"),
        "Subject": "Word on Hearth",
        **said,
    }


def tell(told, *, password=SECRET, client=None, **headers):
    """Send `told` to the site, with the password that Postmark is given in its address."""
    proof = b64encode(f"hearth:{password}".encode()).decode()
    headers = {"Authorization": f"Basic {proof}"} | headers
    body = told if isinstance(told, (bytes, str)) else json.dumps(told)
    client = client or Client(enforce_csrf_checks=True)
    return client.post(ADDRESS, body, content_type="application/json", headers=headers)
