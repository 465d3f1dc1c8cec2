"""What we say is erased stands nowhere in the database's files any more, its log of changes included."""

import sqlite3
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from hearth.core import worker
from hearth.core.models import Emptying
from hearth.members.actions.conditions import Told, add_condition
from hearth.members.actions.consent import keep_situation
from hearth.members.actions.verification import ask_verification
from hearth.members.models import Condition, Member
from tests.people import account_of, appoint, join_person, signed_in
from tests.remains import database

CANARY = "canary-kept-for-nobody"
pytestmark = pytest.mark.usefixtures("waiting_database")


@pytest.fixture
def marisol():
    return join_person("Marisol")


def withdraw(member):
    keep_situation(account_of(member), reasons=["condition"], words=CANARY, consents=True)
    return lambda: signed_in(member).post(reverse("members:situation-withdrawal"))


def write_over(member):
    keep_situation(account_of(member), reasons=["condition"], words=CANARY, consents=True)
    return lambda: signed_in(member).post(reverse("members:settings-situation"), {"words": "Other words"})


def with_condition(member, noun, given):
    keep_situation(account_of(member), reasons=["condition"], words="", consents=True)
    add_condition(account_of(member), Told(words="Heart", stage=CANARY))
    address = reverse(f"members:{noun}", args=[Condition.objects.get().public_id])
    return lambda: signed_in(member).post(address, given)


def remove(member):
    return with_condition(member, "condition-removal", {})


def change(member):
    return with_condition(member, "condition", {"relation": "myself", "words": "Heart", "stage": "Stable"})


def blank(member):
    Member.objects.filter(pk=member.pk).update(line=CANARY)
    june = signed_in(appoint(join_person("June"), "moderators"))
    address = reverse("members:staff-act", args=[member.public_id, "blanking"])
    return lambda: june.post(address, {"part": "line", "reason": "Why."})


def take_back(member):
    ask_verification(member, field="Nurse", country="SE", registration_number=CANARY, content=b"%PDF-1.4")
    return lambda: signed_in(member).post(reverse("members:verification-withdrawal"))


@pytest.mark.parametrize("prepare", [withdraw, write_over, remove, change, blank, take_back])
def test_it_is_gone_once_the_page_says_so(marisol, prepare):
    act = prepare(marisol)
    assert CANARY in database(), "What was never there proves nothing."
    assert act().status_code == 302
    assert CANARY not in database()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite keeps such a log")
def test_while_somebody_reads_an_older_state_the_worker_owes_it(marisol):
    act = withdraw(marisol)
    reader = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM members_situation").fetchall()
    assert act().status_code == 302
    worker.drain()
    assert CANARY in database()
    assert Emptying.objects.get().state == "waiting"
    reader.close()
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        worker.drain()
    assert CANARY not in database()
    assert Emptying.objects.get().state == "done"
