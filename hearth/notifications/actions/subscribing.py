"""What somebody chooses by the link in a mail, without signing in: the link says whose choice it is, and about what."""

from django.db import transaction
from django.db.models import Q

from hearth.activity.ports import KINDS, How
from hearth.notifications.links import Word
from hearth.notifications.models import Choice
from hearth.notifications.queries.choices import kinds_in

EVERYWHERE, COMMUNITY, DISCUSSION = "everywhere", "community", "discussion"
BY_MAIL = (How.WEEKLY, How.DAILY, How.AT_ONCE)


@transaction.atomic
def choose(word: Word, how: How, where: str = EVERYWHERE) -> None:
    """Bring what `word` is about as `how` says from now on: everywhere, or in its community or its discussion only.

    Chosen for more, it holds for the less too: what was chosen before for its discussion, or its community, ends. Of a
    digest it is all that comes in it.
    """
    community = word.community if where == COMMUNITY else None
    discussion = word.discussion if where == DISCUSSION else None
    nearer = Q(discussion__isnull=False, discussion=word.discussion)
    if where == EVERYWHERE:
        nearer |= Q(community__isnull=False, community=word.community)
    for kind in kinds_in(word):
        if where != DISCUSSION:
            Choice.objects.filter(nearer, member=word.member, kind=kind).delete()
        keep(word.member, kind, how, community=community, discussion=discussion)


@transaction.atomic
def stop(word: Word) -> None:
    """Mail nothing more of what `word` is about, wherever it happens: it stays in the page. Twice is no harm."""
    for kind in kinds_in(word):
        mine = Choice.objects.filter(member=word.member, kind=kind)
        mine.exclude(community=None, discussion=None).filter(how__in=BY_MAIL).delete()
        everywhere = mine.filter(community=None, discussion=None).first()
        if How(everywhere.how if everywhere else KINDS[kind].first) in BY_MAIL:
            keep(word.member, kind, How.PAGE)


def keep(member: int, kind: str, how: How, *, community: int | None = None, discussion: int | None = None) -> None:
    """Note that `member` wants `kind` to come as `how` says: everywhere, or in that place."""
    Choice.objects.update_or_create(
        member_id=member, kind=kind, community_id=community, discussion_id=discussion, defaults={"how": how}
    )
