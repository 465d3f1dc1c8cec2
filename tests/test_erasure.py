"""Somebody leaves, and is found nowhere: not in any table, not in the database's files, not in any folder."""

import json

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.urls import reverse

from hearth.core import worker
from hearth.core.erasing import empty_write_ahead_log
from hearth.members.models import Account, Verification, VerificationState
from tests.canaries import Canary, plant
from tests.cast import World
from tests.everything import GIVEN, OF_OTHERS, WITHHELD, ask_for_badge, give_everything
from tests.people import PASSWORD, account_of, signed_in
from tests.remains import database

ROOMS = ("members.", "account.", "mfa.", "socialaccount.", "organizations.")
OTHERS = (
    "members.Verification.",
    "members.Resolution.",
    "organizations.Domain.",
    "organizations.Check.",
    "organizations.Prospect.name",
    "organizations.Prospect.public_id",
)
"""What the canaries say of others, people and organisations; what is said of the owner, `give_everything` plants."""
NOBODYS = {"canary-erasure-error", "canary-export-error"}


def folders() -> str:
    """Return the names and contents of everything in the media folder and among the downloads."""
    files = [path for name in ("media", "exports", "private") for path in (settings.CONFIG.home / name).rglob("*")]
    texts = [path.read_bytes().decode("utf-8", errors="replace") for path in files if path.is_file()]
    return "\n".join([*map(str, files), *texts]).lower()


def sessions() -> str:
    """Return what every session holds."""
    return json.dumps([session.get_decoded() for session in Session.objects.all()]).lower()


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_person_is_left(tmp_path):
    cache.clear()
    world = World.build()
    secrets = give_everything(world)
    planted = plant(world, tmp_path)
    ask_for_badge(world.owner)  # once more: what is planted is a new name, too
    mine = {each.mark.lower() for each in planted if is_mine(each, world)}
    mine |= {mark.lower() for mark in (GIVEN - OF_OTHERS) | WITHHELD}
    files = {world.owner.photo, Verification.objects.get(member=world.owner, state=VerificationState.OPEN).public_id}
    assert len(mine) >= 35
    client = signed_in(world.owner)
    address = account_of(world.owner).email
    elsewhere = signed_in(world.owner).session.session_key
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("members:settings-data"))
    worker.drain()
    empty_write_ahead_log()
    before = database()
    mine |= {mark.lower() for mark in secrets if mark.lower() in before}
    assert {mark for mark in mine if mark not in before} == set(), "What was never there proves nothing."
    assert {mark for mark in files if mark not in folders()} == set(), "Neither do files."

    client.post(reverse("members:leave"), {"writing": "erase", "when": "now", "sure": "on"})
    worker.drain()
    empty_write_ahead_log()  # as the worker does every hour: the last letter was written there after the erasure

    after = database()
    assert {mark for mark in mine if mark in after} == set()
    assert address not in sessions()
    assert not Session.objects.filter(session_key=elsewhere).exists()
    assert {mark for mark in mine | files if mark in folders()} == set()
    assert not Account.objects.filter(email=address).exists()
    assert world.closed.public_id in after, "Everybody else is still there."


def is_mine(canary: Canary, world: World) -> bool:
    """Say whether the canary was planted on the owner, and as words."""
    others = {f"canary-{part}-closed" for part in ("name", "line", "about")} | NOBODYS | {world.closed.public_id}
    shown_only = {"29417", "bouvet island", "french southern territories", "kiswahili", world.claimant.name.lower()}
    mark = canary.mark.lower()
    return canary.field.startswith(ROOMS) and not canary.field.startswith(OTHERS) and mark not in others | shown_only
