"""The organisations of the demo world."""

from datetime import date
from typing import Any

from hearth.core.continents import Continent
from hearth.front.seed.clock import Clock, thing
from hearth.organizations.actions import Details, put_organization, set_partner
from hearth.organizations.models import Organization, OrganizationKind, Region
from hearth.organizations.permissions import HOUSE

NOT_DETAILS = {"joined", "kind", "region", "partner_of"}


def put_organizations(entries: list[dict[str, Any]], clock: Clock) -> int:
    """Enter the organisations that are missing; return how many."""
    present = set(Organization.objects.values_list("name", flat=True))
    missing = [entry for entry in entries if entry["name"] not in present]
    for entry in missing:
        with thing("organization", entry["name"]):
            joined_at = clock.before(entry["joined"], entry["name"])
            made = put_organization(_details(entry, joined_at.date()), by=HOUSE, at=joined_at)
            if "partner_of" in entry:
                set_partner(Region.objects.get(code=entry["partner_of"]), made, by=HOUSE)
    return len(missing)


def _details(entry: dict[str, Any], joined_on: date) -> Details:
    said = {name: value for name, value in entry.items() if name not in NOT_DETAILS}
    return Details(
        kind=OrganizationKind(entry["kind"]),
        region=Continent(entry["region"]),
        joined_on=joined_on,
        **said,
    )
