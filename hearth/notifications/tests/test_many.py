"""Very many people are told of one thing: in bounded memory, and nobody twice, whenever a worker dies.

`MANY_FOLLOWERS=10000 bin/test hearth/notifications/tests/test_many.py` asks it of as many as are promised.
"""

import os
import tracemalloc
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from hearth.communities.models import Attention
from hearth.core import work
from hearth.core.leases import LEASE
from hearth.members.models import Account, Kind, Member
from hearth.notifications.models import Notification, Spreading

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MANY = int(os.environ.get("MANY_FOLLOWERS", "2000"))
MOST_MEMORY = 4 * 1024 * 1024  # bytes beside what the process holds anyway


class Killed(BaseException):
    """What no code of ours catches, as none outlives SIGKILL."""


def dies_at(number):
    """Return what ends the worker in the middle of the `number`-th round, its rows written and not committed."""
    written = []

    def die(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if 'INTO "notifications_notification"' in sql:
            written.append(len(params))
            if len(written) == number:
                raise Killed
        return result

    return die


@pytest.fixture
def followers(discussion):
    accounts = Account.objects.bulk_create(Account(email=f"f{number}@example.org") for number in range(MANY))
    faces = [Member(owner=each, name=f"F{each.pk}", name_key=f"f{each.pk}", kind=Kind.MAIN) for each in accounts]
    members = Member.objects.bulk_create(faces, batch_size=1000)
    Attention.objects.bulk_create(Attention(member=each, discussion=discussion, follows=True) for each in members)
    return members


def test_all_followers_are_told_once_though_workers_die(discussion, answer, carry, followers):
    carry()
    answer()
    deaths, now = 0, timezone.now()
    tracemalloc.start()
    for round_number in (1, 2, 2):
        now += LEASE + timedelta(minutes=1)
        with (
            time_machine.travel(now),
            connection.execute_wrapper(dies_at(round_number)),
            pytest.raises(Killed),
        ):
            work.sweep(grace=timedelta())
        deaths += 1
    with time_machine.travel(now + LEASE + timedelta(minutes=1)):
        work.sweep(grace=timedelta())
        assert work.sweep(grace=timedelta()) == 0
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    told = Notification.objects.filter(kind="followed")
    assert deaths == 3
    assert told.count() == told.values("member").distinct().count() == MANY
    assert not Spreading.objects.exclude(state="done").exists()
    assert peak < MOST_MEMORY, peak
