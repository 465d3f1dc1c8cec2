"""The ways a person has of signing in, and where they are signed in. For the person themself only."""

import base64
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from hearth.members.browsers import say_browser
from hearth.members.models import Account, Device
from hearth.members.outside import Provider


@dataclass(frozen=True, slots=True)
class Passkey:
    """One passkey, as its owner is shown it. `id` says nothing of how many there are."""

    id: str
    name: str
    authenticator: Any


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One place where a person is signed in."""

    device: Device
    words: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class WaysIn:
    """Everything the page "Signing in" shows. `unused_codes` counts the recovery codes that are left."""

    passkeys: list[Passkey]
    has_app: bool
    unused_codes: int
    devices: list[SignedIn]
    outside: list[tuple[Provider, bool]]


def get_ways_in(account: Account, *, session_key: str | None) -> WaysIn:
    """Return the ways in of `account`; `session_key` is the session that asks."""
    every = list(Authenticator.objects.filter(user=account).order_by("pk"))
    has_app = any(each.type == Authenticator.Type.TOTP for each in every)
    codes = next((each for each in every if each.type == Authenticator.Type.RECOVERY_CODES), None)
    linked = set(SocialAccount.objects.filter(user=account).values_list("provider", flat=True))
    return WaysIn(
        passkeys=[_passkey(each) for each in every if each.type == Authenticator.Type.WEBAUTHN],
        has_app=has_app,
        unused_codes=len(codes.wrap().get_unused_codes()) if codes else 0,
        devices=list_devices(account, session_key=session_key),
        outside=[(provider, _key(provider) in linked) for provider in settings.OUTSIDE_PROVIDERS],
    )


def get_passkey(account: Account, key: str) -> Passkey | None:
    """Return the passkey of `account` with id `key`."""
    return next((found for found in list_passkeys(account) if found.id == key), None)


def list_passkeys(account: Account) -> list[Passkey]:
    """Return the passkeys of `account`, the oldest first."""
    rows = Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN).order_by("pk")
    return [_passkey(row) for row in rows]


def get_outside(account: Account, provider_id: str) -> tuple[Provider | None, Any]:
    """Return the provider `provider_id`, and the account there that `account` has linked; None where there is none."""
    provider = next((each for each in settings.OUTSIDE_PROVIDERS if each.id == provider_id), None)
    linked = SocialAccount.objects.filter(user=account, provider=_key(provider)).first() if provider else None
    return provider, linked


def list_devices(account: Account, *, session_key: str | None) -> list[SignedIn]:
    """Return where `account` is signed in, this place first, then the last used. No two are called the same."""
    rows = Device.objects.filter(account=account, session__expire_date__gt=timezone.now()).select_related("session")
    alive = [device for device in rows.order_by("-seen_on", "-pk") if _is_alive(device, account)]
    words = _tell_apart(alive)
    found = [SignedIn(device, words[device.pk], device.session_id == session_key) for device in alive]
    return sorted(found, key=lambda each: not each.is_here)


def _tell_apart(devices: list[Device]) -> dict[int, str]:
    """Return what each device is called; those of one kind are numbered in the order they were signed in."""
    alike: dict[str, list[Device]] = {}
    for device in sorted(devices, key=lambda each: each.pk):
        alike.setdefault(say_browser(device.browser, device.system), []).append(device)
    return {
        device.pk: _("%(device)s, no. %(number)d") % {"device": words, "number": number} if len(same) > 1 else words
        for words, same in alike.items()
        for number, device in enumerate(same, 1)
    }


def _is_alive(device: Device, account: Account) -> bool:
    """Say whether the session still counts: a new password or address ends it before anybody deletes it."""
    kept = str(device.session.get_decoded().get(HASH_SESSION_KEY, ""))
    return constant_time_compare(kept, account.get_session_auth_hash())


def _passkey(row: Any) -> Passkey:
    digest = salted_hmac("hearth.members.queries.ways_in", str(row.pk), algorithm="sha256").digest()
    return Passkey(base64.b32encode(digest)[:10].decode().lower(), str(row.wrap().name), row)


def _key(provider: Provider) -> str:
    """Return what allauth files accounts of `provider` under."""
    return provider.id
