"""How long reports are kept, and whose matter a case is."""

from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from hearth.communities.actions.picturing import release_files
from hearth.communities.models import Discussion, Reply
from hearth.core.upkeep import prune
from hearth.members.ports import Person
from hearth.moderation.models import About, Case, Decision, Report, ReportedPicture

KEPT: Final = timedelta(days=180)


def prune_reports() -> int:
    """Delete the reports, with what they keep of a text, of cases closed 180 days ago; return how many.

    That something was decided, and why, stays for as long as the person it is about is here.
    """
    old = Report.objects.filter(case__closed_at__lt=timezone.now() - KEPT)
    keys = _pictures_of(old)
    pruned = prune(old)
    release_files(keys)
    return pruned


def follow_discussion(pk: int) -> None:
    """Give the cases about a discussion and its replies to the community it is in now; harmless when it is gone."""
    discussion = Discussion.objects.filter(pk=pk).first()
    if discussion is not None:
        cases = Case.objects.filter(Q(discussion=discussion) | Q(reply__discussion=discussion))
        cases.update(community=discussion.community_id)


def follow_post(was: Discussion | Reply, now: Discussion | Reply) -> None:
    """Give the cases about a post, and about what moved with it, to the post it goes on as, and where that stands."""
    about, place = (About.REPLY, "reply") if isinstance(now, Reply) else (About.DISCUSSION, "discussion")
    before = "reply" if isinstance(was, Reply) else "discussion"
    given: dict[str, Any] = {"discussion": None, "reply": None} | {place: now}
    Case.objects.filter(**{before: was}).update(about=about, **given)
    follow_discussion(now.thread.pk)


@transaction.atomic
def forget_person(person: Person) -> None:
    """Erase what the person reported, and what was decided about any name of theirs.

    A case that is still open stays until it is decided, so that nobody escapes one by leaving; then it goes at once.
    """
    mine = [face.pk for face in person.faces]
    Report.objects.filter(reporter__in=mine).update(reporter=None, words="")
    Decision.objects.filter(by__in=mine).update(by=None)
    _delete(Case.objects.filter(member__in=mine, closed_at__isnull=False))
    open_ones = Case.objects.filter(member__in=mine)
    Decision.objects.filter(case__in=open_ones).exclude(answer="").update(answer="")
    open_ones.update(member=None)


def forget_if_left(case: Case) -> bool:
    """Delete a case that is decided when whoever it was about has left; say whether it was so."""
    if case.member is not None:
        return False
    _delete(Case.objects.filter(pk=case.pk))
    return True


def _delete(cases: QuerySet[Case]) -> None:
    keys = _pictures_of(Report.objects.filter(case__in=cases))
    cases.delete()
    release_files(keys)


def _pictures_of(reports: QuerySet[Report]) -> set[str]:
    return set(ReportedPicture.objects.filter(report__in=reports).values_list("key", flat=True))
