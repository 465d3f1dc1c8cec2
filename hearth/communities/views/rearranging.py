"""Merging and splitting discussions, by those who lead where they stand; and the section one stands in."""

from collections.abc import Callable
from typing import Final, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hearth.communities.actions.merging import merge_discussions
from hearth.communities.actions.sections import put_in_section
from hearth.communities.actions.splitting import split_discussion
from hearth.communities.forms.sections import MergeForm, SplitForm, ToSectionForm
from hearth.communities.models import Discussion
from hearth.communities.permissions import can_moderate, can_rearrange, standing_of
from hearth.communities.queries.discussions import list_replies
from hearth.communities.queries.posts import as_posts
from hearth.communities.queries.sections import list_sections
from hearth.communities.queries.showing import complete
from hearth.communities.views.about import about_discussion
from hearth.core.forms import posted
from hearth.core.idempotency import once_only
from hearth.core.refusals import Refusal, require

T = TypeVar("T")
OFFERED: Final = 100  # replies on a page to choose from: few discussions have more


@once_only
@about_discussion
@require_POST
def to_section(request: HttpRequest, discussion: Discussion) -> HttpResponse:
    """Put a discussion in a section of its community, or in none."""
    require(can_moderate(standing_of(request.viewer, discussion.community)))
    form = ToSectionForm(posted(request), sections=list_sections(discussion.community))
    if form.is_valid():
        put_in_section(discussion, form.cleaned_data["section"], by=request.viewer)
        messages.success(request, _("It stands there now."))
    return redirect(discussion)


@require_http_methods(["GET", "HEAD", "POST"])
@once_only
@about_discussion
def merge(request: HttpRequest, discussion: Discussion) -> HttpResponse:
    """Ask into which other discussion this one shall go, show both, and merge them."""
    require(can_rearrange(standing_of(request.viewer, discussion.community)))
    asked = request.GET if "into" in request.GET else None
    form = MergeForm(posted(request) or asked, viewer=request.viewer)
    into = form.cleaned_data["into"] if form.is_valid() else None
    if request.method == "POST" and into is not None:
        reply = _unless_refused(form, "into", lambda: merge_discussions(discussion, into, by=request.viewer))
        if reply is not None:
            messages.success(request, _("Merged. Links to it lead here."))
            return redirect(reply)
        into = None
    return render(request, "communities/discussion_merge.html", {"form": form, "discussion": discussion, "into": into})


@require_http_methods(["GET", "HEAD", "POST"])
@once_only
@about_discussion
def split(request: HttpRequest, discussion: Discussion) -> HttpResponse:
    """Choose replies that become a discussion of their own."""
    here = standing_of(request.viewer, discussion.community)
    require(can_rearrange(here))
    form = SplitForm(posted(request), sections=list_sections(discussion.community))
    if form.is_valid():
        given = dict(form.cleaned_data)
        chosen = given.pop("reply")
        made = _unless_refused(form, "reply", lambda: split_discussion(discussion, chosen, by=request.viewer, **given))
        if made is not None:
            messages.success(request, _("This is a discussion of its own now. Links to what it holds lead here."))
            return redirect(made)
    cursor = request.GET.get("cursor", "")
    found = list_replies(discussion, viewer=request.viewer, cursor=cursor, moderates=True, size=OFFERED)
    _opening, posts = as_posts(discussion, found.items, here=here)
    complete(posts, viewer=request.viewer)
    context = {"form": form, "discussion": discussion, "page": found, "posts": posts}
    return render(request, "communities/discussion_split.html", context | {"chosen": form["reply"].value() or []})


def _unless_refused(form: forms.Form, field: str, act: Callable[[], T]) -> T | None:
    """Return what `act` made; None when it was refused, which the form says at `field`."""
    try:
        return act()
    except Refusal as refusal:
        form.add_error(field, refusal.message)
        return None
