"""The people of the demo world, the ten demo accounts among them."""

import io
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password

from hearth.front.seed.around import keep_health, put_around
from hearth.front.seed.clock import Clock, thing
from hearth.front.seed.entries import address
from hearth.front.seed.landscapes import landscape
from hearth.members.actions.joining import Joining, join
from hearth.members.actions.photo import put_photo
from hearth.members.actions.profile import Profile, edit_profile, set_audiences
from hearth.members.actions.pseudonyms import create_pseudonym
from hearth.members.actions.staff import give_staff_rights
from hearth.members.actions.standing import make_mentor
from hearth.members.models import Account, Member
from hearth.members.queries.own import rules_version
from hearth.members.queries.people import get_main_member
from hearth.organizations.actions import affiliate, appoint_leader, confirm_affiliation, list_affiliation
from hearth.organizations.models import AffiliationRole, Organization, Region
from hearth.organizations.permissions import HOUSE

PASSWORD = "hearth-demo"  # noqa: S105
SALT = "hearth-demo-world-salt"  # always the same, so that the world is; the password is printed on the screen anyway
NO_PASSWORD = "!hearth-demo"  # noqa: S105 - the mark of a password nobody can type; Django's own is random


def put_people(entries: list[dict[str, Any]], clock: Clock) -> int:
    """Let the people who are missing join, and take their places; return how many."""
    present = set(Account.objects.filter(email__endswith="@hearth.example").values_list("email", flat=True))
    missing = [entry for entry in entries if address(entry) not in present]
    password_hash = make_password(PASSWORD, salt=SALT) if missing else ""
    for entry in missing:
        with thing("person", entry["email"]):
            _put_person(entry, password_hash, clock.before(entry["joined"], entry["email"]))
    put_around(missing, clock)
    return len(missing)


def _put_person(entry: dict[str, Any], password_hash: str, at: datetime) -> None:
    account = join(
        Joining(
            email=address(entry),
            name=entry["name"],
            birth_year=entry["born"],
            rules_version=rules_version(),
            password_hash=password_hash if entry.get("demo") else NO_PASSWORD,
            language="" if entry.get("demo") else entry["language"],  # whoever tries it out has their own
            languages=entry["languages"],
            audience=entry["audience"],
        ),
        at=at,
    )
    if entry.get("words"):
        keep_health(account, at, reasons=entry.get("reasons", []), words=entry["words"])
    member = get_main_member(account)
    _write_profile(member, entry, at)
    if entry.get("groups") or entry.get("administrator"):
        groups, is_administrator = entry.get("groups", []), entry.get("administrator", False)
        give_staff_rights(account, groups=groups, is_administrator=is_administrator, at=at)
    if entry.get("pseudonym"):
        create_pseudonym(account, name=entry["pseudonym"], at=at)
    _take_places(member, entry, at)


def _write_profile(member: Member, entry: dict[str, Any], at: datetime) -> None:
    profile = Profile(
        name=entry["name"],
        line=entry.get("line", ""),
        about=entry.get("about", ""),
        country=entry.get("country", ""),
        languages=entry["languages"],
        roles=entry.get("roles", []),
    )
    edit_profile(member, profile, by=member, at=at)
    if "audiences" in entry:
        set_audiences(member, entry["audience"], entry["audiences"], by=member)
    if "picture" in entry:
        put_photo(member, io.BytesIO(landscape(entry["picture"], entry["born"])), by=member)
    if entry.get("mentor"):
        make_mentor(member)


def _take_places(member: Member, entry: dict[str, Any], at: datetime) -> None:
    if "organization" in entry:
        organization = Organization.objects.get(name=entry["organization"])
        affiliation = affiliate(member, organization, by=member, role=AffiliationRole(entry["role"]), at=at)
        if not entry.get("unconfirmed"):
            confirm_affiliation(affiliation, by=HOUSE, at=at + timedelta(hours=20))
            list_affiliation(affiliation, is_listed=True, by=member)
    if "leads" in entry:
        appoint_leader(member, Region.objects.get(code=entry["leads"]), by=HOUSE, at=at)
