"""What a new member of the network is asked to do first: ticked from living rows where they show it."""

from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hearth.organizations.models import Affiliation, NetworkMembership, Organization

BY_HAND: Final[dict[str, str | Promise]] = {
    "community": _("Host a community, or join one"),
    "hello": _("Say hello to the others"),
}
"""What no row of the network shows."""

WELCOME_LENGTH: Final = 6
"""How many lines the list of an organisation has."""


class Item(NamedTuple):
    """A line of the welcome list; `is_by_hand` where somebody ticks it themself."""

    key: str
    label: str | Promise
    is_done: bool
    is_by_hand: bool


def welcome_of(membership: NetworkMembership) -> list[Item]:
    """Return the welcome list of a membership; one of a person is short. Four queries at most."""
    ticked = set(membership.ticks.values_list("item", flat=True))
    by_hand = [Item(key, label, key in ticked, True) for key, label in BY_HAND.items()]
    organization = membership.organization
    if organization is None:
        return by_hand
    administrators = Affiliation.objects.administering().filter(organization=organization).count()
    return [
        Item(
            "profile",
            _("Complete the profile: what you do, who pays, website, languages"),
            is_told(organization),
            False,
        ),
        Item("offices", _("Add an office, and what one turns to it for"), organization.offices.exists(), False),
        Item("accounts", _("Add your official accounts"), organization.accounts.exists(), False),
        Item("second", _("Name a second administrator"), administrators > 1, False),
        *by_hand,
    ]


def is_told(organization: Organization) -> bool:
    """Say whether the profile says what it should: what they do, who pays, website, languages."""
    return all((organization.description, organization.who_pays, organization.website, organization.languages))
