"""How a person signs in, and where they are signed in. Keys, codes and hashes are secrets, and in no copy."""

from typing import Any, Final

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.utils.translation import gettext as _

from hearth.members.browsers import say_browser
from hearth.members.models import Device
from hearth.members.ports import Fact, Person, Row, Section

COVERS: Final = frozenset(
    {
        "members.Device",
        "mfa.Authenticator",
        "sessions.Session",
        "socialaccount.SocialAccount",
        "socialaccount.SocialToken",
    }
)


def sections(person: Person) -> list[Section]:
    """Return passkeys by name, whether there is a second step, accounts elsewhere, and devices."""
    return [
        Section("ways_in", _("Your passkeys and your second step"), _authenticators(person)),
        Section("outside", _("Your accounts elsewhere, linked to sign in"), _outside(person)),
        Section("devices", _("Where you are signed in"), _devices(person)),
    ]


def _authenticators(person: Person) -> list[Row]:
    kinds = {
        Authenticator.Type.WEBAUTHN: _("Passkey"),
        Authenticator.Type.TOTP: _("Second step, by an app"),
        Authenticator.Type.RECOVERY_CODES: _("Recovery codes"),
    }
    return [
        [
            Fact("type", _("Kind"), row.type, kinds.get(row.type, "")),
            Fact("name", _("Its name"), _name(row)),
            Fact("codes_left", _("Codes that are left"), _codes_left(row)),
            Fact("created_at", _("Made"), row.created_at),
            Fact("last_used_at", _("Last used"), row.last_used_at),
        ]
        for row in Authenticator.objects.filter(user=person.account).order_by("pk")
    ]


def _name(row: Any) -> str:
    return str(row.wrap().name) if row.type == Authenticator.Type.WEBAUTHN else ""


def _codes_left(row: Any) -> int | None:
    return len(row.wrap().get_unused_codes()) if row.type == Authenticator.Type.RECOVERY_CODES else None


def _outside(person: Person) -> list[Row]:
    names = {provider.id: provider.name for provider in settings.OUTSIDE_PROVIDERS}
    return [
        [
            Fact("provider", _("Where"), row.provider, names.get(row.provider, "")),
            Fact("uid", _("What you are called there, for machines"), row.uid),
            Fact("date_joined", _("Linked"), row.date_joined),
            Fact("last_login", _("Last signed in"), row.last_login),
        ]
        for row in SocialAccount.objects.filter(user=person.account).order_by("pk")
    ]


def _devices(person: Person) -> list[Row]:
    return [
        [
            Fact("browser", _("Browser"), row.browser, say_browser(row.browser, row.system)),
            Fact("system", _("System"), row.system),
            Fact("signed_in_at", _("Signed in"), row.signed_in_at),
            Fact("seen_on", _("Last used"), row.seen_on),
        ]
        for row in Device.objects.filter(account=person.account).order_by("pk")
    ]
