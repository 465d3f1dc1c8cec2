import base64
import secrets
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from hearth.members.browsers import read_browser, say_browser
from hearth.members.models import Account


class SecondStepAdapter(DefaultMFAAdapter):
    """Where allauth asks the house about passkeys, apps and recovery codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This is not the code, or it is too old. Wait for the next one, then try again."),
        "cannot_generate_recovery_codes": _("Recovery codes belong to the second step. Switch it on first."),
    }

    def is_mfa_enabled(self, user: Account, types: Sequence[str] | None = None) -> bool:
        """Say whether `user` has one of `types`.

        allauth names several when it wants to know whether to ask for a second step. Only an app makes us ask: a
        passkey is a way in of its own, and whoever adds one must not be locked out where it is not at hand.
        """
        asks_for_second_step = types is not None and len(types) > 1
        return bool(super().is_mfa_enabled(user, [Authenticator.Type.TOTP] if asks_for_second_step else types))

    def encrypt(self, text: str) -> str:
        """Seal a secret, so that a copy of the database alone opens nothing."""
        return _cipher(settings.SECRET_KEY).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open what `encrypt` sealed; under another SECRET_KEY it becomes a secret that nobody has."""
        try:
            return _cipher(settings.SECRET_KEY).decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def generate_authenticator_name(self, user: Account, type: str) -> str:
        """Name a new passkey by the device it is made on."""
        return say_browser(*read_browser(context.request.headers.get("User-Agent", "")))

    def _get_site_name(self) -> str:
        return str(settings.CONFIG.site_name)

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        """Name the account to the device that keeps the passkey by its address, never by a face."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": user.email}


@lru_cache(maxsize=2)
def _cipher(secret: str) -> Fernet:
    key = salted_hmac("hearth.members.second_step_adapter", "secrets", secret=secret, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
