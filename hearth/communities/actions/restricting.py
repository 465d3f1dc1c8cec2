"""Asking somebody not to write in a community for a time, and letting them again."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.communities.models import Community, Restriction
from hearth.communities.permissions import can_restrict, standing_of
from hearth.core.refusals import Refusal, require
from hearth.core.turns import take_turn
from hearth.members.models import Member


@transaction.atomic
def restrict(community: Community, member: Member, *, by: Member, until: datetime, reason: str) -> Restriction:
    """Let the person behind `member` write nothing in `community` before `until`; one that holds is replaced.

    Raises PermissionDenied unless `by` may, Refusal when `until` is past.
    """
    require(can_restrict(standing_of(by, community), member))
    now = timezone.now()
    if until <= now:
        raise Refusal(_("Choose a day that is still to come."))
    take_turn(f"restriction {community.pk} {member.pk}")  # two moderators at once: the later one's holds
    Restriction.objects.filter(community=community, member=member, lifted_at=None).update(lifted_at=now)
    return Restriction.objects.create(community=community, member=member, until=until, reason=reason, began_at=now)


@transaction.atomic
def lift_restriction(community: Community, member: Member, *, by: Member) -> bool:
    """Let the person behind `member` write again, as far as this name goes; say whether that changed anything."""
    require(can_restrict(standing_of(by, community), member))
    holding = Restriction.objects.filter(community=community, member=member).holding()
    return bool(holding.update(lifted_at=timezone.now()))
