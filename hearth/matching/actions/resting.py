"""What mentors set themselves: what they can answer, how much they bear, when they rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.core.refusals import Refusal, require
from hearth.matching.actions.holding import hold_mentorship
from hearth.matching.actions.releasing import release_offers
from hearth.matching.models import Mentorship, Stage
from hearth.matching.permissions import is_own
from hearth.members.models import Member
from hearth.topics.models import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Offering:
    """What somebody says they can answer, and how much of it at a time; see `Mentorship`."""

    languages: Sequence[str]
    topics: Sequence[Topic] = ()
    since: int | None = None
    capacity: int


@transaction.atomic
def describe_mentorship(mentorship: Mentorship, said: Offering, *, by: Member) -> None:
    """Keep what a mentor says of themself. Raises PermissionDenied unless it is their own, Refusal when it is over."""
    fresh = _own(mentorship, by)
    if fresh.stage == Stage.ALUMNI:
        raise Refusal(_("You are a mentor here no longer: nothing is kept of this."))
    fresh.languages, fresh.since, fresh.capacity = list(said.languages), said.since, said.capacity
    fresh.save(update_fields=["languages", "since", "capacity"])
    fresh.topics.set(said.topics)


@transaction.atomic
def pause(mentorship: Mentorship, *, by: Member) -> None:
    """Take no questions until one goes on; what was offered goes to others.

    Raises PermissionDenied unless it is their own.
    """
    fresh = _own(mentorship, by)
    if fresh.paused_at is None:
        Mentorship.objects.filter(pk=fresh.pk).update(paused_at=timezone.now())
        release_offers(fresh)


@transaction.atomic
def go_on(mentorship: Mentorship, *, by: Member) -> None:
    """Take questions again, after a pause or in the midst of a rest. Raises PermissionDenied unless it is their own."""
    Mentorship.objects.filter(pk=_own(mentorship, by).pk).update(paused_at=None, rests_until=None)


@transaction.atomic
def rest_until(mentorship: Mentorship, day: date, *, by: Member, at: datetime | None = None) -> None:
    """Take no questions through `day`; what was offered goes to others.

    Raises PermissionDenied unless it is their own, Refusal for a day that is past at `at`, now unless given.
    """
    if day < timezone.localdate(at):
        raise Refusal(_("Choose a day that is still to come."))
    fresh = _own(mentorship, by)
    Mentorship.objects.filter(pk=fresh.pk).update(rests_until=day)
    release_offers(fresh)


def _own(mentorship: Mentorship, by: Member) -> Mentorship:
    require(is_own(by, mentorship))
    return hold_mentorship(mentorship)
