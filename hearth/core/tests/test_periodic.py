from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from hearth.core import periodic
from hearth.core.models import PeriodicTask


@pytest.fixture
def rounds(monkeypatch):
    """No periodic tasks but the test's own; `rounds` lists the runs."""
    monkeypatch.setattr(periodic, "PERIODIC", {})
    runs = []

    @periodic.periodic(every=timedelta(minutes=1), help="Rings.")
    def ring():
        runs.append("ring")

    return runs


def test_a_task_runs_once_in_each_period(rounds, db):
    now = timezone.now()
    for seconds in (0, 30, 59, 60, 61, 119, 121):
        with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
            periodic.run_due()
    assert rounds == ["ring"] * 3


def test_a_task_that_raises_holds_up_no_other_and_comes_round_again(rounds, db, caplog):
    trouble = [1]

    @periodic.periodic(every=timedelta(minutes=1), help="Breaks.")
    def crack():
        if trouble:
            raise ValueError("ana@example.org")

    @periodic.periodic(every=timedelta(minutes=1), help="Rings too.")
    def chime():
        rounds.append("chime")

    periodic.run_due()
    row = PeriodicTask.objects.get(name="core.crack")
    assert rounds == ["ring", "chime"]
    assert row.last_error.startswith("ValueError at hearth.core.tests.test_periodic:")
    assert "ana@" not in caplog.text
    trouble.clear()
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert "core.crack" in periodic.run_due()
    row.refresh_from_db()
    assert row.last_error == ""


def test_a_task_that_another_worker_took_meanwhile_is_left_to_it(rounds, db):
    @periodic.periodic(every=timedelta(minutes=1), help="Is slow, while another worker takes the next one.")
    def dawdle():
        PeriodicTask.objects.filter(name="core.late").update(next_run_at=timezone.now() + timedelta(minutes=1))

    @periodic.periodic(every=timedelta(minutes=1), help="Comes late.")
    def late():
        rounds.append("late")

    assert periodic.run_due() == ["core.ring", "core.dawdle"]
    assert rounds == ["ring"]
