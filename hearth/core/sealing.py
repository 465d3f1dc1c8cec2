"""Small things sealed into addresses: they tell nothing, cannot be forged, and are the same each time."""

import base64
import binascii
import json
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings
from django.utils.crypto import salted_hmac


def seal(value: Any, *, purpose: str) -> str:
    """Return `value`, anything JSON holds, as letters that may stand in an address; only `unseal` reads it.

    What was sealed for another `purpose` is not read.
    """
    sealed = _cipher(settings.SECRET_KEY).encrypt(json.dumps(value, separators=(",", ":")).encode(), [purpose.encode()])
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def unseal(text: str, *, purpose: str) -> Any:
    """Return what was sealed into `text` for `purpose`; None when it was not, or with another `SECRET_KEY`."""
    try:
        sealed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        return json.loads(_cipher(settings.SECRET_KEY).decrypt(sealed, [purpose.encode()]))
    except (binascii.Error, ValueError, InvalidTag):
        return None


@lru_cache(maxsize=2)
def _cipher(secret: str) -> AESSIV:
    return AESSIV(salted_hmac("hearth.core.sealing", "key", secret=secret, algorithm="sha512").digest())
