"""Work that comes round: each task once per period, however many workers run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.utils import timezone
from django.utils.functional import Promise

from hearth.core.leases import describe
from hearth.core.models import PeriodicTask
from hearth.core.names import name_of

log = structlog.get_logger("hearth.periodic")


@dataclass(frozen=True)
class Periodic:
    """A function to run once in every period of `every`; `help` tells the operator what for."""

    name: str
    every: timedelta
    help: str | Promise
    run: Callable[[], object]


PERIODIC: dict[str, Periodic] = {}


def periodic(*, every: timedelta, help: str | Promise) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Register the decorated function of an app's `tasks.py` to run once in every period of `every`.

    `help` is one sentence for the operator.
    """

    def register(run: Callable[[], object]) -> Callable[[], object]:
        name = name_of(run)
        if name in PERIODIC:
            raise ValueError(f"{name} is periodic already.")
        PERIODIC[name] = Periodic(name, every, help, run)
        return run

    return register


def run_due() -> list[str]:
    """Run the periodic tasks whose time has come and that no other worker took; return their names.

    The conditional UPDATE that moves the next time forward decides who runs. A task that raises is noted, by class and
    place, and comes round again; it holds up no other.
    """
    next_times = dict(PeriodicTask.objects.values_list("name", "next_run_at"))
    new = [PeriodicTask(name=name) for name in PERIODIC if name not in next_times]
    if new:
        PeriodicTask.objects.bulk_create(new, ignore_conflicts=True)
    now = timezone.now()
    due = [task for name, task in PERIODIC.items() if next_times.get(name, now) <= now]
    return [task.name for task in due if _run(task)]


def _run(task: Periodic) -> bool:
    now = timezone.now()
    row = PeriodicTask.objects.filter(name=task.name)
    if not row.filter(next_run_at__lte=now).update(next_run_at=now + task.every, started_at=now):
        return False
    error = ""
    try:
        task.run()
    except Exception as raised:  # noqa: BLE001  one task's trouble is not the next one's
        error = describe(raised)
        log.warning("periodic_failed", task=task.name, error=error)
    row.update(finished_at=timezone.now(), last_error=error)
    return True
