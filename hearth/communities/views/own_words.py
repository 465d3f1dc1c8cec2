"""Changing and taking back what one wrote, and what it said before."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.communities.actions.writing import (
    Opening,
    delete_discussion,
    delete_reply,
    edit_discussion,
    edit_reply,
)
from hearth.communities.forms.pictures import ChangesPictures
from hearth.communities.forms.writing import EditOpeningForm, EditReplyForm
from hearth.communities.models import Discussion, Reply, labels_of
from hearth.communities.permissions import can_delete, can_edit, can_moderate, can_read, can_see_revisions, standing_of
from hearth.communities.queries.conversation import topics_of
from hearth.communities.queries.discussions import is_visible
from hearth.communities.queries.naming import Name, reading_sentence
from hearth.communities.queries.pictures import pictures_of
from hearth.communities.queries.rearrangements import traces_in
from hearth.communities.queries.revisions import list_revisions
from hearth.communities.views import addresses
from hearth.communities.views.about import about_discussion, about_own_discussion, about_own_reply, about_reply
from hearth.core.forms import posted
from hearth.core.idempotency import once_only
from hearth.core.kept_words import words_are_kept
from hearth.core.refusals import Refusal, require

takes_forms = require_http_methods(["GET", "HEAD", "POST"])


@takes_forms
@words_are_kept
@about_discussion
def change_discussion(request: HttpRequest, discussion: Discussion) -> HttpResponse:
    """Change the opening of one's own discussion."""
    here = standing_of(request.viewer, discussion.community)
    require(can_edit(here, discussion))
    kept = {name: getattr(discussion, name) for name in ("title", "body", "language", "answering", "since")}
    kept |= {"topics": list(discussion.topics.all()), **labels_of(discussion)}
    form = EditOpeningForm(posted(request), initial=kept, shown=pictures_of(discussion))
    changed = _changed(
        form,
        lambda: edit_discussion(discussion, Opening(**form.said), by=request.viewer, alternatives=form.alternatives),
    )
    if changed is not None:
        messages.success(request, _("Changed."))
        return redirect(changed)
    topics = topics_of(discussion, language=get_language() or "en")
    context = {"form": form, "discussion": discussion, "topics": topics, "sentence": _sentence(discussion)}
    context |= {"restriction": here.restriction}
    return render(request, "communities/discussion_edit.html", context)


@takes_forms
@words_are_kept
@about_reply
def change_reply(request: HttpRequest, reply: Reply) -> HttpResponse:
    """Change one's own reply."""
    here = standing_of(request.viewer, reply.discussion.community)
    require(can_edit(here, reply))
    form = EditReplyForm(posted(request), initial={"body": reply.body, **labels_of(reply)}, shown=pictures_of(reply))
    changed = _changed(
        form,
        lambda: edit_reply(
            reply, form.said["body"], labels=form.labels, by=request.viewer, alternatives=form.alternatives
        ),
    )
    if changed is not None:
        messages.success(request, _("Changed."))
        return redirect(changed)
    context = {"form": form, "reply": reply, "sentence": _sentence(reply), "restriction": here.restriction}
    return render(request, "communities/reply_edit.html", context)


def _sentence(written: Discussion | Reply) -> str:
    """Return who reads what one changes, and under which name it stands."""
    discussion = written.thread
    return reading_sentence(discussion.community, Name.USUAL, called=written.author.name, is_kept=True)


W = TypeVar("W", Discussion, Reply)


def _changed(form: ChangesPictures, act: Callable[[], W]) -> W | None:
    """Return what `act` changed, once the form is right; None when it was refused, which the form says."""
    if not form.is_valid():
        return None
    try:
        return act()
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return None


@takes_forms
@once_only
@about_own_discussion
def remove_discussion(request: HttpRequest, discussion: Discussion) -> HttpResponse:
    """Ask whether one is sure, then take back one's own discussion."""
    here = standing_of(request.viewer, discussion.community)
    require(can_delete(here, discussion))
    if request.method != "POST":
        context = {"written": discussion, "answers": discussion.reply_count, "can_read": can_read(here)}
        return render(request, "communities/delete.html", context)
    delete_discussion(discussion, by=request.viewer)
    messages.success(request, _("Your words are gone."))
    return redirect(addresses.of_community(discussion.community) if can_read(here) else "communities:bookmarks")


@takes_forms
@once_only
@about_own_reply
def remove_reply(request: HttpRequest, reply: Reply) -> HttpResponse:
    """Ask whether one is sure, then take back one's own reply."""
    require(can_delete(standing_of(request.viewer, reply.discussion.community), reply))
    is_seen = is_visible(reply.discussion, viewer=request.viewer)
    if request.method != "POST":
        context = {"written": reply, "answers": reply.replies.count(), "can_read": is_seen}
        return render(request, "communities/delete.html", context)
    delete_reply(reply, by=request.viewer)
    messages.success(request, _("Your words are gone."))
    return redirect(reply.discussion if is_seen else "communities:bookmarks")


@about_discussion
def history_of_discussion(request: HttpRequest, discussion: Discussion) -> HttpResponse:
    """What an opening said before, for its author and for moderators."""
    return _history(request, discussion)


@about_reply
def history_of_reply(request: HttpRequest, reply: Reply) -> HttpResponse:
    """What a reply said before, for its author and for moderators."""
    return _history(request, reply)


def _history(request: HttpRequest, written: Discussion | Reply) -> HttpResponse:
    discussion = written.thread
    here = standing_of(request.viewer, discussion.community)
    require(can_see_revisions(here, written))
    found = list_revisions(written, cursor=request.GET.get("cursor", ""))
    traces = traces_in(written, viewer=here.viewer) if isinstance(written, Discussion) and can_moderate(here) else []
    context = {"written": written, "discussion": discussion, "page": found, "traces": traces}
    return render(request, "communities/history.html", context)
