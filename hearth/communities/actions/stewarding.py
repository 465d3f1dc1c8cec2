"""That every community has somebody who leads it, when whoever did so goes."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from hearth.activity.actions import record
from hearth.communities.actions.belonging import admit
from hearth.communities.models import Community, Membership, Role
from hearth.communities.permissions import can_appoint_steward, standing_of
from hearth.communities.queries.stewards import lacks_steward, next_steward
from hearth.communities.verbs import ROLE_GIVEN
from hearth.core.refusals import Refusal, require
from hearth.core.turns import take_turn
from hearth.members.models import Member


@transaction.atomic
def appoint_steward(community: Community, membership: Membership | None, *, by: Member) -> None:
    """Let `membership` lead a community that has nobody to; None: `by` does so themself, and joins it.

    Raises PermissionDenied unless `by` keeps order in the house, Refusal when somebody leads it by now.
    """
    require(can_appoint_steward(standing_of(by, community)))
    take_turn(f"stewards {community.pk}")
    if not lacks_steward(community):
        raise Refusal(_("Somebody leads this community already."))
    if membership is None:
        membership = admit(community, by)
    _appoint(membership, by=by)


def pass_on(communities: Iterable[Community]) -> None:
    """Let the moderator who has been there longest lead each of `communities` that has nobody to any more.

    Where there is none it is listed to the house. Belongs in the transaction in which the steward went.
    """
    for community in communities:
        take_turn(f"stewards {community.pk}")
        heir = next_steward(community) if lacks_steward(community) else None
        if heir is not None:
            _appoint(heir, by=None)


def _appoint(membership: Membership, *, by: Member | None) -> None:
    Membership.objects.filter(pk=membership.pk).update(role=Role.STEWARD)
    record(ROLE_GIVEN, by=by, subject=membership)
