"""What the topic picker offers while somebody types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from hearth.core.outer_cache import kept_for_visitors
from hearth.topics.fields import chips, last_word
from hearth.topics.queries import find_topics

SHOWN = 8
FIELDS = ("topics", "words")


@kept_for_visitors
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What was picked, and after it the topics that the word being typed may mean, in any language.

    `for` is the name of the field, whose own parameters follow as its form would send them.
    """
    name = request.GET.get("for", "")
    language = get_language() or "en"
    if name != "topics":
        found = find_topics(request.GET.get(name, ""), language=language, limit=SHOWN) if name in FIELDS else []
        return render(request, "topics/_options.html", {"found": found})
    word = last_word(request.GET.get("topics_words", ""))
    found = find_topics(word, language=language, limit=SHOWN)
    picked = request.GET.getlist("topics")
    return render(request, "topics/_chips.html", {"name": name, "options": chips(picked, found, language=language)})
