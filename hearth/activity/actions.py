"""What is done with activities: record one, deliver word of it, try a failure again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone

from hearth.activity.models import Activity, Delivery
from hearth.activity.permissions import can_operate
from hearth.activity.verbs import HANDLERS, Verb, handlers_of
from hearth.core.refusals import require
from hearth.core.upkeep import prune
from hearth.core.work import DUTIES, owe

KEEP_ACTIVITIES = timedelta(days=90)


def record(verb: Verb, *, by: Model | None, subject: Model, at: datetime | None = None) -> Activity:
    """Note, in the caller's transaction, that `by` (None: nobody, the house itself) did `verb` to `subject`.

    One Delivery is owed to each handler of `verb`, and one task queued for all of them; if the caller's transaction is
    rolled back, nothing of it remains. `at` is when it happened, now unless given.
    Raises TransactionManagementError outside a transaction.
    """
    (activity,) = record_all(verb, by=by, subjects=[subject], at=at)
    return activity


def record_all(
    verb: Verb, *, by: Model | None, subjects: Iterable[Model], at: datetime | None = None
) -> list[Activity]:
    """Note the same of many `subjects` at once, as `record` does of one. At most two queries, and one task queued.

    Raises TransactionManagementError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("record() belongs in the transaction of what it records.")
    moment = at or timezone.now()
    made = Activity.objects.bulk_create(
        Activity(
            verb=verb.name,
            actor_type=by._meta.label_lower if by else "",
            actor_id=by.pk if by else None,
            subject_type=subject._meta.label_lower,
            subject_id=subject.pk,
            at=moment,
        )
        for subject in subjects
    )
    names = handlers_of(verb)
    owe(Delivery.objects.bulk_create(Delivery(activity=each, handler=name) for each in made for name in names))
    return made


def deliver(delivery: Delivery) -> None:
    """Call the handler that `delivery` names. Raises LookupError when this version of Hearth has none of that name.

    That one is tried again like any failure: while an upgrade rolls out, the next worker may know the handler.
    """
    handler = HANDLERS.get(delivery.handler)
    if handler is None:
        raise LookupError(delivery.handler)
    handler(delivery.activity)


@transaction.atomic
def retry(kind: str, row_id: str, *, by: AbstractBaseUser | AnonymousUser) -> bool:
    """Give the failed row `row_id` (a public id) of `kind` its attempts again; False when it is no failure, or no more.

    Raises PermissionDenied unless `by` may operate, LookupError for an unknown kind.
    """
    require(can_operate(by))
    rows = DUTIES[kind].model.objects.filter(public_id=row_id)
    if not rows.retry():
        return False
    owe(list(rows))
    return True


def retry_all(kind: str, *, by: AbstractBaseUser | AnonymousUser) -> int:
    """Give every failed row of `kind` its attempts again, as the sweep comes to them; return how many there were.

    Raises PermissionDenied unless `by` may operate, LookupError for an unknown kind.
    """
    require(can_operate(by))
    return DUTIES[kind].model.objects.retry()


def forget(things: Iterable[Model]) -> int:
    """Delete every activity that names one of `things` as actor or subject, and what is owed of it; return how many."""
    named: dict[str, list[int]] = {}
    for thing in things:
        named.setdefault(thing._meta.label_lower, []).append(thing.pk)
    return sum(
        prune(
            Activity.objects.filter(Q(actor_type=label, actor_id__in=pks) | Q(subject_type=label, subject_id__in=pks))
        )
        for label, pks in named.items()
    )


def prune_activities() -> int:
    """Delete activities of more than KEEP_ACTIVITIES ago, and their deliveries with them; return how many."""
    return prune(Activity.objects.filter(at__lt=timezone.now() - KEEP_ACTIVITIES))
