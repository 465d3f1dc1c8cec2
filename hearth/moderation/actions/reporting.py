"""Telling moderators about something; and a moderator taking something up without a report."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from hearth.activity.actions import record
from hearth.communities.actions.holding import hold_discussion, hold_reply, present
from hearth.communities.models import Discussion, Reply, labels_of
from hearth.communities.permissions import can_moderate, standing_of
from hearth.communities.queries.pictures import pictures_of
from hearth.core.refusals import Refusal, require
from hearth.members.models import Member
from hearth.members.queries.profiles import profile_for
from hearth.moderation.models import URGENCY, About, Case, Report, ReportedPicture, ReportKind, Urgency
from hearth.moderation.permissions import author_of, can_report
from hearth.moderation.verbs import REPORT_MADE

Subject = Discussion | Reply | Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody says of it: the kind, and their own words."""

    kind: str
    words: str = ""


@transaction.atomic
def report(subject: Subject, told: Told, *, by: Member | None, at: datetime | None = None) -> Report:
    """Tell the moderators about `subject`, with what it says now; once for each person while the case is open.

    `by` is the main face of whoever reports, None for a visitor; that they may see `subject` is asked before. A second
    report of the same person changes nothing and is answered like the first. What cannot wait is told to those who can
    decide it; `at` is for a report that is put on record afterwards.
    Raises PermissionDenied for one's own words, Refusal for what is gone already.
    """
    require(can_report(by, subject))
    if not isinstance(subject, Member):
        subject = _as_it_is(subject)
    now = at or timezone.now()
    case = _open_case(subject, now)
    if by is not None and (before := case.reports.filter(reporter=by).first()):
        return before
    made = Report(case=case, reporter=by, kind=told.kind, words=told.words, made_at=now, **_snapshot(subject, by))
    _keep(made, subject)
    urgency = min(case.urgency, URGENCY.get(ReportKind(told.kind), Urgency.TODAY))
    Case.objects.filter(pk=case.pk).update(report_count=F("report_count") + 1, urgency=urgency)
    record(REPORT_MADE, by=None, subject=made, at=now)
    return made


@transaction.atomic
def take_up(written: Discussion | Reply, *, by: Member) -> Case:
    """Return the case about `written`, opened now when there is none: a moderator saw it before anybody reported it.

    What it says now is kept like what is reported, unless that says the same already.
    Raises PermissionDenied unless `by` keeps order in its community, or wrote it.
    """
    require(can_moderate(standing_of(by, written.thread.community)) and can_report(by, written))
    now, held = timezone.now(), _held(written)
    case = _open_case(held, now)
    said = _snapshot(held, by)
    if not held.deleted_at and not case.reports.filter(**said).exists():
        _keep(Report(case=case, made_at=now, **said), held)
    return case


def _open_case(subject: Subject, now: datetime) -> Case:
    """Return the open case about `subject`, made when there is none, and locked until the transaction ends."""
    about: dict[str, Any] = {"about": About.PERSON, "member": subject}
    if not isinstance(subject, Member):
        key = About.REPLY if isinstance(subject, Reply) else About.DISCUSSION
        about = {"about": key, key.value: subject}
    defaults = {"opened_at": now, "member": author_of(subject)}
    if not isinstance(subject, Member):
        defaults["community"] = subject.thread.community
    while True:
        case, _made = Case.objects.get_or_create(**about, closed_at=None, defaults=defaults)
        held = Case.objects.select_for_update(no_key=True).filter(pk=case.pk, closed_at=None).first()
        if held is not None:  # else it was decided at this moment: what is told now is a new one
            return held


def _held(written: Discussion | Reply) -> Discussion | Reply:
    """Return what was written as it is now, held; raises PermissionDenied when it is gone."""
    return present(hold_reply(written)) if isinstance(written, Reply) else present(hold_discussion(written.pk))


def _as_it_is(written: Discussion | Reply) -> Discussion | Reply:
    """Return what was written as it is now, held; raises Refusal when it is not shown any more."""
    found = hold_reply(written) if isinstance(written, Reply) else hold_discussion(written.pk)
    if found is None or not (found.is_shown and written.is_shown):
        raise Refusal(_("This has been taken away already. There is nothing more to do."))
    return found


def _keep(made: Report, subject: Subject) -> None:
    """Store a report or what a moderator saw, with the pictures that stand with it now."""
    made.save(force_insert=True)
    shown = [] if isinstance(subject, Member) else pictures_of(subject)
    ReportedPicture.objects.bulk_create(
        ReportedPicture(
            report=made, key=each.public_id, alternative=each.alternative, width=each.width, height=each.height
        )
        for each in shown
    )


def _snapshot(subject: Subject, by: Member | None) -> dict[str, Any]:
    """Return what it says now; of a person, what whoever reports can see of their page."""
    if isinstance(subject, Member):
        seen = profile_for(subject, viewer=by)
        line = format_html("<p>{}</p>", seen.line) if seen.line else ""
        return {"title": seen.name, "body": f"{line}{seen.about_html}"}
    title = subject.title if isinstance(subject, Discussion) else ""
    return {"title": title, "body": subject.body, "language": subject.language, **labels_of(subject)}
