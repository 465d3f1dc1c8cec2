import logging
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hearth.activity.actions import record
from hearth.activity.models import Delivery
from hearth.activity.verbs import Verb
from hearth.core.leases import ATTEMPTS, DELAYS, LEASE

SECRET = "ana@example.org told us"


@pytest.fixture
def bell(village, db):
    """Ring a bell that `brittle` hears and breaks at while `trouble` has an entry, and `sturdy` hears always."""
    verb = Verb("bell.rung", "{actor} rang the bell.")
    subject = Group.objects.create(name="tower")

    class Bell:
        trouble = [True]

        def ring(self):
            return record(verb, by=subject, subject=subject)

    @village.on("bell.rung")
    def brittle(activity):
        Group.objects.create(name=f"brittle {activity.pk}")
        if Bell.trouble:
            raise ValueError(SECRET)

    @village.on("bell.rung")
    def sturdy(activity):
        Group.objects.create(name=f"sturdy {activity.pk}")

    Bell.trouble = [True]
    return Bell()


def heard(handler):
    return Group.objects.filter(name__startswith=handler).count()


def brittle_delivery():
    return Delivery.objects.get(handler="activity.brittle")


def test_a_failing_handler_holds_up_no_other_and_leaves_nothing_half_done(bell, run_worker):
    bell.ring()
    run_worker()
    assert heard("sturdy") == 1
    assert heard("brittle") == 0
    assert brittle_delivery().state == "waiting"


def test_it_is_tried_again_after_a_pause(bell, run_worker):
    bell.ring()
    run_worker()
    bell.trouble.clear()
    run_worker()
    assert heard("brittle") == 0
    with time_machine.travel(timezone.now() + DELAYS[0] * 1.3):
        run_worker()
    assert heard("brittle") == heard("sturdy") == 1
    assert brittle_delivery().state == "done"
    assert brittle_delivery().last_error == ""


def test_the_pauses_grow_and_after_eight_attempts_it_has_failed(bell, run_worker):
    bell.ring()
    pauses, now = [], timezone.now()
    for attempt in range(1, ATTEMPTS + 1):
        with time_machine.travel(now, tick=False):
            run_worker()
            row = brittle_delivery()
            assert row.attempts == attempt
            pauses.append(row.next_attempt_at - now)
            now = max(row.next_attempt_at, now) + timedelta(milliseconds=1)
    assert row.state == "failed"
    for pause, delay in zip(pauses, DELAYS, strict=False):
        assert delay * 0.8 <= pause <= delay * 1.2
    with time_machine.travel(now + timedelta(days=10)):
        run_worker()
    assert brittle_delivery().attempts == ATTEMPTS


def test_the_operator_may_try_a_failure_again(bell, run_worker, admin_client):
    bell.ring()
    run_worker()
    Delivery.objects.filter(handler="activity.brittle").update(state="failed", attempts=ATTEMPTS)
    bell.trouble.clear()
    admin_client.post(f"/operator/deliveries/{brittle_delivery().public_id}/retry/")
    run_worker()
    assert heard("brittle") == heard("sturdy") == 1
    assert brittle_delivery().state == "done"


def test_a_lease_lost_meanwhile_undoes_the_handlers_effect(village, bell, run_worker):
    verb = Verb("clock.struck", "{actor} struck the clock.")

    @village.on("clock.struck")
    def slow(activity):
        Group.objects.create(name=f"slow {activity.pk}")
        # What another worker's claim would leave behind if this one slept beyond its lease.
        Delivery.objects.filter(activity=activity).update(leased_until=timezone.now() + 2 * LEASE)

    group = Group.objects.first()
    record(verb, by=None, subject=group)
    run_worker()
    assert heard("slow") == 0
    assert Delivery.objects.get(handler="activity.slow").state == "waiting"


def test_a_delivery_that_kills_every_worker_ends_as_a_failure(bell, run_worker):
    bell.ring()
    past = timezone.now() - timedelta(minutes=1)
    Delivery.objects.filter(handler="activity.brittle").update(attempts=ATTEMPTS, leased_until=past)
    run_worker()
    assert brittle_delivery().state == "failed"
    assert brittle_delivery().attempts == ATTEMPTS


def test_a_handler_this_version_does_not_know_is_asked_for_again_later(village, bell, run_worker):
    bell.ring()
    del village.HANDLERS["activity.brittle"]
    run_worker()
    assert brittle_delivery().state == "waiting"
    assert brittle_delivery().last_error.startswith("LookupError at hearth.activity.actions:")


def test_a_failure_leaves_class_and_place_and_nothing_it_says(bell, run_worker, caplog):
    bell.ring()
    with caplog.at_level(logging.DEBUG):
        run_worker()
    assert brittle_delivery().last_error.startswith("ValueError at hearth.activity.tests.test_deliver:")
    assert "ValueError" in caplog.text
    assert "ana@" not in caplog.text
    for row in [*Delivery.objects.values(), *DBTaskResult.objects.values()]:
        assert "ana@" not in str(row)
