"""What the directory of the demo world shows: a list that was read in, contacts, and channels elsewhere."""

from datetime import datetime
from pathlib import Path
from typing import Any

from hearth.front.seed.clock import Clock, thing
from hearth.front.seed.entries import FOLDER
from hearth.organizations.actions.channels import add_account, vouch_for_account
from hearth.organizations.actions.counting import recount_directory
from hearth.organizations.actions.importing import put_list
from hearth.organizations.actions.offices import Reach, add_office
from hearth.organizations.models import Check, DirectorySource, Organization, Platform
from hearth.organizations.permissions import HOUSE

LIST, MAPPING = FOLDER / "lakeland.csv", FOLDER / "lakeland_columns.toml"
RELEASED, READ = 30, 21
"""Days before now."""


def put_listed(clock: Clock, file: Path = LIST) -> int:
    """Read the invented list into the directory, unless one was read; return how many entries that added."""
    if DirectorySource.objects.exists():
        return 0
    with thing("directory", file.name):
        released_on = clock.before(RELEASED, file.name).date()
        return put_list(file, MAPPING, released_on=released_on, at=clock.before(READ, file.name))["added"]


def put_reached(entries: list[dict[str, Any]], clock: Clock) -> int:
    """Say of organisations that say nothing yet how they are reached, and where else; return of how many."""
    named = {each.name: each for each in Organization.objects.filter(name__in=[entry["name"] for entry in entries])}
    missing = [entry for entry in entries if _says_nothing(named[entry["name"]])]
    for entry in missing:
        with thing("reached", entry["name"]):
            _put(entry, named[entry["name"]], clock.before(entry["days"], f"reached {entry['name']}"))
    Check.objects.filter(account__organization__in=named.values()).delete()  # nobody answers at .example
    return len(missing)


def put_counts() -> int:
    """Let the directory count at once, before the worker comes to it; return how many counts were wrong."""
    return recount_directory()


def _says_nothing(organization: Organization) -> bool:
    return not (organization.offices.exists() or organization.accounts.exists())


def _put(entry: dict[str, Any], organization: Organization, at: datetime) -> None:
    for reach in entry.get("office", []):
        add_office(organization, Reach(**reach), by=HOUSE, at=at)
    for said in entry.get("account", []):
        account = add_account(organization, said["url"], Platform(said["platform"]), by=HOUSE, at=at)
        if said.get("vouched"):
            vouch_for_account(account, by=HOUSE, at=at)
