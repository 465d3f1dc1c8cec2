"""Texts, put into an empty site as a community's discussions."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils import timezone

from hearth.communities.models import Community, Crawling, Discussion, Joining, Reading
from hearth.core import richtext
from hearth.members.models import Kind, Member
from hearth.members.models.member import name_key
from hearth.search.actions.indexing import index
from hearth.search.models import Document, Word
from hearth.search.models import Kind as Found
from hearth.search.queries.finding import Search, find
from hearth.search.queries.similar import similar_to
from hearth.topics.actions import put_first_vocabulary
from hearth.topics.models import Topic

BATCH = 500
LONGEST_TITLE = 150


class Text(NamedTuple):
    """What stands in a discussion."""

    title: str
    body: str
    language: str = "en"


def clear(*, vocabulary: bool) -> None:
    """Empty the site; with `vocabulary`, leave it the topics that every new site begins with."""
    for model in (Discussion, Topic, Document, Word):
        model.objects.all().delete()
    if vocabulary:
        put_first_vocabulary()


def discussions_of(texts: Sequence[Text]) -> dict[str, int]:
    """Write `texts` as discussions that everybody may read; return their numbers by address."""
    author, _new = Member.objects.get_or_create(
        name_key=name_key("Evaluate"), defaults={"name": "Evaluate", "kind": Kind.PSEUDONYM}
    )
    place = Community.objects.create(
        name="Texts", description=".", reading=Reading.EVERYONE, joining=Joining.ANYONE, crawling=Crawling.NOTHING
    )
    given = {"community": place, "author": author, "created_at": timezone.now()}
    rows = []
    for text in texts:
        html = richtext.render(text.body)
        title = text.title[:LONGEST_TITLE]
        rows.append(Discussion(title=title, body=html, body_html=html, language=text.language, **given))
    made = Discussion.objects.bulk_create(rows, batch_size=BATCH)
    for first in range(0, len(made), BATCH):
        index(Found.DISCUSSION, [row.pk for row in made[first : first + BATCH]])
    return {row.get_absolute_url(): number for number, row in enumerate(made)}


def found_by(text: str, *, size: int = 10, language: str = "en", kinds: tuple[str, ...] = ()) -> list[str]:
    """Return the addresses of what a visitor finds with `text`, the best first."""
    answer = find(Search(text=text, kinds=kinds), viewer=None, language=language, size=size)
    return [each.address for each in answer.page.items]


def close_to(text: str, *, language: str = "en") -> list[str]:
    """Return the addresses of the discussions that are offered to who asks `text`, the closest first."""
    near = similar_to(text[:LONGEST_TITLE], body=text[LONGEST_TITLE:], viewer=None, language=language)
    return [each.get_absolute_url() for each in near]
