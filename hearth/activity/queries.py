"""What the operator sees of background work: counts, times, names. No addresses and no content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Min, Model, Q, QuerySet
from django.utils import timezone

from hearth.activity.models import Activity
from hearth.activity.permissions import can_operate
from hearth.activity.verbs import VERBS, Verb
from hearth.core import beats
from hearth.core.leases import Leased, State
from hearth.core.models import PeriodicTask, WorkerBeat
from hearth.core.paging import Page, page
from hearth.core.periodic import PERIODIC
from hearth.core.refusals import require
from hearth.core.work import DUTIES

SHOWN = 50


@dataclass(frozen=True)
class Queue:
    """One kind of owed work at a glance, and a page of its failures, newest first.

    `trouble` is what went wrong last with what waits the longest, when it was tried: a dead mail server shows at once.
    """

    kind: str
    name: str
    waiting: int
    oldest_at: datetime | None
    done_today: int
    failed: int
    failures: Page[Leased]
    trouble: str = ""


@dataclass(frozen=True)
class Round:
    """A periodic task: what it is for, and when it ran last."""

    help: str
    row: PeriodicTask | None


@dataclass(frozen=True)
class Overview:
    """All background work at one moment."""

    queues: list[Queue]
    workers: list[WorkerBeat]
    last_beat_at: datetime | None
    rounds: list[Round]

    @property
    def waiting(self) -> int:
        """How many rows wait, in all queues."""
        return sum(queue.waiting for queue in self.queues)

    @property
    def failed(self) -> int:
        """How many rows were given up, in all queues."""
        return sum(queue.failed for queue in self.queues)

    @property
    def oldest_at(self) -> datetime | None:
        """Since when the longest waiting row waits; None when none does."""
        return min((queue.oldest_at for queue in self.queues if queue.oldest_at), default=None)


def get_overview(*, viewer: AbstractBaseUser | AnonymousUser, part: str = "", cursor: str = "") -> Overview:
    """Return how background work stands, with the failures of kind `part` from `cursor` on.

    Raises PermissionDenied unless `viewer` may operate.
    """
    require(can_operate(viewer))
    now = timezone.now()
    rows = {row.name: row for row in PeriodicTask.objects.all()}
    workers = list(WorkerBeat.objects.order_by("name"))
    return Overview(
        queues=[_queue(duty.model, now, cursor if kind == part else "") for kind, duty in DUTIES.items()],
        workers=[worker for worker in workers if worker.seen_at > now - beats.SILENT],
        last_beat_at=max((worker.seen_at for worker in workers), default=None),
        rounds=[Round(str(task.help), rows.get(name)) for name, task in PERIODIC.items()],
    )


class Act(NamedTuple):
    """The name of a verb, when that was, and whether the actor did it: otherwise it happened to them."""

    verb: str
    at: datetime
    is_own: bool


def list_acts_of(actors: Iterable[Model]) -> list[Act]:
    """Return what `actors`, all of one kind, did lately, and what others did to them, the newest first."""
    actors = list(actors)
    found = Activity.objects.filter(actor_id__in=[actor.pk for actor in actors])
    found = found.filter(actor_type__in={actor._meta.label_lower for actor in actors})
    befalling = {verb.name for verb in VERBS.values() if verb.befalls}
    rows = found.order_by("-at", "-pk").values_list("verb", "at")
    return [Act(verb, at, verb not in befalling) for verb, at in rows]


def time_of_act(
    number: int, *, of: QuerySet[Any], verbs: Iterable[Verb], since: datetime, until: datetime
) -> datetime | None:
    """Return when the actors in `of` did one of `verbs` for the `number`-th time, counted back from `until`.

    None when they did not do so that often after `since`. What became of it later changes nothing. One query.
    """
    found = Activity.objects.filter(actor_type=of.model._meta.label_lower, actor_id__in=of.values("pk"))
    found = found.filter(verb__in=[verb.name for verb in verbs], at__gt=since, at__lte=until).order_by("-at", "-pk")
    return next(iter(found.values_list("at", flat=True)[number - 1 : number]), None)


def _queue(model: type[Leased], now: datetime, cursor: str) -> Queue:
    figures = model.objects.aggregate(
        waiting=Count("pk", filter=Q(state=State.WAITING)),
        oldest=Min("created_at", filter=Q(state=State.WAITING)),
        failed=Count("pk", filter=Q(state=State.FAILED)),
        done=Count("pk", filter=Q(state=State.DONE, finished_at__gt=now - timedelta(days=1))),
    )
    tried = model.objects.waiting().exclude(last_error="").order_by("created_at", "pk") if figures["waiting"] else None
    failures = model.objects.failed().select_related()  # whatever it points to, its name may need
    return Queue(
        kind=model.KIND,
        name=str(model._meta.verbose_name_plural),
        waiting=figures["waiting"],
        oldest_at=figures["oldest"],
        done_today=figures["done"],
        failed=figures["failed"],
        failures=page(failures, by=("-pk",), size=SHOWN, cursor=cursor),
        trouble=(tried.values_list("last_error", flat=True).first() or "") if tried is not None else "",
    )
