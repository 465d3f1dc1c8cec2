"""What mentors of a community read or do before they begin: written by its stewards, ticked by the mentors."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from hearth.communities.models import Community
from hearth.communities.permissions import standing_of
from hearth.core.refusals import Refusal, require
from hearth.core.turns import take_turn
from hearth.matching.actions.terms import begin_if_ready
from hearth.matching.models import Mentorship, Stage, TrainingStep
from hearth.matching.permissions import can_look_after, is_own
from hearth.members.models import Member

MOST = 20
FIRST = (
    gettext_noop("Read the guidelines of this community again, as somebody who is asked what they mean."),
    gettext_noop("Read three discussions here that helped somebody, and notice what the answers have in common."),
    gettext_noop("Speak from your own experience. Leave doses and diagnoses to the person’s own team, and say so."),
    gettext_noop("Know what to do when somebody is in danger: the helplines of their country, and how to report."),
    gettext_noop(
        "Decide how many questions at a time are right for you. You can pause with one press whenever you need to."
    ),
)
"""What a checklist begins with, in the language of the community."""


def begin_first_checklist(community: Community) -> None:
    """Give a community that never had a mentor or a checklist the FIRST one, for its stewards to change."""
    if TrainingStep.objects.filter(community=community).exists() or community.mentorships.exists():
        return
    _put_first(community)


@transaction.atomic
def begin_checklist(community: Community, *, by: Member) -> None:
    """Put the FIRST checklist where there is none; harmless twice. Raises PermissionDenied unless `by` leads."""
    _require_turn(community, by)
    if not TrainingStep.objects.filter(community=community).exists():
        _put_first(community)


@transaction.atomic
def add_step(community: Community, words: str, *, by: Member) -> TrainingStep:
    """Add a step at the end of the checklist. Raises PermissionDenied unless `by` leads, Refusal past MOST."""
    _require_turn(community, by)
    steps = list(TrainingStep.objects.filter(community=community))
    if len(steps) >= MOST:
        raise Refusal(_("A checklist this long is not read. Remove a step first."))
    position = steps[-1].position + 1 if steps else 0
    return TrainingStep.objects.create(community=community, words=words, position=position)


@transaction.atomic
def move_step(step: TrainingStep, *, up: bool, by: Member) -> None:
    """Let a step change places with the one before it, or after it. Raises PermissionDenied unless `by` leads."""
    _require_turn(step.community, by)
    steps = list(TrainingStep.objects.filter(community=step.community_id))
    at = next((number for number, each in enumerate(steps) if each.pk == step.pk), None)
    to = None if at is None else at - 1 if up else at + 1
    if at is None or to is None or not 0 <= to < len(steps):
        return
    steps[at], steps[to] = steps[to], steps[at]
    for number, each in enumerate(steps):
        TrainingStep.objects.filter(pk=each.pk).update(position=number)


@transaction.atomic
def remove_step(step: TrainingStep, *, by: Member) -> None:
    """Remove a step; whoever had nothing else left to do is a mentor by that.

    An empty list is one being written: nobody becomes a mentor by that. Raises PermissionDenied unless `by` leads.
    """
    _require_turn(step.community, by)
    TrainingStep.objects.filter(pk=step.pk).delete()
    preparing = Mentorship.objects.filter(community=step.community_id, stage=Stage.PREPARING)
    if not TrainingStep.objects.filter(community=step.community_id).exists():
        return
    for mentorship in preparing.select_related("community", "member").order_by("pk"):
        begin_if_ready(mentorship)


@transaction.atomic
def tick_steps(
    mentorship: Mentorship, done: Collection[TrainingStep], *, by: Member, at: datetime | None = None
) -> bool:
    """Keep which steps of their community's checklist somebody has done; say whether that made them a mentor.

    Raises PermissionDenied unless it is their own.
    """
    require(is_own(by, mentorship))
    mentorship.steps.set([step for step in done if step.community_id == mentorship.community_id])
    return begin_if_ready(mentorship, at=at)


def _put_first(community: Community) -> None:
    with override(community.lang):
        steps = [TrainingStep(community=community, position=at, words=_(words)) for at, words in enumerate(FIRST)]
    for step in steps:
        step.save()


def _require_turn(community: Community, by: Member) -> None:
    require(can_look_after(standing_of(by, community)))
    take_turn(f"checklist {community.pk}")
