"""Puts the whole demo world in, part by part."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from hearth.front.seed.clock import Clock
from hearth.front.seed.organizations import put_organizations
from hearth.front.seed.people import put_people
from hearth.organizations.actions import put_regions
from hearth.topics.actions import put_first_vocabulary

FOLDER = Path(__file__).parent


def read(name: str) -> list[dict[str, Any]]:
    """Return the entries of the data file `name`.toml."""
    (entries,) = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8")).values()
    return list(entries)


@transaction.atomic
def put_world(now: datetime) -> dict[str, int]:
    """Add what is missing of the demo world as it stands at `now`; return how much of each kind was added."""
    clock = Clock(now)
    return {
        "regions": put_regions(),
        "topics": put_first_vocabulary(),
        "organizations": put_organizations(read("organizations"), clock),
        "people": put_people(read("people"), clock),
    }
