from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language

from hearth.communities.actions.keeping import mark_read
from hearth.communities.models import Discussion, Label, Reply
from hearth.communities.permissions import can_moderate, can_rearrange
from hearth.communities.queries.answer_times import answer_time_of
from hearth.communities.queries.answers import cursor_among, list_answers, list_labelled
from hearth.communities.queries.conversation import Conversation, get_conversation, topics_of
from hearth.communities.queries.discussions import (
    cursor_to,
    get_discussion,
    get_reply,
    list_replies,
)
from hearth.communities.queries.doors import why_no_reply
from hearth.communities.queries.findings import what_helped
from hearth.communities.queries.posts import Post, as_posts
from hearth.communities.queries.rearrangements import traces_in
from hearth.communities.queries.sections import list_sections
from hearth.communities.queries.sentences import may_be_indexed, robots_of
from hearth.communities.queries.showing import complete
from hearth.communities.queries.unread import first_unread, news_in
from hearth.communities.views.composing import reply_form
from hearth.core.outer_cache import kept_for_visitors
from hearth.core.paging import Page

YEARS: Final = range(2000, 2200)  # in which a page can have been shown; databases refuse some others


@kept_for_visitors
def show(request: HttpRequest, discussion_id: str, slug: str = "") -> HttpResponse:
    """A discussion: its opening, a page of replies, and the composer."""
    talk = get_conversation(discussion_id, viewer=request.viewer)
    discussion = talk.discussion
    if slug != discussion.slug:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(f"{discussion.get_absolute_url()}{query}", permanent=True)
    response = render(request, "communities/discussion_show.html", _shown(request, talk))
    response["X-Robots-Tag"] = robots_of(discussion.community)
    return response


def _shown(request: HttpRequest, talk: Conversation) -> dict[str, Any]:
    discussion, only = talk.discussion, _label(request)
    part = _labelled(request, talk, only) if only else _answers(request, talk)
    found, opening, posts = part or _replies(request, talk)
    complete([opening, *posts], viewer=request.viewer)
    return (
        _around(request, talk)
        | _of_question(talk, opening)
        | {
            "page": found,
            "opening": opening,
            "posts": posts,
            "go_on": _where_to_go_on(talk, posts),
            "read_to": next((post.written.pk for post in posts if post.is_new), None),
            "is_part": part is not None,
            "only": only,
            "labels": _labels_on(posts, only, discussion),
            "since": timezone.now().isoformat(),
            "cursor": request.GET.get("cursor", ""),
        }
    )


def _around(request: HttpRequest, talk: Conversation) -> dict[str, Any]:
    """Return what the page shows beside what was said."""
    discussion = talk.discussion
    closed = why_no_reply(talk.here, discussion, under=talk.wrote_as)
    return {
        **_in_order(talk),
        "talk": talk,
        "discussion": discussion,
        "closed": closed,
        "restriction": talk.here.restriction,
        "form": reply_form(request, talk, closed=closed) if request.viewer else None,
        "robots": robots_of(discussion.community),
        "feed": may_be_indexed(discussion.community) and discussion.is_shown,
    }


def _of_question(talk: Conversation, opening: Post) -> dict[str, Any]:
    """Its topics, what helped, whether machines read a question, and for its asker how soon others were answered."""
    discussion, helped = talk.discussion, what_helped(talk.discussion, here=talk.here)
    waits = opening.is_mine and discussion.is_waiting
    return {
        "topics": topics_of(discussion, language=get_language() or "en"),
        "helped": helped,
        "as_question": not opening.is_taken_back and (discussion.is_imported or helped is not None),
        "waits": waits,
        "answer_time": answer_time_of(discussion.community) if waits else None,
    }


def _in_order(talk: Conversation) -> dict[str, Any]:
    """What was merged and split, and what those who keep order there may do about it."""
    discussion, moderates = talk.discussion, can_moderate(talk.here)
    return {
        "traces": traces_in(discussion, viewer=talk.here.viewer),
        "moderates": moderates,
        "rearranges": moderates and can_rearrange(talk.here) and discussion.is_shown and not discussion.is_imported,
        "sections": list_sections(discussion.community) if moderates else [],
    }


def _where_to_go_on(talk: Conversation, posts: list[Post]) -> str:
    """Return where the viewer stopped reading, in place where it is on this page; empty where they did not stop."""
    viewer = talk.here.viewer
    unread = first_unread(talk.discussion, viewer=viewer, read_at=talk.read_at) if viewer else None
    if unread is None:
        return ""
    here = {each.written.pk for post in posts for each in (post, *post.answers)}
    return f"#reply-{unread.public_id}" if unread.pk in here else unread.get_absolute_url()


def _replies(request: HttpRequest, talk: Conversation) -> tuple[Page[Reply], Post, list[Post]]:
    """The page of replies that is asked for, the opening, and the replies with the first answers to each."""
    cursor, moderates = request.GET.get("cursor", ""), talk.here.moderates
    found = list_replies(talk.discussion, viewer=request.viewer, cursor=cursor, moderates=moderates)
    opening, posts = as_posts(talk.discussion, found.items, here=talk.here, read_at=talk.read_at)
    _note_reading(request, talk, found, posts)
    return found, opening, posts


def _answers(request: HttpRequest, talk: Conversation) -> tuple[Page[Reply], Post, list[Post]] | None:
    """The page of answers to one reply that is asked for, the opening, and that reply with these answers."""
    under, cursor = request.GET.get("under", ""), request.GET.get("cursor", "")
    asked = list_answers(talk.discussion, under, here=talk.here, cursor=cursor) if under else None
    if asked is None:
        return None
    reply, found = asked
    opening, posts = as_posts(talk.discussion, [reply], here=talk.here, read_at=talk.read_at, answers=found.items)
    if talk.read_at is not None:  # whoever begins here has not read the rest
        _note_reading(request, talk, found, posts)
    return found, opening, posts


def _labelled(request: HttpRequest, talk: Conversation, label: Label) -> tuple[Page[Reply], Post, list[Post]]:
    """The page of answers that carry `label` which is asked for, the opening, and these answers, each by itself."""
    found = list_labelled(talk.discussion, label, here=talk.here, cursor=request.GET.get("cursor", ""))
    return found, *as_posts(talk.discussion, found.items, here=talk.here, read_at=talk.read_at, answers=[])


def _label(request: HttpRequest) -> Label | None:
    wanted = request.GET.get("only", "")
    return Label(wanted) if wanted in Label.values else None


def _labels_on(posts: list[Post], only: Label | None, discussion: Discussion) -> list[Label]:
    """Return the labels by which replies can be chosen: those that some of `posts` carry, and what is known besides."""
    shown = [each for post in posts for each in (post, *post.answers) if not each.is_removed]
    found = {label for each in shown for label in each.written.labels} | ({only} if only else set())
    return [label for label in Label if label in found or (label == Label.LIVED and discussion.has_lived)]


def _note_reading(request: HttpRequest, talk: Conversation, found: Page[Reply], posts: list[Post]) -> None:
    """Remember how far the discussion was read; a page that shows nothing new writes nothing.

    Whoever has begun to read has read no further than to the first new reply that this page leaves out: on a page
    before it, or among answers that are folded away.
    """
    viewer, newest = talk.here.viewer, max(talk.discussion.active_at, talk.discussion.created_at)
    if viewer is None or request.method != "GET" or (talk.read_at is not None and talk.read_at >= newest):
        return
    up_to = posts[-1].written.created_at if found.next else newest
    if talk.read_at is not None:
        shown = {each.written.pk for post in posts for each in (post, *post.answers)}
        left = first_unread(talk.discussion, viewer=viewer, read_at=talk.read_at, but=shown)
        up_to = left.created_at - timedelta(microseconds=1) if left else newest
    if talk.read_at is None or talk.read_at < up_to:
        mark_read(talk.discussion, by=viewer, up_to=up_to)


def reply(request: HttpRequest, reply_id: str) -> HttpResponse:
    """Where a reply stands: the page of its discussion that holds it."""
    found = get_reply(reply_id, viewer=request.viewer)
    asked = {"cursor": cursor_to(found, viewer=request.viewer)}
    if found.parent and (cursor := cursor_among(found, viewer=request.viewer)) is not None:
        asked = {"under": found.parent.public_id, "cursor": cursor}
    query = urlencode({name: value for name, value in asked.items() if value})
    address = found.discussion.get_absolute_url()
    return redirect(f"{address}{'?' if query else ''}{query}#reply-{found.public_id}")


def news(request: HttpRequest, discussion_id: str) -> HttpResponse:
    """Say how many replies came since the page was shown, nothing (204) when there are none; with `show`, give them."""
    discussion = get_discussion(discussion_id, viewer=request.viewer)
    since = _moment(request.GET.get("since", ""))
    waiting = news_in(discussion, viewer=request.viewer, since=since) if since else []
    if not since or not waiting:
        return HttpResponse(status=204)
    asked = {"since": request.GET["since"], "cursor": request.GET.get("cursor", "")}
    context: dict[str, Any] = {"discussion": discussion, "waiting": waiting, **asked}
    if "show" not in request.GET:
        return render(request, "communities/_news.html", context)
    context |= _arrived(request, discussion_id, since)
    shown = {post.written.pk for _place, post in context["arrived"]}
    context["waiting"] = [reply for reply in waiting if reply.pk not in shown]
    return render(request, "communities/_news_shown.html", context)


def _arrived(request: HttpRequest, discussion_id: str, since: datetime) -> dict[str, Any]:
    """What came to the page that is being read, each with the list it belongs to, and all that `_post.html` needs."""
    talk, now = get_conversation(discussion_id, viewer=request.viewer), timezone.now()
    cursor, moderates = request.GET.get("cursor", ""), talk.here.moderates
    found = list_replies(talk.discussion, viewer=request.viewer, cursor=cursor, moderates=moderates)
    _opening, posts = as_posts(talk.discussion, found.items, here=talk.here, read_at=since)
    complete(posts, viewer=request.viewer)
    _note_reading(request, talk, found, posts)
    arrived = [("replies", post) for post in posts if post.is_new]
    for post in posts:
        arrived += [(f"answers-{post.written.public_id}", answer) for answer in post.answers if answer.is_new]
    closed = why_no_reply(talk.here, talk.discussion, under=talk.wrote_as)
    return {"talk": talk, "arrived": arrived, "moderates": moderates, "closed": closed, "since": now.isoformat()}


def _moment(text: str) -> datetime | None:
    """Return the moment `text` names, in UTC; None for what is none, has no time zone, or no page can have said."""
    try:
        named = parse_datetime(text)
        moment = named.astimezone(UTC) if named and named.tzinfo else None
    except (ValueError, OverflowError):
        return None
    return moment if moment and moment.year in YEARS else None
