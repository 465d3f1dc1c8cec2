"""The account itself: how it is reached, what it agreed to, how it likes pages, and the traces of what it did."""

from typing import Final

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _

from hearth.activity.queries import list_acts_of
from hearth.core.translated import language_name
from hearth.members.models import Account
from hearth.members.ports import Fact, Person, Row, Section
from hearth.members.queries.own import get_space

COVERS: Final = frozenset(
    {
        "account.EmailAddress",
        "account.EmailConfirmation",
        "activity.Activity",
        "activity.Delivery",
        "core.OutgoingMail",
        "members.Account",
        "members.Account_groups",
        "members.Account_user_permissions",
        "members.Agreement",
        "members.DataExport",
        "members.Erasure",
    }
)


def sections(person: Person) -> list[Section]:
    """Return the account, its addresses and its agreements."""
    return [
        Section("account", _("Your account"), [[*_account(person.account), *_display(person.account)]]),
        Section("addresses", _("Your email addresses"), _addresses(person)),
        Section("agreements", _("What you agreed to"), _agreements(person)),
    ]


def acts(person: Person) -> Section:
    """Return what every face did lately, and what others did to it, as far as it is still noted."""
    rows = [
        [
            Fact("verb", _("What happened"), act.verb),
            Fact("by_you", _("You did it yourself"), act.is_own),
            Fact("at", _("When"), act.at),
        ]
        for act in list_acts_of(person.faces)
    ]
    return Section("acts", _("What our records note that you did, or that happened to you, for 90 days"), rows)


def _account(account: Account) -> Row:
    return [
        Fact("email", _("Email address"), account.email),
        Fact("birth_year", _("Year of birth"), account.birth_year),
        Fact("joined_at", _("Joined"), account.joined_at),
        Fact("last_login", _("Last signed in"), account.last_login),
        Fact("has_password", _("You have a password"), account.has_usable_password()),
        Fact("is_suspended", _("You are suspended"), account.is_suspended),
        Fact("is_staff", _("You work for this place"), account.is_staff),
        Fact("is_superuser", _("You administer this place"), account.is_superuser),
        Fact("groups", _("Groups of people who work here"), list(account.groups.values_list("name", flat=True))),
        Fact(
            "rights",
            _("Rights of your own"),
            sorted(account.user_permissions.values_list("codename", flat=True)),
        ),
    ]


def _display(account: Account) -> Row:
    space = get_space(account)
    return [
        Fact("language", _("Language"), account.language, language_name(account.language) if account.language else ""),
        Fact("theme", _("Colours"), account.theme),
        Fact("contrast", _("Contrast"), account.contrast),
        Fact("text_size", _("Text size"), account.text_size),
        Fact("space", _("Your own space: its parts in your order"), space.get("order", [])),
        Fact("space_hidden", _("Your own space: what you do not show there"), space.get("hidden", [])),
    ]


def _addresses(person: Person) -> list[Row]:
    return [
        [
            Fact("email", _("Email address"), row.email),
            Fact("verified", _("Proven yours"), row.verified),
            Fact("primary", _("The one we write to"), row.primary),
        ]
        for row in EmailAddress.objects.filter(user=person.account).order_by("pk")
    ]


def _agreements(person: Person) -> list[Row]:
    return [
        [
            Fact("document", _("Document"), row.document, _("House rules") if row.document == "rules" else ""),
            Fact("version", _("Version"), row.version),
            Fact("accepted_at", _("Accepted"), row.accepted_at),
        ]
        for row in person.account.agreements.order_by("accepted_at")
    ]
