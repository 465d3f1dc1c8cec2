"""The vocabulary of health topics, and each topic's own page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hearth.communities.queries.news import discussions_about
from hearth.communities.queries.places import communities_about
from hearth.core.outer_cache import kept_for_visitors
from hearth.members.permissions import can_keep_topics
from hearth.members.queries.around import follows_topic
from hearth.topics.models import Topic
from hearth.topics.queries import find_topics, get_topic, list_topics, neighbors_of, shelves_of, topic_at

LONGEST_SEARCH = 100


@kept_for_visitors
def index(request: HttpRequest) -> HttpResponse:
    """Every topic, or those that a search finds; when there are none, the ones close by."""
    words = " ".join(request.GET.get("q", "").split())[:LONGEST_SEARCH]
    language = get_language() or "en"
    found = find_topics(words, language=language) if words else []
    context = {
        "words": words,
        "longest": LONGEST_SEARCH,
        "found": found,
        "near": neighbors_of(words, language=language) if words and not found else [],
        "shelves": [] if found else shelves_of(list_topics(language=language)),
    }
    return render(request, "front/topics.html", context)


@kept_for_visitors
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic: what it is called, in every language, and what lies around it."""
    try:
        topic = topic_at(slug)
    except Topic.DoesNotExist as error:
        raise Http404 from error
    if topic.slug != slug:
        return redirect("front:topic", topic.slug)
    page = get_topic(topic, language=get_language() or "en")
    crumbs = [(_("Topics"), reverse("front:topics"))]
    crumbs += [(card.name.text, reverse("front:topic", args=[card.slug])) for card in page.broader[:1]]
    found = communities_about(slug, viewer=request.viewer)
    context = {
        "page": page,
        "topic": page.topic,
        "crumbs": crumbs,
        "communities": found,
        "hosts": list({place.host_id: place.host for place in found if place.host}.values()),
        "talks": discussions_about(topic, viewer=request.viewer),
        "follows": follows_topic(request.viewer, slug) if request.viewer else False,
        "may_keep": can_keep_topics(request.viewer),
    }
    return render(request, "front/topic.html", context)
