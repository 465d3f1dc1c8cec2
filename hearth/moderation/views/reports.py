"""Telling moderators about something."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hearth.communities.models import Discussion, Reply
from hearth.communities.queries.posts import Post, as_post
from hearth.communities.queries.showing import complete
from hearth.core.forms import posted
from hearth.core.idempotency import once
from hearth.core.kept_words import words_are_kept
from hearth.core.refusals import require
from hearth.members.models import Member
from hearth.moderation.actions.reporting import report
from hearth.moderation.forms import ReportForm
from hearth.moderation.models import About, ReportKind
from hearth.moderation.permissions import can_report
from hearth.moderation.queries import get_subject


@words_are_kept
def create(request: HttpRequest, about: str, subject_id: str) -> HttpResponse:
    """Say what is wrong with something one can see; visitors too."""
    subject = get_subject(about, subject_id, viewer=request.viewer)
    require(can_report(request.viewer, subject))
    form = ReportForm(posted(request))
    if form.is_valid() and _is_within_limits(request, form):
        told = form.told()

        def act() -> str:
            report(subject, told, by=request.viewer)
            return reverse(f"moderation:report-sent{'-worried' if told.kind == ReportKind.WORRY else ''}")

        return redirect(once(request, act))
    post = None if isinstance(subject, Member) else _as_seen(subject, request.viewer)
    context = {"form": form, "subject": subject, "post": post, "about": about, "is_person": about == About.PERSON}
    return render(request, "moderation/report.html", context)


def _as_seen(written: Discussion | Reply, viewer: Member | None) -> Post:
    """Return what is reported as its page shows it: whoever has left is a former member here too."""
    post = as_post(written, viewer=viewer)
    complete([post], viewer=viewer)
    return post


def sent(request: HttpRequest, is_worried: bool = False) -> HttpResponse:
    """Thank whoever reported, and say what happens now."""
    return render(request, "moderation/report_sent.html", {"is_worried": is_worried})


def _is_within_limits(request: HttpRequest, form: ReportForm) -> bool:
    """Count it, for a person or for a visitor's network; what is too much is said beside what was written."""
    if request.viewer is not None:
        usage = ratelimit.consume(request, action="report", user=request.user)
    else:
        usage = ratelimit.consume(request, action="report_by_visitor")
    if not usage:
        form.add_error(
            None, _("That is a lot in a short time. Wait an hour, or write to the people who run this place.")
        )
    return bool(usage)
