"""Texts of others, put into an empty database as a community's discussions."""

from collections.abc import Sequence

from django.utils import timezone

from hearth.communities.models import Community, Crawling, Discussion, Joining, Reading
from hearth.core import richtext
from hearth.members.models import Kind, Member
from hearth.members.models.member import name_key
from hearth.search.actions.indexing import index
from hearth.search.models import Kind as Found
from hearth.search.queries.finding import Search, find

BATCH = 500


def discussions_of(texts: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Write `texts`, titles and bodies, as discussions that everybody may read; return their numbers by address."""
    Discussion.objects.all().delete()
    author, _new = Member.objects.get_or_create(
        name_key=name_key("Evaluate"), defaults={"name": "Evaluate", "kind": Kind.PSEUDONYM}
    )
    place = Community.objects.create(
        name="Texts", description=".", reading=Reading.EVERYONE, joining=Joining.ANYONE, crawling=Crawling.NOTHING
    )
    rows = []
    for title, body in texts:
        html = richtext.render(body)
        rows.append(
            Discussion(
                community=place, author=author, title=title[:150], body=html, body_html=html, created_at=timezone.now()
            )
        )
    made = Discussion.objects.bulk_create(rows, batch_size=BATCH)
    for first in range(0, len(made), BATCH):
        index(Found.DISCUSSION, [row.pk for row in made[first : first + BATCH]])
    return {row.get_absolute_url(): number for number, row in enumerate(made)}


def found_by(text: str, *, size: int = 10, language: str = "en", kinds: tuple[str, ...] = ()) -> list[str]:
    """Return the addresses of what a visitor finds with `text`, the best first."""
    answer = find(Search(text=text, kinds=kinds), viewer=None, language=language, size=size)
    return [each.address for each in answer.page.items]
