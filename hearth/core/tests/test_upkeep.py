import importlib.util
from datetime import timedelta

import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hearth.core import beats, outbox, upkeep
from hearth.core.models import OutgoingMail, WorkerBeat


def put():
    return outbox.put(to="a@example.org", subject="A", text="A", html="", language="en")


def leave_running(worker, started_at):
    """A queued task as a worker that was killed at it leaves it behind."""
    put()
    task = DBTaskResult.objects.get(status="READY")
    task.claim(worker)
    DBTaskResult.objects.filter(pk=task.pk).update(started_at=started_at)
    return task


def test_a_dead_workers_task_is_queued_again_and_a_living_ones_is_left_alone(db):
    long_ago = timezone.now() - timedelta(hours=1)
    beats.beat()
    WorkerBeat.objects.create(name="dead-1", seen_at=long_ago)
    dead = leave_running("dead-1", long_ago)
    gone = leave_running("never-seen", long_ago)
    ours = leave_running(beats.worker_name(), long_ago)
    fresh = leave_running("starting-2", timezone.now())
    # leave_running claims what is READY, so the reaper comes after all of them are running.
    assert upkeep.reap() == 2
    states = dict(DBTaskResult.objects.values_list("pk", "status"))
    assert [states[task.pk] for task in (dead, gone, ours, fresh)] == ["READY", "READY", "RUNNING", "RUNNING"]
    assert list(WorkerBeat.objects.values_list("name", flat=True)) == [beats.worker_name()]


def started_again():
    """The names of workers as the same machine and process number would give them after another start."""
    spec = importlib.util.find_spec("hearth.core.beats")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_worker_started_again_under_the_same_number_does_not_keep_the_dead_ones_task(db):
    dead = leave_running(started_again().worker_name(), timezone.now())
    WorkerBeat.objects.create(name=dead.worker_ids[-1])
    with time_machine.travel(timezone.now() + timedelta(minutes=3)):
        beats.beat()
        assert upkeep.reap() == 1
        dead.refresh_from_db()
        assert dead.status == "READY"
        assert beats.living() == {beats.worker_name()}


def test_the_name_of_a_worker_fits_its_column_and_stays():
    assert beats.worker_name() == beats.worker_name()
    assert len(beats.worker_name()) <= WorkerBeat._meta.get_field("name").max_length


def test_a_task_that_killed_three_workers_is_not_tried_again(db):
    task = leave_running("first", timezone.now())
    for worker in ("second", "third"):
        task.claim(worker)
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        upkeep.reap()
    task.refresh_from_db()
    assert (task.status, task.exception_class_path) == ("FAILED", "WorkerDied")


def test_finished_work_is_put_away_and_open_work_kept(run_worker):
    put()
    run_worker()
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        failed, waiting = put(), put()
        OutgoingMail.objects.filter(pk=failed.pk).update(state="failed", finished_at=timezone.now())
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        upkeep.prune_work()
        assert set(OutgoingMail.objects.all()) == {failed, waiting}
        assert not DBTaskResult.objects.filter(status="SUCCESSFUL").exists()
    with time_machine.travel(timezone.now() + timedelta(days=33)):
        upkeep.prune_work()
        assert set(OutgoingMail.objects.all()) == {waiting}


def test_pruning_goes_through_all_batches(db):
    for _ in range(7):
        put()
    assert upkeep.prune(OutgoingMail.objects.all(), batch=3) == 7


def test_only_expired_sessions_are_cleared(db):
    for days in (-1, 1):
        session = SessionStore()
        session.set_expiry(timezone.now() + timedelta(days=days))
        session.create()
    upkeep.clear_sessions()
    assert Session.objects.get().expire_date > timezone.now()
