"""The communities, and what one of them says of itself."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hearth.communities.inside import inside
from hearth.communities.models import Discussion, Section
from hearth.communities.permissions import (
    Standing,
    can_found,
    can_read,
    can_see_members,
)
from hearth.communities.queries.answer_times import answer_time_of
from hearth.communities.queries.discussions import Filter, as_talks, list_discussions, list_pinned
from hearth.communities.queries.heads import head_of
from hearth.communities.queries.ordering import Order
from hearth.communities.queries.places import (
    as_people,
    communities_of,
    list_communities,
    list_leaders,
    spoken_in,
    topics_of,
    topics_spoken_of,
)
from hearth.communities.queries.sections import list_sections
from hearth.communities.queries.sentences import may_be_indexed
from hearth.communities.views.addresses import of_community
from hearth.core.outer_cache import kept_for_visitors
from hearth.core.paging import Page
from hearth.topics.models import Topic

TABS = {
    Filter.ALL: _("All discussions"),
    Filter.UNANSWERED: _("No reply yet"),
    Filter.NEW: _("New to you"),
    Filter.MINE: _("Yours"),
}
BY_ANSWERS = {
    Filter.LIVED: _("Answered by people who lived it"),
    Filter.HELPED: _("An answer helped"),
}
ORDERS = {
    Order.ACTIVITY: pgettext_lazy("order of discussions", "Latest activity"),
    Order.NEWEST: pgettext_lazy("order of discussions", "Newest"),
    Order.WAITING: pgettext_lazy("order of discussions", "Waiting longest"),
}
OF_MEMBERS = {Filter.NEW, Filter.MINE}


@kept_for_visitors
def index(request: HttpRequest) -> HttpResponse:
    """Every community one may know of, one's own first; by language or topic."""
    language, topic = request.GET.get("language", ""), _topic(request)
    cursor = request.GET.get("cursor", "")
    is_all = not (language or topic or cursor)
    context = {
        "mine": communities_of(request.viewer) if request.viewer and is_all else [],
        "page": list_communities(viewer=request.viewer, language=language, topic=topic, cursor=cursor),
        "languages": spoken_in(request.viewer),
        "language": language,
        "topic_groups": topics_spoken_of(request.viewer, language=get_language() or "en"),
        "topic": topic,
        "can_found": can_found(request.viewer),
    }
    return render(request, "communities/list.html", context)


@kept_for_visitors
@inside
def show(request: HttpRequest, here: Standing, slug: str = "") -> HttpResponse:
    """A community and its discussions, or its door for those who may not read it."""
    community = here.community
    if slug != community.slug:
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"{of_community(community)}{'?' if query else ''}{query}", permanent=True)
    if not can_read(here):
        return render(request, "communities/community_door.html", head_of(here, "discussions"))
    return render(request, "communities/community.html", head_of(here, "discussions") | _discussions(request, here))


def _discussions(request: HttpRequest, here: Standing) -> dict[str, Any]:
    chosen, sections, asked = _chosen(request), list_sections(here.community), _asked(request)
    asked["section"] = next((each for each in sections if each.public_id == request.GET.get("section")), None)
    found = list_discussions(here.community, viewer=here.viewer, chosen=chosen, cursor=_at(request), **asked)
    is_narrow, is_usual = bool(asked["language"] or asked["topic"]), asked["order"] == Order.ACTIVITY
    is_all = chosen == Filter.ALL and not (is_narrow or asked["section"] or _at(request))
    pinned = list_pinned(here.community, viewer=here.viewer) if is_all and is_usual else []
    kept = {each.pk for each in pinned}
    talks = as_talks([*pinned, *(each for each in found.items if each.pk not in kept)], viewer=here.viewer)
    return asked | {
        "pinned": talks[: len(pinned)],
        "talks": talks[len(pinned) :],
        "page": found,
        "tabs": [(each, TABS[each], each == chosen) for each in TABS if request.viewer or each not in OF_MEMBERS],
        "answers": [(each, label, each == chosen) for each, label in BY_ANSWERS.items()],
        "chosen": chosen,
        "is_narrowed": is_narrow or not is_usual or chosen in BY_ANSWERS,
        "topics": topics_of(here.community, language=get_language() or "en"),
        "sections": sections if is_all else [],
        "orders": _orders(found, asked["order"], sections),
        "feed": may_be_indexed(here.community),
    }


def _asked(request: HttpRequest) -> dict[str, Any]:
    """Return what narrows and orders the list of a community, but for the section."""
    wanted = request.GET.get("order", "")
    order = Order(wanted) if wanted in set(Order) else Order.ACTIVITY
    return {"language": request.GET.get("language", ""), "topic": _topic(request), "order": order}


@kept_for_visitors
@inside
def about(request: HttpRequest, here: Standing) -> HttpResponse:
    """What a community is for, its guidelines, who looks after it and its settings, each in one sentence."""
    leaders = list_leaders(here.community, viewer=here.viewer) if can_see_members(here) else []
    context = head_of(here, "about") | {
        "leaders": as_people(leaders, viewer=here.viewer),
        "topics": topics_of(here.community, language=get_language() or "en"),
        "languages": here.community.languages or [here.community.lang],
        "answer_time": answer_time_of(here.community),
    }
    return render(request, "communities/about.html", context)


def _chosen(request: HttpRequest) -> Filter:
    wanted = request.GET.get("show", "")
    chosen = Filter(wanted) if wanted in set(Filter) else Filter.ALL
    return Filter.ALL if chosen in OF_MEMBERS and request.viewer is None else chosen


def _orders(found: Page[Discussion], order: Order, sections: list[Section]) -> list[tuple[Order, Any, bool]]:
    """Return the orders of a list that is long enough to be put in another: none for a small place."""
    is_long = found.next or found.previous or sections or order != Order.ACTIVITY
    return [(each, ORDERS[each], each == order) for each in ORDERS] if is_long else []


def _topic(request: HttpRequest) -> Topic | None:
    slug = request.GET.get("topic", "")
    return Topic.objects.filter(slug=slug).first() if slug else None


def _at(request: HttpRequest) -> str:
    return request.GET.get("cursor", "")
