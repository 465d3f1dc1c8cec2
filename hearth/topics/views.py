"""What the topic picker offers while somebody types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from hearth.core.origin import same_origin_instead_of_token
from hearth.core.pace import keeps_pace
from hearth.topics.fields import chips, last_word
from hearth.topics.queries import TopicCard, find_topics, neighbors_of

SHOWN = 8
FIELDS = ("topics", "words")


@require_POST
@same_origin_instead_of_token
def suggestions(request: HttpRequest) -> HttpResponse:
    """What was picked, and after it the topics that the word being typed may mean, in any language; 204 for who asks
    too fast.

    `for` is the name of the field, whose own parameters are posted as its form would send them: what somebody types is
    in no address, and so in no log of a proxy.
    """
    if not keeps_pace(request, "suggestions"):
        return HttpResponse(status=204)
    name = request.GET.get("for", "")
    language = get_language() or "en"
    if name != "topics":
        found = _found(request.POST.get(name, ""), language) if name in FIELDS else []
        return render(request, "topics/_options.html", {"found": found})
    word = last_word(request.POST.get("topics_words", ""))
    found = _found(word, language)
    picked = request.POST.getlist("topics")
    return render(request, "topics/_chips.html", {"name": name, "options": chips(picked, found, language=language)})


def _found(words: str, language: str) -> list[TopicCard]:
    """Return the topics that `words` may mean; where no name has them, those whose names come close."""
    found = find_topics(words, language=language, limit=SHOWN)
    return found or neighbors_of(words, language=language, limit=SHOWN)
