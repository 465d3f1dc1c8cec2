"""Who does which owed row, at once through the queue and later through the sweep."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone

from hearth.core.leases import Leased, LeaseLost, Row, describe
from hearth.core.queue import enqueue, task

log = structlog.get_logger("hearth.work")

GRACE = timedelta(seconds=20)
BATCH = 500


class Hopeless(Exception):
    """Raised by a duty when another attempt would end the same: the row waits for the operator."""


class Unwanted(Exception):
    """Raised by a duty when the work is no longer wanted: the row is deleted."""


@dataclass(frozen=True)
class Duty:
    """What is done for each row of `model`; with `in_transaction`, its effects and its completion commit together."""

    model: type[Leased]
    run: Callable[[Any], None]
    in_transaction: bool


DUTIES: dict[str, Duty] = {}


def does(model: type[Row], *, in_transaction: bool = False) -> Callable[[Callable[[Row], None]], Callable[[Row], None]]:
    """Register the decorated function of an app's `tasks.py` as what is done for a row of `model`.

    `in_transaction` is for work in our database, which then has its effect exactly once; without, work outside
    happens at least once.
    """

    def register(run: Callable[[Row], None]) -> Callable[[Row], None]:
        if model.KIND in DUTIES:
            raise ValueError(f"{model.KIND} has its duty already.")
        DUTIES[model.KIND] = Duty(model, run, in_transaction)
        return run

    return register


def owe(rows: Sequence[Leased]) -> None:
    """Queue one task for `rows`, all of one kind and just written in the caller's transaction."""
    if rows:
        enqueue(attend, rows[0].KIND, [row.pk for row in rows])


@task
def attend(kind: str, pks: list[int]) -> None:
    """Do what is owed to each of these rows, one by one: a failing one holds up no other."""
    for pk in pks:
        attend_to(DUTIES[kind], pk)


def attend_to(duty: Duty, pk: int) -> bool:
    """Claim row `pk`, do its work and settle it; return whether it was ours to do."""
    row = duty.model.objects.claim(pk)
    if row is None:
        return False
    try:
        with transaction.atomic() if duty.in_transaction else nullcontext():
            duty.run(row)
            row.complete()
    except LeaseLost:
        log.warning("lease_lost", kind=row.KIND, row=row.public_id)
    except Exception as error:  # noqa: BLE001  whatever a duty raises, its row is settled and the next one gets its turn
        _settle(row, error)
    return True


def _settle(row: Leased, error: Exception) -> None:
    try:
        if isinstance(error, Unwanted):
            row.withdraw()
            return
        cause = error.__cause__ if isinstance(error, Hopeless) and isinstance(error.__cause__, Exception) else error
        log.warning("work_failed", kind=row.KIND, row=row.public_id, attempt=row.attempts, error=describe(cause))
        if isinstance(error, Hopeless):
            row.give_up(cause)
        else:
            row.fail(cause)
    except LeaseLost:
        log.warning("lease_lost", kind=row.KIND, row=row.public_id)


def sweep(*, grace: timedelta = GRACE, seconds: float = math.inf) -> int:
    """Attend to rows that have been due for `grace`, spending about `seconds` on each kind, or till none is left.

    The grace leaves fresh rows to the queue. Returns how many rows were attended to.
    """
    attended = 0
    for duty in DUTIES.values():
        duty.model.objects.bury(timezone.now())
        deadline = time.monotonic() + seconds
        for pk in _due(duty, grace):
            attended += attend_to(duty, pk)
            if time.monotonic() > deadline:
                break
    return attended


def _due(duty: Duty, grace: timedelta) -> Iterator[int]:
    # In batches, so that a long list of lost rows is neither held in memory nor read at once.
    while pks := duty.model.objects.due(timezone.now() - grace).order_by("next_attempt_at")[:BATCH].values_list("pk"):
        yield from (pk for (pk,) in pks)
