"""Who may do what in the network."""

from enum import Enum
from typing import Final

from hearth.members.models import Member
from hearth.members.permissions import has_right
from hearth.organizations.models import Affiliation, AffiliationRole, Organization


class House(Enum):
    """Whoever runs the server, acting from its command line; no request ever carries it."""

    ITSELF = "house"


HOUSE: Final = House.ITSELF
By = Member | House | None


def can_put_organizations(by: By) -> bool:
    """Organisations are entered by staff who were given that right."""
    return _is_given(by, "organizations.add_organization")


def can_answer_for(by: By, organization: Organization) -> bool:
    """Its confirmed administrators answer for an organisation, and staff who were given that right."""
    return _is_administrator(by, organization) or _is_given(by, "organizations.change_organization")


def can_affiliate(by: By, member: Member, organization: Organization) -> bool:
    """A person says of themself where they belong; otherwise only whoever runs the server may say it."""
    return by is HOUSE or by == member


def can_end_affiliation(by: By, affiliation: Affiliation) -> bool:
    """Either side may end it."""
    return by == affiliation.member or can_answer_for(by, affiliation.organization)


def can_appoint_leaders(by: By) -> bool:
    """Community leaders are appointed by staff who were given that right."""
    return _is_given(by, "organizations.add_communityleader")


def _is_administrator(by: By, organization: Organization) -> bool:
    return (
        isinstance(by, Member)
        and organization.affiliations.filter(
            member=by, role=AffiliationRole.ADMINISTRATOR, confirmed_at__isnull=False
        ).exists()
    )


def _is_given(by: By, right: str) -> bool:
    return by is HOUSE or (isinstance(by, Member) and has_right(by, right))
