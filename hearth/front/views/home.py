from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from hearth.front.views import home_communities
from hearth.members.queries.own import get_situation, has_agreed_to_rules
from hearth.organizations.queries import list_organizations
from hearth.topics.queries import TopicCard, find_topics, list_topics, neighbors_of

SHOWN_TOPICS = 6
SHOWN_ORGANIZATIONS = 5


@login_required
def show(request: HttpRequest) -> HttpResponse:
    """The member's own space: places to begin, organisations near by, and how others meet this person."""
    situation, language = get_situation(request.user), get_language() or "en"
    own = _topics_of(situation.words, language) if situation else []
    country = request.viewer.country
    near = list_organizations(country=country, size=SHOWN_ORGANIZATIONS) if country else None
    context = {
        "today": timezone.localdate(),
        "has_agreed": has_agreed_to_rules(request.user),
        "situation": situation,
        "topics": own or [group.topic for group in list_topics(language=language)][:SHOWN_TOPICS],
        "organizations": near.items if near else [],
    } | home_communities.for_member(request)
    return render(request, "front/home.html", context)


def _topics_of(words: str, language: str) -> list[TopicCard]:
    return find_topics(words, language=language, limit=SHOWN_TOPICS) or neighbors_of(
        words, language=language, limit=SHOWN_TOPICS
    )
