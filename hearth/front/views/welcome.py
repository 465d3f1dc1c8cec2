from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from hearth.core.outer_cache import kept_for_visitors
from hearth.core.worldmap import lights
from hearth.front.queries import living_places
from hearth.organizations.queries import count_by_country, count_regions
from hearth.topics.queries import list_topics

SHOWN_TOPICS = 9


@kept_for_visitors
def show(request: HttpRequest) -> HttpResponse:
    """The visitor's home; members have their own space."""
    if request.viewer is not None:
        return redirect("front:home")
    language = get_language() or "en"
    groups = list_topics(language=language)
    counts = count_by_country()
    context = {
        "topics": [group.topic for group in groups][:SHOWN_TOPICS],
        "topic_count": len({card.slug for group in groups for card in (group.topic, *group.narrower)}),
        "lights": lights(counts),
        "organization_count": sum(counts.values()),
        "country_count": len(counts),
        "region_count": count_regions(),
    } | living_places(language=language)
    return render(request, "front/welcome.html", context)
