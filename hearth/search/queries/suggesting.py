"""What somebody may be about to type: topics and places they may know of, and no word of anybody's."""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from hearth.communities.models import Community
from hearth.core.translated import Words
from hearth.members.models import Member
from hearth.topics.queries import find_topics, neighbors_of

TOPICS: Final = 6
PLACES: Final = 3
LONGEST: Final = 60  # letters of a beginning


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name and where it leads; `beside` is the word it was found by, when that is another one."""

    name: Words
    address: str
    beside: Words | None = None


def suggestions(beginning: str, *, viewer: Member | None, language: str) -> list[Suggestion]:
    """Return topics and communities with a name that has `beginning` in it, else topics whose names come close.

    Five queries, three more where no topic has it.
    """
    words = " ".join(beginning.split())[:LONGEST].replace("\0", "")
    if len(words) < 2:
        return []
    found = [
        Suggestion(card.name, reverse("front:topic", args=[card.slug]), card.matched)
        for card in find_topics(words, language=language, limit=TOPICS) or neighbors_of(words, language=language)
    ]
    places = Community.objects.visible_to(viewer).filter(name__icontains=words, archived_at=None)
    return found + [
        Suggestion(Words(row.name, row.lang), reverse("communities:community", args=[row.public_id, row.slug]))
        for row in places.order_by("-active_at", "-pk")[:PLACES]
    ]
