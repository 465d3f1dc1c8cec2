"""Providers that carry our mail by their own interface, as django-anymail speaks it (docs/adr/0026).

Knows no models, so that the settings can ask it. Every mail says for itself that nobody is to watch whether it is read
and that its links stay as they are, and keeps the Message-ID by which it stands in its thread.
"""

from typing import Any, Final
from urllib.parse import unquote, urlsplit

USER: Final = "hearth"
"""The name before the secret, where a provider proves itself by a password (RFC 7617)."""
_UNWATCHED: Final = {"track_opens": False, "track_clicks": False}
_SECONDS: Final = 15


def as_anymail_takes_it(address: str, *, secret: str) -> dict[str, Any]:
    """Return django-anymail's ANYMAIL for the EMAIL_URL `address`; `secret` proves what the provider tells us.

    Source: anymail.dev, the pages of the providers.
    """
    parts = urlsplit(address)
    key, place = unquote(parts.username or ""), parts.hostname or ""
    shared = {"REQUESTS_TIMEOUT": _SECONDS}
    if parts.scheme == "postmark":
        return shared | {
            "POSTMARK_SERVER_TOKEN": key,
            "POSTMARK_MESSAGE_STREAM": place,
            "SEND_DEFAULTS": _UNWATCHED | {"extra_headers": {"X-PM-KeepID": "true"}},
            "WEBHOOK_SECRET": f"{USER}:{secret}",
        }
    region = "api.eu" if parts.scheme.endswith("+eu") else "api"
    return shared | {
        "MAILGUN_API_KEY": key,
        "MAILGUN_SENDER_DOMAIN": place,
        "MAILGUN_API_URL": f"https://{region}.mailgun.net/v3",
        "SEND_DEFAULTS": _UNWATCHED | {"esp_extra": {"o:tracking": "no"}},
        "MAILGUN_WEBHOOK_SIGNING_KEY": secret,
    }
