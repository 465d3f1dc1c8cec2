"""Joining in the demo world: what the host set, who belongs how, who asks, and whom leaders ask."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from hearth.front.seed.clock import Clock, thing
from hearth.front.seed.entries import address
from hearth.members.models import Member
from hearth.members.queries.people import get_account, get_main_member
from hearth.organizations.actions import set_partner
from hearth.organizations.actions.joining import Request, apply, write_message
from hearth.organizations.actions.memberships import renew_membership, set_level
from hearth.organizations.actions.prospects import Approach, invite_prospect, note_step, put_prospect
from hearth.organizations.actions.terms import record_dues, set_rate, set_terms
from hearth.organizations.models import (
    Application,
    Dues,
    Level,
    NetworkMembership,
    NetworkTerms,
    OrganizationSize,
    Prospect,
    ProspectState,
    Region,
    Step,
)
from hearth.organizations.permissions import HOUSE

CHARTER_DAYS = 900
"""Who joined longer ago is a charter member."""
PARTNER_DAYS = 200
RENEWED = timedelta(days=14)
"""How long before it ran out somebody renewed."""
LINK = "an-invited-guest"
"""The end of an invitation, the same each time: whoever has it may look at the demo, and no more."""
PARTNERS = {"africa": "Kisima Community Health Trust", "europe": "Lindvall University Hospital"}
RATES = {OrganizationSize.SMALL: 0, OrganizationSize.MEDIUM: 0, OrganizationSize.LARGE: 250_00}
RATES |= {OrganizationSize.VERY_LARGE: 900_00}


def put_terms(clock: Clock) -> int:
    """Set who is a charter member, and what each size pays, unless the host did; return how many rows that made."""
    if NetworkTerms.objects.exists():
        return 0
    charter = (clock.now - timedelta(days=CHARTER_DAYS)).date()
    set_terms(charter_until=charter, leader_decides=False, seats={}, by=HOUSE)
    for size, amount in RATES.items():
        set_rate(level=Level.ORGANIZATION, size=size, amount=amount, currency="EUR", by=HOUSE)
    return 1 + len(RATES)


def put_renewals(clock: Clock) -> int:
    """Renew, each year before it ran out, what nobody has renewed since it joined; return how many were renewed."""
    rows = NetworkMembership.objects.filter(until__lte=clock.now.date()).order_by("pk")
    left = list(rows.exclude(steps__kind__in=[Step.RENEWED, Step.LAPSED]).select_related("organization"))
    for membership in left:
        while membership.until and membership.until <= clock.now.date():
            at = datetime.combine(membership.until - RENEWED, time(10), UTC)
            membership = renew_membership(membership, by=HOUSE, rules_version=1, at=at)
    return len(left)


def put_belonging(clock: Clock) -> int:
    """Make two organisations the partners of their regions, and write down dues of one; return how many changed."""
    changed = 0
    for code, name in PARTNERS.items():
        membership = NetworkMembership.objects.select_related("organization").get(organization__name=name)
        if membership.level == Level.PARTNER:
            continue
        at = clock.before(PARTNER_DAYS, f"partner {name}")
        set_level(membership, Level.PARTNER, by=HOUSE, reason="Partner of the region.", at=at)
        set_partner(Region.objects.get(code=code), membership.organization, by=HOUSE)
        changed += 1
    if not Dues.objects.exists():
        paid: dict[str, Any] = {"year": clock.now.year, "amount": 900_00, "currency": "EUR", "note": "By bank transfer"}
        membership = NetworkMembership.objects.get(organization__name=PARTNERS["europe"])
        record_dues(membership, by=HOUSE, paid_on=clock.before(40, "dues").date(), **paid)
        changed += 1
    return changed


def put_asked(entries: list[dict[str, Any]], clock: Clock) -> int:
    """Let each ask to join whose application is missing, with what was said about it; return how many were added."""
    missing = [entry for entry in entries if not Application.objects.filter(name=entry["name"]).exists()]
    for entry in missing:
        said = {name: value for name, value in entry.items() if name not in {"email", "days", "messages"}}
        with thing("application", entry["name"]):
            at = clock.before(entry["days"], f"application {entry['name']}")
            made = apply(Request(rules_version=1, **said), by=_member(entry), at=at)
            for hours, message in enumerate(entry.get("messages", []), start=1):
                moment = min(at + timedelta(hours=9 * hours), clock.now)
                write_message(made, by=_member(message), words=message["words"], at=moment)
    return len(missing)


def put_prospects(entries: list[dict[str, Any]], clock: Clock) -> int:
    """Let leaders keep the prospects that are missing, with one invitation out; return how many were added."""
    missing = [entry for entry in entries if not Prospect.objects.filter(name=entry["name"]).exists()]
    for entry in missing:
        with thing("prospect", entry["name"]):
            at, by = clock.before(entry["days"], f"prospect {entry['name']}"), _member(entry)
            known = {name: entry[name] for name in ("name", "country", "contact", "channel", "next_step")}
            made = put_prospect(Approach(**known), region=Region.objects.get(code=entry["region"]), by=by, at=at)
            if "words" in entry:
                moment = min(at + timedelta(hours=2), clock.now)
                note_step(made, by=by, state=ProspectState.APPROACHED, words=entry["words"], at=moment)
            if entry.get("invited"):
                token = f"{made.public_id}-{LINK}"
                invite_prospect(made, by=by, token=token, at=min(at + timedelta(days=1), clock.now))
    return len(missing)


def _member(entry: dict[str, Any]) -> Member:
    return get_main_member(get_account(address(entry)))
