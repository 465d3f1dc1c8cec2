"""What becomes of somebody's part in communities when they are erased."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from hearth.activity.actions import forget
from hearth.communities.actions.erasing import erase_discussion, erase_reply
from hearth.communities.actions.picturing import erase_pictures
from hearth.communities.actions.reacting import COUNTED
from hearth.communities.actions.stewarding import pass_on
from hearth.communities.models import (
    Attention,
    Community,
    Discussion,
    Draft,
    Invitation,
    Membership,
    Mention,
    Picture,
    Pseudonym,
    Reaction,
    ReactionKind,
    Reply,
    Restriction,
    Revision,
)
from hearth.communities.queries.stewards import led_alone
from hearth.core.outer_cache import forget_pages
from hearth.members.actions.nobody import nobody
from hearth.members.models import Member

CHUNK = 500


@transaction.atomic
def forget_person(faces: Sequence[Member], *, addresses: Collection[str], keep_writing: bool) -> frozenset[int]:
    """Erase what is kept of a person by all their `faces`; return the keys of those that words left behind need.

    Their words stay where `keep_writing`, without pictures and without what they said before; else they go, and a mark
    stays where others answered. What they take back or took back stands under nobody's name from then on. `addresses`
    are their mail addresses, of which an invitation may hold one.
    """
    _take_reactions_back(faces)
    _leave_communities(faces)
    for kept in (Attention, Draft, Pseudonym, Restriction):
        kept._default_manager.filter(member__in=faces).delete()
    Invitation.objects.filter(Q(invited_by__in=faces) | Q(email__in=addresses)).delete()
    Revision.objects.filter(Q(reply__author__in=faces) | Q(reply=None, discussion__author__in=faces)).delete()
    _erase_pictures(faces)
    Mention.objects.filter(member__in=faces).delete()
    if not keep_writing:
        _erase_words(faces)
    marks = [model._default_manager.filter(author__in=faces, deleted_at__isnull=False) for model in (Discussion, Reply)]
    if any(rows.exists() for rows in marks):
        for rows in marks:
            rows.update(author=nobody())
    forget_pages()
    written = (model._default_manager.filter(author__in=faces) for model in (Discussion, Reply))
    return frozenset(pk for rows in written for pk in rows.values_list("author", flat=True).distinct())


def _erase_pictures(faces: Sequence[Member]) -> None:
    """Erase every picture they posted, with words that stay too: a picture tells whose it is as no name does."""
    erase_pictures(Picture.objects.filter(Q(reply__author__in=faces) | Q(reply=None, discussion__author__in=faces)))
    for model in (Discussion, Reply):
        model._default_manager.filter(author__in=faces, has_pictures=True).update(has_pictures=False)


def _take_reactions_back(faces: Sequence[Member]) -> None:
    for reaction in Reaction.objects.filter(member__in=faces):
        to: Any = Reply if reaction.reply_id else Discussion
        field = COUNTED[ReactionKind(reaction.kind)]
        to.objects.filter(pk=reaction.reply_id or reaction.discussion_id).update(**{field: F(field) - 1})
    Reaction.objects.filter(member__in=faces).delete()


def _leave_communities(faces: Sequence[Member]) -> None:
    rows = Membership.objects.filter(member__in=faces)
    forget(rows)
    gone = Counter(rows.standing().values_list("community", flat=True))
    led = led_alone(faces)
    rows.delete()
    pass_on(led)
    for community, count in sorted(gone.items()):
        Community.objects.filter(pk=community).update(member_count=F("member_count") - count)


def _erase_words(faces: Sequence[Member]) -> None:
    """Take out every reply, then every opening: so a discussion that only they wrote in goes altogether."""
    replies = Reply.objects.filter(author__in=faces, deleted_at=None)
    for reply in _each(replies.select_related("discussion", "parent")):
        erase_reply(reply, by=None)
    for discussion in _each(Discussion.objects.filter(author__in=faces, deleted_at=None)):
        erase_discussion(discussion, by=None)


def _each(found: QuerySet[Any]) -> Iterable[Any]:
    """Yield the rows in parts, the latest first: an answer goes before what it answers. Nobody did anything to them."""
    while rows := list(found.order_by("-pk")[:CHUNK]):
        forget(rows)
        yield from rows
