"""What is due about mentors each day: terms end, people are asked whether to go on, old nominations lapse."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hearth.activity.actions import forget, record
from hearth.core.rows import one_by_one
from hearth.matching.actions.nominating import set_back
from hearth.matching.actions.terms import finish
from hearth.matching.models import Mentorship, Stage
from hearth.matching.models.mentorship import RENEWS_IN
from hearth.matching.verbs import RENEWAL_ASKED
from hearth.members.models import is_present

LAPSES: Final = timedelta(days=60)
"""After which a nomination without an answer is forgotten."""


def keep_terms(*, now: datetime | None = None) -> int:
    """Do what is due about every mentorship; return how many that changed. Harmless twice a day.

    What there was with people who do not belong to the community any more is forgotten. Terms that are over end, and so
    do those of people whom their community made ordinary members. Whoever is here and has RENEWS_IN or less to go is
    asked once whether to go on. Nominations without an answer lapse after LAPSES.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    parts: list[Callable[[], int]] = [_forget_who_left]
    parts += [partial(part, today, now) for part in (_end, _ask)]
    parts += [partial(_lapse, now)]
    return one_by_one(parts, lambda part: part())


@transaction.atomic
def _forget_who_left() -> int:
    gone = list(Mentorship.objects.exclude(pk__in=Mentorship.objects.of_members().values("pk")))
    forget(gone)
    Mentorship.objects.filter(pk__in=[each.pk for each in gone]).delete()
    return len(gone)


def _end(today: date, now: datetime) -> int:
    over = Q(ends_on__lt=today) | ~Q(pk__in=Mentorship.objects.holding().values("pk"))
    found = Mentorship.objects.filter(over, stage=Stage.ACTIVE).select_related("community", "member")
    return one_by_one(found.order_by("pk"), lambda each: _finish(each, now))


@transaction.atomic
def _finish(mentorship: Mentorship, now: datetime) -> int:
    return int(finish(mentorship, by=None, at=now))


def _ask(today: date, now: datetime) -> int:
    soon = Mentorship.objects.holding().filter(asked_at=None, ends_on__gte=today, ends_on__lte=today + RENEWS_IN)
    soon = soon.filter(is_present())
    return one_by_one(soon.select_related("member").order_by("pk"), lambda each: _ask_one(each, now))


@transaction.atomic
def _ask_one(mentorship: Mentorship, now: datetime) -> int:
    changed = Mentorship.objects.filter(pk=mentorship.pk, asked_at=None).update(asked_at=now)
    if changed:
        record(RENEWAL_ASKED, by=None, subject=mentorship, at=now)
    return changed


@transaction.atomic
def _lapse(now: datetime) -> int:
    unanswered = Mentorship.objects.select_for_update(of=("self",)).filter(stage=Stage.NOMINATED)
    found = list(unanswered.filter(nominated_at__lte=now - LAPSES).order_by("pk"))
    for mentorship in found:
        set_back(mentorship)
    return len(found)
