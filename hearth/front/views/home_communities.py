"""The parts that communities play on the pages people begin at."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from hearth.communities.queries.news import count_open, living_discussions, news_of
from hearth.communities.queries.places import communities_of

SHOWN_COMMUNITIES = 8


def for_member(request: HttpRequest) -> dict[str, Any]:
    """Return what is new in what the member follows, what waits for an answer, and their communities."""
    news = news_of(request.viewer)
    mine = communities_of(request.viewer, limit=SHOWN_COMMUNITIES)
    return {"news": news.new, "waiting": news.waiting, "my_communities": mine}


def for_visitor() -> dict[str, Any]:
    """Return what people say in open communities just now, and how many there are."""
    communities, discussions = count_open()
    return {
        "living": living_discussions(language=get_language() or "en"),
        "open_count": communities,
        "discussion_count": discussions,
    }
