"""Work that is owed: a row says what, a lease says who is at it, so that a crash or an empty queue loses nothing."""

from __future__ import annotations

import random
import traceback
from datetime import datetime, timedelta
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from hearth.core.ids import PublicIdField, chance_public_id

LEASE = timedelta(minutes=5)
DELAYS = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
)
ATTEMPTS = len(DELAYS) + 1
JITTER = 0.2
CHANCE = random.SystemRandom()

Row = TypeVar("Row", bound="Leased")


class LeaseLost(Exception):
    """The row went to another worker, or was withdrawn, meanwhile: whatever was done for it must not count."""


class State(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("background work", "Waiting")
    DONE = "done", pgettext_lazy("background work", "Done")
    FAILED = "failed", pgettext_lazy("background work", "Failed")


def describe(error: BaseException) -> str:
    """Return the class of `error` and the place it came from, and nothing it says: that could be personal.

    The place is the innermost module and line, and the innermost of ours where that is another one.
    """
    frames = [
        (str(frame.f_globals.get("__name__", "?")), line) for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    places = [*[frame for frame in frames if frame[0].startswith("hearth.")][-1:], *frames[-1:]]
    where = " > ".join(f"{module}:{line}" for module, line in dict.fromkeys(places))
    return f"{type(error).__name__} at {where or 'unknown'}"[:200]


def delay_after(attempts: int) -> timedelta:
    """Return how long to wait after `attempts` (1 to ATTEMPTS - 1) attempts, spread by a fifth either way."""
    return DELAYS[min(attempts, len(DELAYS)) - 1] * CHANCE.uniform(1 - JITTER, 1 + JITTER)


class LeasedQuerySet(models.QuerySet[Row]):
    def due(self, now: datetime) -> LeasedQuerySet[Row]:
        """The rows to attend to at `now`: waiting, their time come, and in nobody's hands."""
        free = Q(leased_until=None) | Q(leased_until__lte=now)
        return self.filter(free, state=State.WAITING, next_attempt_at__lte=now, attempts__lt=ATTEMPTS)

    def claim(self, pk: int) -> Row | None:
        """Lease row `pk` and count an attempt; None when it is not due, is gone, or another worker was first.

        The conditional UPDATE decides, so that any number of processes may try. Its own commit must come before the
        work: call it outside a transaction.
        """
        now = timezone.now()
        lease = now + LEASE
        if not self.filter(pk=pk).due(now).update(leased_until=lease, attempts=F("attempts") + 1):
            return None
        return self.select_related().filter(pk=pk).first()

    def bury(self, now: datetime) -> int:
        """Fail the rows whose every attempt ended with the worker's death; return how many."""
        dead = self.filter(state=State.WAITING, attempts__gte=ATTEMPTS, leased_until__lte=now)
        return dead.update(state=State.FAILED, finished_at=now, leased_until=None, last_error="The worker died")

    def waiting(self) -> LeasedQuerySet[Row]:
        """The rows not yet done nor given up."""
        return self.filter(state=State.WAITING)

    def failed(self) -> LeasedQuerySet[Row]:
        """The rows given up, newest first."""
        return self.filter(state=State.FAILED).order_by("-pk")

    def retry(self) -> int:
        """Give the failed rows among these all their attempts again, now; return how many there were."""
        return self.filter(state=State.FAILED).update(
            state=State.WAITING, attempts=0, next_attempt_at=timezone.now(), finished_at=None, last_error=""
        )


LeasedManager = models.Manager.from_queryset(LeasedQuerySet)


class Leased(models.Model):
    """A row that is owed some work. `KIND` names such rows in queues and URLs; `SPENT` is what is erased once done."""

    KIND: ClassVar[str]
    SPENT: ClassVar[dict[str, Any]] = {}

    public_id = PublicIdField(default=chance_public_id)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    next_attempt_at = models.DateTimeField(default=timezone.now, editable=False)
    leased_until = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)
    last_error = models.CharField(max_length=200, blank=True, editable=False)

    objects = LeasedManager()

    class Meta:
        abstract = True
        indexes = [
            # Not partial: SQLite cannot tell that a parameter equals the state in an index's condition.
            models.Index(fields=["state", "next_attempt_at"], name="%(class)s_due"),
            models.Index(fields=["state", "finished_at"], name="%(class)s_finished"),
        ]

    def complete(self) -> None:
        """Mark the work done and erase what is spent. Raises LeaseLost if the lease was no longer ours."""
        self._settle(state=State.DONE, finished_at=timezone.now(), last_error="", **self.SPENT)

    def fail(self, error: BaseException) -> None:
        """Note a failed attempt: the next comes after a growing pause, until there were ATTEMPTS."""
        if self.attempts >= ATTEMPTS:
            self.give_up(error)
        else:
            self._settle(next_attempt_at=timezone.now() + delay_after(self.attempts), last_error=describe(error))

    def give_up(self, error: BaseException) -> None:
        """Note that trying again by itself is of no use: the operator decides."""
        self._settle(state=State.FAILED, finished_at=timezone.now(), last_error=describe(error))

    def withdraw(self) -> None:
        """Delete the row: the work is no longer wanted."""
        if not self._held().delete()[0]:
            raise LeaseLost

    def _held(self) -> models.QuerySet[Any]:
        # The end of the lease is also its token: another claim needs this one to have ended, so it ends elsewhere.
        return type(self).objects.filter(pk=self.pk, state=State.WAITING, leased_until=self.leased_until)

    def _settle(self, **changes: Any) -> None:
        if not self._held().update(leased_until=None, **changes):
            raise LeaseLost
        for name, value in changes.items():
            setattr(self, name, value)
