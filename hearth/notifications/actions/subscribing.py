"""What somebody chooses by the link in a mail, without signing in: the link says whose choice it is, and about what."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q

from hearth.activity.ports import KINDS, How
from hearth.communities.models import Community, Discussion
from hearth.members.models import Member
from hearth.notifications.actions.choosing import choose, choose_at
from hearth.notifications.links import Occasion
from hearth.notifications.models import Choice
from hearth.notifications.queries.choices import kinds_in

EVERYWHERE, COMMUNITY, DISCUSSION = "everywhere", "community", "discussion"
BY_MAIL = (How.WEEKLY, How.DAILY, How.AT_ONCE)


@transaction.atomic
def choose_by_mail(occasion: Occasion, how: How, where: str = EVERYWHERE) -> None:
    """Bring what `occasion` is about as `how` says from now on: everywhere, or in its community or its discussion only.

    Chosen for more, it holds for the less too: what was chosen before for its discussion, or its community, ends. Of a
    digest it is all that comes in it.
    """
    member, ways = Member.objects.get(pk=occasion.member), dict.fromkeys(kinds_in(occasion), how)
    nearer = Q(discussion__isnull=False, discussion=occasion.discussion)
    if where == DISCUSSION:
        choose_at(member, Discussion.objects.get(pk=occasion.discussion or 0), ways)
        return
    if where == EVERYWHERE:
        nearer |= Q(community__isnull=False, community=occasion.community)
    Choice.objects.filter(nearer, member=member, kind__in=ways).delete()
    if where == COMMUNITY:
        choose_at(member, Community.objects.get(pk=occasion.community or 0), ways)
    else:
        choose(member, ways)
        _bring_places(occasion, how)


@transaction.atomic
def stop(occasion: Occasion) -> None:
    """Mail nothing more of what `occasion` is about, wherever it happens: it stays in the page. Twice is no harm."""
    member, kinds = Member.objects.get(pk=occasion.member), kinds_in(occasion)
    mine = Choice.objects.filter(member=member, kind__in=kinds)
    mine.exclude(community=None, discussion=None).filter(how__in=BY_MAIL).delete()
    chosen: Mapping[str, str] = dict(mine.filter(community=None, discussion=None).values_list("kind", "how"))
    mailed = [kind for kind in kinds if chosen.get(kind, KINDS[kind].first) in BY_MAIL]
    choose(member, dict.fromkeys(mailed, How.PAGE))
    _bring_places(occasion, How.PAGE)


def _bring_places(occasion: Occasion, how: How) -> None:
    """Bring what comes in a digest for one place only as the rest of it: else it would come on."""
    if not occasion.kind:
        mine = Choice.objects.filter(member=occasion.member, how=occasion.how)
        mine.exclude(community=None, discussion=None).update(how=how)
