"""Who leads, and who offers to, as the person themself sees it."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.http import Http404

from hearth.members import faces
from hearth.members.models import Member, StaffAction, StaffKind
from hearth.organizations.models import CommunityLeader, LeadershipOffer


def own_offers(viewer: Member, *, region: str) -> list[LeadershipOffer]:
    """Return what the person behind `viewer` offered `region`, answered or not, the newest first. One query."""
    return list(_own(viewer).filter(region=region).order_by("-at", "-pk"))


def get_own_offer(public_id: str, *, region: str, viewer: Member) -> LeadershipOffer:
    """Return the offer to lead `region` that `viewer` made under this very name and nobody answered; raises Http404."""
    waiting = LeadershipOffer.objects.filter(region=region, member=viewer, answered_at=None)
    found = waiting.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def offers_answered(keys: Collection[int], *, viewer: Member) -> list[LeadershipOffer]:
    """Return those of `keys` that the person behind `viewer` made and that were answered with thanks. One query."""
    answered = _own(viewer).filter(pk__in=keys, answered_at__isnull=False)
    return list(answered.select_related("region"))


def leaderships_told(keys: Collection[int], *, viewer: Member) -> list[CommunityLeader]:
    """Return those of `keys` by which the person behind `viewer` leads a region now. One query."""
    mine = CommunityLeader.objects.filter(faces.same_person(viewer, "member"), pk__in=keys)
    return list(mine.select_related("region"))


def endings_told(keys: Collection[int], *, viewer: Member) -> list[int]:
    """Return those of `keys` with which staff ended what the person behind `viewer` led. One query."""
    ended = StaffAction.objects.filter(faces.same_person(viewer, "subject"), kind=StaffKind.LEADER_ENDED, pk__in=keys)
    return list(ended.values_list("pk", flat=True))


def _own(viewer: Member) -> QuerySet[LeadershipOffer]:
    return LeadershipOffer.objects.filter(faces.same_person(viewer, "member"))
