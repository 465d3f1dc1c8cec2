"""What becomes of somebody's part in communities when they are erased."""

from collections import Counter
from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import F, Q

from hearth.activity.actions import forget
from hearth.communities.actions.erasing import erase_discussion, erase_replies
from hearth.communities.actions.finding import recount_findings
from hearth.communities.actions.holding import hold_discussions
from hearth.communities.actions.mentioning import take_name_out
from hearth.communities.actions.picturing import erase_pictures
from hearth.communities.actions.reacting import COUNTED
from hearth.communities.actions.stewarding import pass_on
from hearth.communities.models import (
    Attention,
    Community,
    Discussion,
    Draft,
    Finding,
    Invitation,
    Membership,
    Mention,
    Picture,
    Pseudonym,
    Reaction,
    Rearrangement,
    Reply,
    Restriction,
    Revision,
)
from hearth.communities.queries.stewards import led_alone
from hearth.core.outer_cache import forget_pages
from hearth.members.actions.nobody import nobody
from hearth.members.models import Member

REACTIONS = 500  # in one transaction
POSTS = 50  # in one transaction: about a fifth of a second


@transaction.atomic
def erase_some(faces: Sequence[Member], *, keep_writing: bool) -> bool:
    """Erase a little of what a person may have left much of by all their `faces`; say whether there may be more.

    That is their reactions, what they found of replies, and unless `keep_writing` their words: every reply, then every
    opening, so that a discussion only they wrote in goes altogether. Then their names in the words of others.
    """
    if _take_some_reactions_back(faces) or _take_some_findings_back(faces):
        return True
    if not keep_writing and (_erase_some_replies(faces) or _erase_some_openings(faces)):
        return True
    return _take_some_names_out(faces)


@transaction.atomic
def forget_person(faces: Sequence[Member], *, addresses: Collection[str], keep_writing: bool) -> frozenset[int]:
    """Erase what is kept of a person by all their `faces`; return the keys of those that words left behind need.

    Their words stay where `keep_writing`, without pictures and without what they said before; else they go, and a mark
    stays where others answered. What they take back or took back stands under nobody's name from then on. `addresses`
    are their mail addresses, of which an invitation may hold one.
    """
    while erase_some(faces, keep_writing=keep_writing):
        pass
    _leave_communities(faces)
    for kept in (Attention, Draft, Pseudonym, Restriction):
        kept._default_manager.filter(member__in=faces).delete()
    Rearrangement.objects.filter(by__in=faces).update(by=None)
    Invitation.objects.filter(Q(invited_by__in=faces) | Q(email__in=addresses)).delete()
    Revision.objects.filter(Q(reply__author__in=faces) | Q(reply=None, discussion__author__in=faces)).delete()
    _erase_pictures(faces)
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


def _leave_communities(faces: Sequence[Member]) -> None:
    rows = Membership.objects.filter(member__in=faces)
    forget(rows)
    gone = Counter(rows.standing().values_list("community", flat=True))
    led = led_alone(faces)
    rows.delete()
    pass_on(led)
    for community, count in sorted(gone.items()):
        Community.objects.filter(pk=community).update(member_count=F("member_count") - count)


def _take_some_reactions_back(faces: Sequence[Member]) -> bool:
    some = list(Reaction.objects.filter(member__in=faces).order_by("pk")[:REACTIONS])
    for kind, field in COUNTED.items():
        to = [each for each in some if each.kind == kind]
        openings = [each.discussion_id for each in to if each.reply_id is None]
        Discussion.objects.filter(pk__in=openings).update(**{field: F(field) - 1})
        Reply.objects.filter(pk__in=[each.reply_id for each in to if each.reply_id]).update(**{field: F(field) - 1})
    Reaction.objects.filter(pk__in=[each.pk for each in some]).delete()
    return bool(some)


def _take_some_findings_back(faces: Sequence[Member]) -> bool:
    some = dict(Finding.objects.filter(member__in=faces).order_by("pk").values_list("pk", "discussion_id")[:POSTS])
    found = hold_discussions(some.values())
    Finding.objects.filter(pk__in=some).delete()
    for discussion in found:
        recount_findings(discussion)
    return bool(some)


def _erase_some_replies(faces: Sequence[Member]) -> bool:
    """Erase the latest of them: an answer goes before what it answers. Nobody did anything to them."""
    latest = Reply.objects.filter(author__in=faces, deleted_at=None).order_by("-pk")
    some = dict(latest.values_list("pk", "discussion_id")[:POSTS])
    hold_discussions(some.values())
    found = list(latest.filter(pk__in=some, discussion__in=some.values()).select_related("discussion", "parent"))
    forget(found)
    erase_replies(found)
    return bool(some)


def _erase_some_openings(faces: Sequence[Member]) -> bool:
    latest = Discussion.objects.filter(author__in=faces, deleted_at=None).order_by("-pk")
    some = hold_discussions(latest.values_list("pk", flat=True)[:POSTS])
    forget(some)
    for discussion in some:
        erase_discussion(discussion, by=None)
    return bool(some)


def _take_some_names_out(faces: Sequence[Member]) -> bool:
    named = Mention.objects.filter(member__in=faces).order_by("pk")
    some = dict(named.values_list("pk", "discussion_id")[:POSTS])
    hold_discussions(some.values())
    for mention in named.filter(pk__in=some).select_related("reply", "discussion"):
        take_name_out(mention)
    return bool(some)
