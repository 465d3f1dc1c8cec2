"""The queue: it carries ids and may be lost. What must not be lost is a row (see `hearth.core.work`)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, ParamSpec

import django_tasks
import structlog
from django.db import transaction
from django_tasks_db.backend import DatabaseBackend

from hearth.core.leases import describe

log = structlog.get_logger("hearth.queue")
P = ParamSpec("P")


class TaskFailed(Exception):
    """A task raised; the message is what `describe` says of it."""


def task(function: Callable[P, None]) -> django_tasks.base.Task[P, None]:
    """Make a module's function a task whose failures leave a class and a place behind, never what they say.

    The queue keeps an exception's text in its own table and logs it: it might quote somebody.
    """

    @wraps(function)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            function(*args, **kwargs)
        except Exception as error:  # noqa: BLE001  whatever it is, its text must not be kept
            raise TaskFailed(describe(error)) from None

    return django_tasks.task(guarded)


def in_database(task: django_tasks.base.Task[Any, Any]) -> bool:
    """Return whether `task` is queued in the site's own database."""
    return isinstance(task.get_backend(), DatabaseBackend)


def enqueue(task: django_tasks.base.Task[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
    """Queue `task` so that it runs only if the caller's transaction commits.

    A queue in the database takes it with the transaction; any other is told after the commit, and if it cannot be
    reached then, the sweep finds the row instead. Arguments are ids and other JSON, never content.
    """
    if in_database(task):
        task.enqueue(*args, **kwargs)
    else:
        transaction.on_commit(partial(_hand_over, task, args, kwargs))


def _hand_over(task: django_tasks.base.Task[Any, None], args: Any, kwargs: Any) -> None:
    try:
        task.enqueue(*args, **kwargs)
    except Exception as error:  # noqa: BLE001  the work is committed already; whatever ails the queue, the sweep mends
        log.warning("queue_unreachable", task=task.name, error=describe(error))
