import logging

import pytest
from django.db import transaction
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks_db.models import DBTaskResult

from hearth.core.queue import enqueue, task

SEEN = []


@task
def see(number):
    SEEN.append(number)


@task
def stumble():
    raise ValueError("ana@example.org")


class BrokenBackend(ImmediateBackend):
    """A queue on a server that is away."""

    def enqueue(self, task, args, kwargs):
        raise ConnectionRefusedError("10.0.0.7 for ana@example.org")


@pytest.fixture(autouse=True)
def seen():
    SEEN.clear()
    return SEEN


def use(settings, backend):
    settings.TASKS = {"default": {"BACKEND": backend}}


@pytest.mark.django_db(transaction=True)
def test_a_queue_elsewhere_hears_only_of_what_was_committed(settings, seen):
    use(settings, "django_tasks.backends.immediate.ImmediateBackend")
    with transaction.atomic():
        enqueue(see, 1)
        assert seen == []
    assert seen == [1]
    with transaction.atomic():
        enqueue(see, 2)
        transaction.set_rollback(True)
    assert seen == [1]


@pytest.mark.django_db(transaction=True)
def test_a_queue_in_the_database_is_written_with_the_transaction(run_worker, seen):
    with transaction.atomic():
        enqueue(see, 1)
        assert DBTaskResult.objects.count() == 1
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()
    enqueue(see, 2)
    run_worker()
    assert seen == [2]


@pytest.mark.django_db(transaction=True)
def test_a_queue_that_is_away_does_not_fail_what_was_committed(settings, caplog):
    use(settings, "hearth.core.tests.test_queue.BrokenBackend")
    with caplog.at_level(logging.WARNING), transaction.atomic():
        enqueue(see, 1)
    (said,) = [record.msg for record in caplog.records if record.name == "hearth.queue"]
    assert (said["event"], said["task"]) == ("queue_unreachable", "see")
    assert said["error"].startswith("ConnectionRefusedError at ")
    assert "ana@" not in caplog.text


def test_a_failed_task_leaves_nothing_it_said(run_worker, caplog):
    enqueue(stumble)
    with caplog.at_level(logging.DEBUG):
        run_worker()
    row = DBTaskResult.objects.get()
    assert row.status == "FAILED"
    assert "TaskFailed: ValueError at hearth.core.tests.test_queue:" in row.traceback
    assert "ana@" not in row.traceback + caplog.text
