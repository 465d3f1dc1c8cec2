"""Organisations for tests."""

from datetime import date

from hearth.core.continents import Continent
from hearth.organizations.actions import Details, put_organization
from hearth.organizations.models import Organization, OrganizationKind
from hearth.organizations.permissions import HOUSE


def organization_called(name: str) -> Organization:
    """Return a hospital in Spain that belongs to the network."""
    details = Details(
        name=name,
        kind=OrganizationKind.HOSPITAL,
        region=Continent.EUROPE,
        country="ES",
        languages=["es"],
        joined_on=date(2026, 1, 1),
        description={"en": "It exists to be looked at."},
    )
    return put_organization(details, by=HOUSE)
