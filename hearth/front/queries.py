"""What a member's own space shows, read from the rooms below."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, Final

from hearth.communities.models import Community
from hearth.communities.models.community import keeps_order_anywhere
from hearth.communities.queries.news import count_open, living_discussions, news_of
from hearth.communities.queries.places import communities_of
from hearth.core.continents import Continent
from hearth.members.models import Account, Member
from hearth.members.queries.around import topics_followed
from hearth.members.queries.follows import list_followed
from hearth.members.queries.profiles import profiles_for
from hearth.members.queries.situation import Named, list_conditions, situation_and_doubt
from hearth.organizations.queries import list_organizations
from hearth.topics.models import Topic
from hearth.topics.queries import TopicCard, broad_topics, cards_of, find_topics, neighbors_of, related_to

SHOWN_TOPICS, SHOWN_PEOPLE, SHOWN_ORGANIZATIONS, SHOWN_COMMUNITIES = 6, 6, 5, 8
GRIEF, CARING = "grief", "caring-for-someone"


class Space:
    """One person's own space, while a page is made: what several parts need is read once."""

    def __init__(self, account: Account, viewer: Member, *, language: str) -> None:
        self.account, self.viewer, self.language = account, viewer, language
        self.situation, self.must_consent_again = situation_and_doubt(account)
        self.is_bereaved = bool(self.situation and self.situation.is_bereaved)
        self.conditions: list[Named] = list_conditions(self.situation, language=language) if self.situation else []
        self.words = self.situation.gentle_words if self.situation else ""

    @property
    def shown_conditions(self) -> list[Named]:
        """The conditions that may come before the person's eyes unasked: after a loss their own alone."""
        return [each for each in self.conditions if each.condition.is_own or not self.is_bereaved]

    @cached_property
    def communities(self) -> list[Community]:
        """The communities the person belongs to, the liveliest first."""
        return communities_of(self.viewer, limit=SHOWN_COMMUNITIES)

    @property
    def keeps_order(self) -> bool:
        """Whether the person keeps order in any community, or in the house."""
        return any(getattr(each, "keeps_order", False) for each in self.communities) or keeps_order_anywhere(
            self.viewer
        )

    @property
    def has_desk(self) -> bool:
        """Whether questions may be brought to the person: they are more than a member somewhere."""
        return any(getattr(each, "has_role", False) for each in self.communities) or self.keeps_order

    def gather(self, name: str) -> dict[str, Any]:
        """Return what the part called `name` shows."""
        return GATHER[name](self)


def suggest_topics(space: Space) -> list[TopicCard]:
    """Return at most SHOWN_TOPICS topics to begin with.

    First those of the person's conditions, then those they follow, then what lies beside these; for want of any, what
    their own words find, else the broad topics. Health data comes in only as its consent allows. Whoever lost somebody
    is shown grief first, and nothing that follows from whom they lost or lies beside what they chose.
    """
    conditions = [each.condition for each in space.conditions]
    own = [each.topic for each in conditions if each.topic and each.is_own]
    cared_for = [each.topic for each in conditions if each.topic and not each.is_own]
    followed = topics_followed(space.viewer)
    if space.is_bereaved:
        grief = list(Topic.objects.filter(slug=GRIEF))
        left_out = {CARING, *(topic.slug for topic in cared_for)} - {topic.slug for topic in own}
        near = _distinct(topic for topic in [*grief, *own, *followed] if topic.slug not in left_out)
    else:
        near = _widened(_distinct([*own, *cared_for, *followed]))
    cards = cards_of(near[:SHOWN_TOPICS], language=space.language) or _by_words(space)
    return cards or broad_topics(language=space.language)[:SHOWN_TOPICS]


def _distinct(topics: Iterable[Topic]) -> list[Topic]:
    return list({topic.pk: topic for topic in topics}.values())


def _widened(topics: list[Topic]) -> list[Topic]:
    """Return `topics`, and after them those related to them, where there are too few."""
    return [*topics, *related_to(topics)] if 0 < len(topics) < SHOWN_TOPICS else topics


def _by_words(space: Space) -> list[TopicCard]:
    """Return what the person's own words find, where they may be read unasked."""
    if not space.words:
        return []
    found = find_topics(space.words, language=space.language, limit=SHOWN_TOPICS)
    return found or neighbors_of(space.words, language=space.language, limit=SHOWN_TOPICS)


def _topics(space: Space) -> dict[str, Any]:
    return {"topics": suggest_topics(space)}


def _people(space: Space) -> dict[str, Any]:
    followed = list_followed(space.viewer, viewer=space.viewer, limit=SHOWN_PEOPLE)
    return {"people": list(profiles_for(followed, viewer=space.viewer).values())}


def _organizations(space: Space) -> dict[str, Any]:
    place = space.viewer.country
    where = {"region": place} if place in Continent.values else {"country": place}
    return {"organizations": list_organizations(**where, size=SHOWN_ORGANIZATIONS).items if place else []}


def _news(space: Space) -> dict[str, Any]:
    news = news_of(space.viewer)
    return {"news": news.new, "waiting": news.waiting, "my_communities": space.communities}


def _communities(space: Space) -> dict[str, Any]:
    return {"my_communities": space.communities}


def _nothing_more(space: Space) -> dict[str, Any]:
    return {}


GATHER: Final[dict[str, Callable[[Space], dict[str, Any]]]] = {
    "news": _news,
    "communities": _communities,
    "topics": _topics,
    "people": _people,
    "organizations": _organizations,
    "you": _nothing_more,
    "situation": _nothing_more,
}
"""What each part of `space.PARTS` shows beside what every part knows."""


def living_places(*, language: str) -> dict[str, Any]:
    """Return what people say in open communities just now, and how many of these there are, for visitors."""
    communities, discussions = count_open()
    return {
        "living": living_discussions(language=language),
        "open_count": communities,
        "discussion_count": discussions,
    }
