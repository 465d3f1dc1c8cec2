from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import Answering, Section, labels_of
from hearth.communities.queries.discussions import get_discussion, get_reply
from hearth.communities.queries.leading_on import reply_once_discussion
from hearth.communities.queries.naming import Name, reading_sentence
from hearth.communities.queries.places import get_community
from hearth.communities.waiting_words import WaitingWords, Words
from hearth.core.idempotency import once_for
from hearth.core.refusals import Refusal
from hearth.members.models import Member
from hearth.topics.models import Topic


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """What a visitor wrote: how to join, and once they have, a button that posts it under the name it shows.

    Nothing is posted unasked: who came in may be somebody else in the same browser. Somebody who had an account before
    looks at the name it would appear under in the composer.
    """
    waiting = WaitingWords(request)
    words = _where_it_stands_now(waiting, request.viewer)
    if words is None:
        return redirect("communities:ask")
    if request.viewer and request.method == "POST":
        return _post(request, waiting, words)
    if request.viewer:
        waiting.see()
    if request.viewer is None or _joined_since(request, words):
        context = {"words": words, "composer": _composer_of(words)} | _readers(words, request.viewer)
        return render(request, "communities/waiting.html", context)
    messages.success(request, _("Your words are here. Choose your name below, then post them."))
    return redirect(_composer_of(words))


def _where_it_stands_now(waiting: WaitingWords, viewer: Member | None) -> Words | None:
    """Return what waits; an answer in a discussion that was merged meanwhile is one to what its opening is now."""
    words = waiting.get()
    reply = reply_once_discussion(words.discussion, viewer=viewer) if words and words.discussion else None
    if words is not None and reply is not None:
        words = replace(words, discussion=reply.discussion.public_id, answer=words.answer or reply.public_id)
        waiting.keep(words)
    return words


def _readers(words: Words, viewer: Member | None) -> dict[str, Any]:
    """Where the words go, who will read them and under which name; nothing where that place is gone meanwhile."""
    try:
        community = get_community(words.community, viewer=viewer)
    except Http404:
        return {}
    name, called = (Name.USUAL, viewer.name) if viewer else (None, "")
    return {"community": community, "sentence": reading_sentence(community, name, called=called)}


def _joined_since(request: HttpRequest, words: Words) -> bool:
    """Whether the words were written on the way in, so that the name they would appear under was chosen for them."""
    return bool(request.user.joined_at >= words.written_at)  # type: ignore[union-attr]


def _post(request: HttpRequest, waiting: WaitingWords, words: Words) -> HttpResponse:
    try:
        address = once_for(words.key, lambda: _write(words, request.viewer))
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect(_composer_of(words))
    except (PermissionDenied, Http404):
        context = {"title": words.title, "body": words.body}
        return render(request, "core/words_kept.html", context, status=403)
    waiting.drop()
    messages.success(request, _("Your words are posted."))
    return redirect(address)


def _write(words: Words, by: Member) -> str:
    if words.discussion:
        discussion = get_discussion(words.discussion, viewer=by)
        parent = get_reply(words.answer, viewer=by) if words.answer else None
        said = {"body": words.body, "language": words.language or discussion.language, **labels_of(words)}
        answer = Answer(**said, parent=parent)
        return post_reply(discussion, answer, by=by).get_absolute_url()
    community = get_community(words.community, viewer=by)
    opening = Opening(
        title=words.title,
        body=words.body,
        language=words.language or community.lang,
        topics=list(Topic.objects.filter(slug__in=words.topics)),
        answering=words.answering or Answering.COMMUNITY,
        section=Section.objects.filter(community=community, public_id=words.section).first(),
        since=words.since,
        **labels_of(words),
    )
    return start_discussion(community, opening, by=by).get_absolute_url()


def _composer_of(words: Words) -> str:
    if words.discussion:
        query = f"?answer={words.answer}" if words.answer else ""
        return reverse("communities:reply-create", args=[words.discussion]) + query
    return reverse("communities:discussion-new", args=[words.community])


@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Forget what waits."""
    WaitingWords(request).drop()
    messages.success(request, _("Your words are gone from this site."))
    return redirect("communities:ask")
