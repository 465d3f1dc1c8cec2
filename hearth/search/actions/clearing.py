"""Clearing the database's index of what documents do not say any more."""

from datetime import timedelta
from math import inf
from typing import Final

from django.utils import timezone

from hearth.core.models import PeriodicTask
from hearth.search.engines import engine

OPTIMIZE: Final = "search.optimize"  # the name of the task
REST: Final = 20
"""How many times as long as the worker clears the index it does something else, however much is erased."""


def optimize(*, seconds: float = inf) -> bool:
    """Let the index remember nothing that no document says; stop after about `seconds`, and say whether it is done."""
    return engine().optimize(seconds=seconds)


def clear_soon() -> None:
    """Let the worker `optimize` soon rather than once a day: something was erased.

    At its next round where that takes no time; else after a rest, so that erasing much keeps it from nothing else.
    """
    task = PeriodicTask.objects.filter(name=OPTIMIZE).first()
    if task is None:  # it comes first of all with the first worker
        return
    now = timezone.now()
    began, ended = task.started_at or now, task.finished_at or now
    is_at_it = ended < began
    took = (now if is_at_it else ended) - began
    at = max(now, (now if is_at_it else ended) + REST * max(took, timedelta(0)))
    PeriodicTask.objects.filter(pk=task.pk, next_run_at__gt=at).update(next_run_at=at)
