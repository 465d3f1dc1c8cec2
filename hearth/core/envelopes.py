"""The address that what cannot be delivered comes back to: it proves whose mail it was, and names nobody."""

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

LENGTH = 32  # characters of the mark


def envelope_sender(recipient: str) -> str:
    """Return the address that mail to `recipient` comes back to; empty where the site takes no mail."""
    domain = settings.CONFIG.reply_domain
    return f"bounce+{_mark(recipient)}@{domain}" if domain else ""


def is_envelope_sender(address: str, *, recipient: str) -> bool:
    """Say whether `address`, in any letters, is where our mail to `recipient` comes back to: nobody else knows it."""
    expected = envelope_sender(recipient)
    return bool(expected) and constant_time_compare(address.strip().lower(), expected.lower())


def _mark(recipient: str) -> str:
    said = recipient.strip().lower()
    return salted_hmac("hearth.core.envelopes", said, algorithm="sha256").hexdigest()[:LENGTH]
