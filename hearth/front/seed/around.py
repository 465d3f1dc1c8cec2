"""Whom and what the people of the demo world follow, avoid, and keep with consent."""

from datetime import datetime
from typing import Any

from hearth.front.seed.clock import Clock, thing
from hearth.front.seed.entries import address, read
from hearth.members.actions.conditions import Told, add_condition
from hearth.members.actions.consent import give_consent, keep_situation
from hearth.members.actions.distance import block, mute
from hearth.members.actions.follows import follow, follow_topic
from hearth.members.models import Account, Member
from hearth.members.queries.own import situation_asked_since
from hearth.members.queries.people import get_account, get_main_member
from hearth.topics.models import Topic

ACTS = {"follows": follow, "mutes": mute, "blocks": block}


def put_around(newcomers: list[dict[str, Any]], clock: Clock) -> None:
    """Give the people who have just joined what they keep around them; leave all others as they are now."""
    told = {entry["email"]: entry for entry in read("around")}
    for person in newcomers:
        if entry := told.get(person["email"]):
            _put(entry, clock.before(person["joined"] // 2, f"around {person['email']}"))


def _put(entry: dict[str, Any], at: datetime) -> None:
    account = get_account(address(entry))
    member = get_main_member(account)
    for name, act in ACTS.items():
        for email in entry.get(name, []):
            act(_member(email), by=member, at=at)
    for topic in Topic.objects.filter(slug__in=entry.get("interests", [])).order_by("pk"):
        follow_topic(topic, by=member, at=at)
    _keep_conditions(account, entry, at)


def keep_health(account: Account, at: datetime, *, reasons: list[str], words: str) -> None:
    """Keep what brings `account` here, under a consent no older than its words."""
    keep_situation(account, reasons=reasons, words=words, consents=True, at=_consented_at(at))


def _keep_conditions(account: Account, entry: dict[str, Any], at: datetime) -> None:
    if "reasons" in entry:
        keep_health(account, at, reasons=entry["reasons"], words="")
    for number, condition in enumerate(entry.get("conditions", [])):
        give_consent(account, at=_consented_at(at))
        with thing("condition", f"{entry['email']} {number}"):
            add_condition(account, Told(**condition), at=at)


def _consented_at(at: datetime) -> datetime:
    return max(at, situation_asked_since())


def _member(email: str) -> Member:
    return get_main_member(get_account(address({"email": email})))
