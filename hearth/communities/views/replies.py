from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import trigger_client_event

from hearth.communities.forms.writing import ReplyForm
from hearth.communities.models import Reply
from hearth.communities.permissions import can_edit
from hearth.communities.queries.conversation import Conversation, get_conversation
from hearth.communities.queries.discussions import get_reply
from hearth.communities.queries.doors import why_no_reply
from hearth.communities.queries.leading_on import reply_once_discussion
from hearth.communities.queries.posts import as_post
from hearth.communities.queries.showing import complete
from hearth.communities.views.composing import (
    answered_in,
    fresh_reply_form,
    let_wait,
    reply_form,
    take_draft,
    take_reply,
)
from hearth.core.kept_words import words_are_kept
from hearth.members.queries.names import free_names


@require_http_methods(["GET", "HEAD", "POST"])
@words_are_kept
def create(request: HttpRequest, discussion_id: str) -> HttpResponse:
    """The composer on a page of its own, or in place; and what is posted from wherever the composer stands."""
    try:
        talk = get_conversation(discussion_id, viewer=request.viewer)
    except Http404:
        return _draw_where_it_stands(request, discussion_id)
    answered = answered_in(request, talk)
    form = reply_form(request, talk, answered, closed=why_no_reply(talk.here, talk.discussion, under=talk.wrote_as))
    if request.method == "POST":
        done = _take_draft(request, talk, form, answered) or _take(request, talk, form, answered)
        if done:
            return done
    return _draw(request, talk, form, answered)


def _draw_where_it_stands(request: HttpRequest, discussion_id: str) -> HttpResponse:
    """What was written for a discussion that was merged meanwhile, in the composer of the one it stands in now.

    Not posted: its writer may have another name there. Raises Http404 where there is none, or for what is only asked.
    """
    merged = reply_once_discussion(discussion_id, viewer=request.viewer) if request.method == "POST" else None
    if merged is None:
        raise Http404
    talk = get_conversation(merged.discussion.public_id, viewer=request.viewer)
    answered = answered_in(request, talk) or merged
    form = reply_form(request, talk, answered, closed=why_no_reply(talk.here, talk.discussion, under=talk.wrote_as))
    form.leave_pictures()
    data = request.POST.copy()
    data["answer"] = answered.public_id
    form.data = data
    form.add_error(
        None,
        _(
            "This discussion was merged with another one while you wrote. Your words are below: "
            "look at who can read them there and under which name, then post them."
        ),
    )
    return _draw(request, talk, form, answered)


def _draw(request: HttpRequest, talk: Conversation, form: ReplyForm, answered: Reply | None) -> HttpResponse:
    above = as_post(answered or talk.discussion, viewer=request.viewer)
    complete([above], viewer=request.viewer)
    context = {
        "talk": talk,
        "discussion": talk.discussion,
        "form": form,
        "answered": None if request.htmx.target == "write" else answered,
        "above": above,
        "closed": why_no_reply(talk.here, talk.discussion, under=talk.wrote_as),
        "restriction": talk.here.restriction,
        "free_names": free_names() if "pseudonym" in form.fields else [],
    }
    if request.htmx and not form.is_bound:  # opened in place: whoever asked for it goes there
        form.fields["body"].widget.attrs["data-focus"] = True
    name = "communities/_composer.html" if request.htmx else "communities/reply_create.html"
    return render(request, name, context)


def _take_draft(
    request: HttpRequest, talk: Conversation, form: ReplyForm, answered: Reply | None
) -> HttpResponse | None:
    if "draft" not in request.POST or request.viewer is None:
        return None
    kept = take_draft(request, talk.discussion.community, talk.discussion, form, answered)
    return redirect(f"{talk.discussion.get_absolute_url()}#write") if kept else None


def _take(request: HttpRequest, talk: Conversation, form: ReplyForm, answered: Reply | None) -> HttpResponse | None:
    if not form.is_valid():
        return None
    if closed := why_no_reply(talk.here, talk.discussion, under=talk.wrote_as):
        form.add_error(None, closed)
        return None
    if request.viewer is None:
        return let_wait(request, form, talk.discussion.community, talk.discussion.public_id)
    address = take_reply(request, talk, form, answered)
    if not address:
        return None
    if not request.htmx:
        return redirect(address)
    stands_alone = urlsplit(request.htmx.current_url_abs_path or "").path == request.path
    response = redirect(address) if stands_alone else _in_place(request, address)
    return trigger_client_event(response, "posted")  # to the form that was sent: the device forgets its words


def _in_place(request: HttpRequest, address: str) -> HttpResponse:
    """The new reply where it belongs, and a fresh composer."""
    reply = get_reply(resolve(address).kwargs["reply_id"], viewer=request.viewer)
    talk = get_conversation(reply.discussion.public_id, viewer=request.viewer)
    post = as_post(reply, viewer=request.viewer, may_change=can_edit(talk.here, reply))
    complete([post], viewer=request.viewer)
    place = f"answers-{reply.parent.public_id}" if reply.parent else "replies"
    context = {"talk": talk, "discussion": talk.discussion, "post": post, "place": place, "is_fresh": True}
    if request.htmx.target == "write":  # the composer at the foot stays; one that stood under a reply goes
        context["form"] = fresh_reply_form(request, talk)
    return render(request, "communities/_reply_posted.html", context)
