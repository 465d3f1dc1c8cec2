"""Putting away what is over: finished rows, dead workers' tasks, old sessions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from hearth.core import beats
from hearth.core.leases import State
from hearth.core.work import DUTIES

KEEP_DONE = timedelta(days=7)
KEEP_FAILED = timedelta(days=30)
KEEP_TASKS = timedelta(hours=1)
KEEP_FAILED_TASKS = timedelta(days=7)
TASK_ATTEMPTS = 3
BATCH = 1000


def prune(rows: QuerySet[Any], *, batch: int = BATCH) -> int:
    """Delete `rows` in small transactions, so that nobody waits long for the write lock; return how many.

    Each time they are locked by key first: two statements that take the same rows in different orders would wait for
    each other. What is not among `rows` any more by then stays. What the database deletes along is not counted.
    """
    model: type[Model] = rows.model
    deleted = 0
    while pks := list(rows.order_by().values_list("pk", flat=True)[:batch]):
        with transaction.atomic():
            held = rows.filter(pk__in=pks).order_by("pk").only("pk").select_for_update(of=("self",))
            over = model._default_manager.filter(pk__in=[row.pk for row in held])
            deleted += over.delete()[1].get(model._meta.label, 0)
    return deleted


def prune_work() -> int:
    """Delete owed rows done a week ago or given up a month ago, and the queue's finished tasks; return how many."""
    now = timezone.now()
    done = Q(state=State.DONE, finished_at__lt=now - KEEP_DONE)
    failed = Q(state=State.FAILED, finished_at__lt=now - KEEP_FAILED)
    pruned = sum(prune(duty.model.objects.filter(done | failed)) for duty in DUTIES.values())
    run = Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEEP_TASKS)
    broken = Q(status=TaskResultStatus.FAILED, finished_at__lt=now - KEEP_FAILED_TASKS)
    return pruned + prune(DBTaskResult.objects.filter(run | broken))


def reap() -> int:
    """Queue again the tasks whose worker died, and forget that worker; return how many tasks.

    A task that outlived three workers probably killed them: it is marked failed.
    """
    now = timezone.now()
    living = beats.living()
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=now - beats.SILENT)
    orphans = [task for task in running[:BATCH] if not living.intersection(task.worker_ids[-1:])]
    for task in orphans:
        again: dict[str, Any] = {"status": TaskResultStatus.READY}
        if len(task.worker_ids) >= TASK_ATTEMPTS:
            again = {"status": TaskResultStatus.FAILED, "finished_at": now, "exception_class_path": "WorkerDied"}
        # Only if it is still the same attempt: the worker may have been slow, not dead.
        DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.RUNNING, started_at=task.started_at).update(
            **again
        )
    return len(orphans)


def clear_sessions() -> None:
    """Delete expired sessions."""
    call_command("clearsessions")


def clear_cache() -> None:
    """Delete what the cache of a small site, a table, has kept beyond its time; other caches forget by themselves.

    Tries are counted there by network address, which nobody needs for longer than a limit lasts, and Django deletes
    from that table only when it is full.
    """
    if not isinstance(caches["default"], DatabaseCache):
        return
    now = timezone.now().replace(tzinfo=None, microsecond=0)
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
        cursor.execute(
            f"DELETE FROM {table} WHERE expires < %s",  # noqa: S608 - the name is our own setting
            [connection.ops.adapt_datetimefield_value(now)],
        )
