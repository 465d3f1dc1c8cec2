"""The queue in the site's own database, run by django-tasks-db's worker."""

from __future__ import annotations

import time
from typing import Any

import structlog
from django.db import InterfaceError, OperationalError, connections
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from hearth.core.beats import worker_name
from hearth.core.leases import describe

log = structlog.get_logger("hearth.worker")


def serve(interval: float) -> None:
    """Run queued tasks until SIGTERM or SIGINT, looking at an empty queue every `interval` seconds."""
    worker = _worker(interval)
    worker.configure_signals()
    while worker.running:
        try:
            worker.run()
        except (OperationalError, InterfaceError) as error:  # the database restarts, or its disk is full: it comes back
            log.warning("database_away", error=describe(error))
            connections.close_all()
            time.sleep(max(interval, 1))


def drain() -> None:
    """Run every queued task, then return."""
    worker = _worker()
    while task := _claim(worker.worker_id):
        worker.run_task(task)


def _claim(name: str) -> DBTaskResult[Any, None] | None:
    # The library's own batch mode closes connections between tasks, even inside a caller's transaction.
    with exclusive_transaction():
        task = DBTaskResult.objects.ready().get_locked()
        if task:
            task.claim(name)
        return task


def _worker(interval: float = 0) -> Worker:
    return Worker(
        queue_names=["*"],
        interval=interval,
        batch=False,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_name(),
        excluded_queue_names=[],
    )
