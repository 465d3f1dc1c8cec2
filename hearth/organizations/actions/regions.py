"""The regions, and who leads them."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.activity.actions import forget, record
from hearth.core.continents import Continent
from hearth.core.outer_cache import forget_pages
from hearth.core.refusals import Refusal, require
from hearth.members.actions.staff_log import note
from hearth.members.models import Member, StaffKind
from hearth.organizations.models import CommunityLeader, LeadershipOffer, Organization, Region
from hearth.organizations.permissions import By, acting, can_appoint_leaders, can_keep_network, leads
from hearth.organizations.verbs import LEADER_APPOINTED, LEADER_ENDED, LEADERSHIP_ANSWERED, LEADERSHIP_OFFERED


def put_regions() -> int:
    """Make sure that there are the six regions, in their order; return how many were added."""
    present = set(Region.objects.values_list("code", flat=True))
    missing = [
        Region(code=code, position=position) for position, code in enumerate(Continent.values) if code not in present
    ]
    return len(Region.objects.bulk_create(missing, ignore_conflicts=True))


@transaction.atomic
def appoint_leader(member: Member, region: Region, *, by: By, at: datetime | None = None) -> CommunityLeader:
    """Make `member` a community leader of `region`; appointing them again changes nothing. Raises PermissionDenied."""
    require(can_appoint_leaders(by))
    at = at or timezone.now()
    leader, is_new = CommunityLeader.objects.get_or_create(member=member, region=region, defaults={"since": at.date()})
    if is_new:
        for offer in LeadershipOffer.objects.filter(member=member, region=region, answered_at=None):
            _close(offer, by)
        note(StaffKind.LEADER_APPOINTED, member, by=acting(by), detail=region.code, at=at)
        record(LEADER_APPOINTED, by=acting(by), subject=leader, at=at)
    return leader


@transaction.atomic
def end_leadership(leader: CommunityLeader, *, by: By, reason: str = "") -> None:
    """End what a community leader does for a region: one's own, or as staff another's, who is told.

    Doing so again changes nothing. Raises PermissionDenied, or Refusal when staff give no reason.
    """
    require(can_appoint_leaders(by) or by == leader.member)
    if by != leader.member and not reason:
        raise Refusal(_("Say why it ends: they read it."))
    rows = CommunityLeader.objects.filter(pk=leader.pk)
    forget(rows)
    if not rows.delete()[0]:
        return
    if by != leader.member:
        ended = note(StaffKind.LEADER_ENDED, leader.member, by=acting(by), reason=reason, detail=leader.region_id)
        record(LEADER_ENDED, by=leader.member, subject=ended)
    forget_pages()


@transaction.atomic
def set_partner(region: Region, organization: Organization | None, *, by: By) -> None:
    """Let an organisation of the network be the partner of `region`, or none. Raises PermissionDenied, Refusal."""
    require(can_keep_network(by))
    if organization is not None and organization.joined_on is None:
        raise Refusal(_("Only an organisation that belongs to the network can be its partner."))
    Region.objects.filter(pk=region.pk).update(partner=organization)
    forget_pages()


@transaction.atomic
def offer_to_lead(region: Region, *, by: Member, words: str, at: datetime | None = None) -> LeadershipOffer:
    """Offer the host to lead `region`; offering it again changes the words. Raises Refusal for who leads there."""
    if leads(by, region.code):
        raise Refusal(_("You lead this region already."))
    offer, is_new = LeadershipOffer.objects.get_or_create(
        member=by, region=region, answered_at=None, defaults={"words": words, "at": at or timezone.now()}
    )
    if is_new:
        record(LEADERSHIP_OFFERED, by=by, subject=offer, at=at)
    else:
        LeadershipOffer.objects.filter(pk=offer.pk).update(words=words)
    return offer


@transaction.atomic
def withdraw_offer(offer: LeadershipOffer, *, by: Member) -> None:
    """Take back one's own offer to lead that nobody answered, words and all. Raises PermissionDenied."""
    require(by == offer.member)
    rows = LeadershipOffer.objects.filter(pk=offer.pk, answered_at=None)
    forget(rows)
    rows.delete()


@transaction.atomic
def close_offer(offer: LeadershipOffer, *, by: By, answer: str = "") -> None:
    """Thank for an offer to lead, with a word to whoever made it: it is not to be for now. Raises PermissionDenied.

    Of two who answer at once, the first one's word stands.
    """
    require(can_appoint_leaders(by))
    _close(offer, by, answer)


def _close(offer: LeadershipOffer, by: By, answer: str = "") -> None:
    waiting = LeadershipOffer.objects.filter(pk=offer.pk, answered_at=None)
    if waiting.update(answered_at=timezone.now(), answer=answer):
        record(LEADERSHIP_ANSWERED, by=acting(by), subject=offer)
