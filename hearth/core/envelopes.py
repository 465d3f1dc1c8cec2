"""The envelope address of our mail: where mail servers send what could not be delivered (RFC 5321, 3.6.3).

It names nobody. It is proof that a report is about mail of ours to one recipient: only we can make it.
"""

import base64

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

BYTES = 15  # of the digest: 24 letters


def bounce_address(recipient: str) -> str:
    """Return the envelope address for mail to `recipient`; an empty text where no mail comes in."""
    domain = settings.CONFIG.reply_domain
    return f"bounce+{_mark(recipient)}@{domain}" if domain else ""


def is_bounce_address(address: str, *, of: str) -> bool:
    """Say whether `address` is the one from which we sent mail to the recipient `of`."""
    return bool(settings.CONFIG.reply_domain) and constant_time_compare(address.lower(), bounce_address(of))


def _mark(recipient: str) -> str:
    """Return letters that survive mail servers which fold case."""
    digest = salted_hmac("hearth.core.envelopes", recipient.lower(), algorithm="sha256").digest()[:BYTES]
    return base64.b32encode(digest).decode().lower()
