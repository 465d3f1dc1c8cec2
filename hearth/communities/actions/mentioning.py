"""Naming people in a text."""

from collections.abc import Mapping

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from hearth.communities import mentions
from hearth.communities.actions.finding import follow_words
from hearth.communities.excerpts import excerpt_of
from hearth.communities.models import Community, Discussion, Mention, Reply, Revision
from hearth.communities.queries.mentions import find_mentioned
from hearth.core import richtext
from hearth.members.models import Member


def render_with_mentions(
    body: str, *, by: Member, community: Community, discussion: Discussion | None = None
) -> tuple[SafeString, dict[int, Member]]:
    """Return `body` as HTML with the names of people marked, and whom each number in it names.

    One query where something follows an `@`, else none.
    """
    html = richtext.render(body)
    found = find_mentioned(mentions.possible_names(html), by=by, community=community, discussion=discussion)
    if not found:
        return html, {}
    distinct = {member.pk: member for _name, member in sorted(found.items())}
    members = dict(enumerate(list(distinct.values())[: mentions.MOST]))
    numbers = {member.pk: number for number, member in members.items()}
    marked = mentions.marked(html, {name: numbers[each.pk] for name, each in found.items() if each.pk in numbers})
    said = mentions.numbers_in(marked)
    # Clean HTML, to which nothing but our own marks was added.
    return mark_safe(marked), {number: each for number, each in members.items() if number in said}  # noqa: S308


def put_mentions(written: Discussion | Reply, members: Mapping[int, Member]) -> None:
    """Keep whom a new text names, by number. Belongs in the transaction of what is written."""
    if members:
        Mention.objects.bulk_create(
            Mention(**written.row_key, member=member, position=number) for number, member in members.items()
        )


def forget_mentions(written: Discussion | Reply) -> None:
    """Forget whom a text named, since it changes or goes."""
    Mention.objects.filter(**written.row_key).delete()


def take_name_out(mention: Mention) -> None:
    """Take the name of somebody who has left out of a text that names them, and out of what it said before.

    Belongs in a transaction that holds the discussion.
    """
    written = mention.reply or mention.discussion
    said = mentions.names_marked(written.body_html, mention.position)
    with override(written.language):
        for kept in (written, *Revision.objects.filter(discussion=mention.discussion, reply=mention.reply)):
            changed = [name for name in ("body", "body_html") if hasattr(kept, name)]
            for name in changed:
                setattr(kept, name, mentions.without_name(getattr(kept, name), said))
            if isinstance(kept, Discussion):  # made anew: it may end within the name
                kept.excerpt = excerpt_of(kept.body_html)
                changed.append("excerpt")
            kept.save(update_fields=changed)
    if isinstance(written, Reply):
        follow_words(written)
    mention.delete()
