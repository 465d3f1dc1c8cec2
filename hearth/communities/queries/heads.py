"""What stands above each page of a community."""

from typing import Any

from hearth.communities.permissions import Standing, can_ask_to_join, can_join, can_lead, can_read, can_see_members
from hearth.communities.queries.doors import why_no_discussion
from hearth.communities.queries.sentences import robots_of, sentences_of


def head_of(here: Standing, part: str) -> dict[str, Any]:
    """Return what the head of each page of a community shows; `part` is the tab the page is in."""
    return {
        "here": here,
        "community": here.community,
        "part": part,
        "robots": robots_of(here.community),
        "sentences": sentences_of(here.community),
        "can_read": can_read(here),
        "can_join": can_join(here) and not here.community.is_archived,
        "can_ask": can_ask_to_join(here) and not here.community.is_archived,
        "can_start": can_read(here) and not why_no_discussion(here),
        "can_lead": can_lead(here),
        "can_see_members": can_see_members(here),
    }
