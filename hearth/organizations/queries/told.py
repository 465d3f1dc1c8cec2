"""What word of the network is about, as things are now: for those whom it concerns."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils import timezone

from hearth.members import faces
from hearth.members.models import Member
from hearth.organizations.models import (
    Affiliation,
    Claim,
    ClaimState,
    ClaimWay,
    Domain,
    OfficialAccount,
)
from hearth.organizations.permissions import can_keep_network
from hearth.organizations.queries.organizations import administered_by


def keepers() -> QuerySet[Member]:
    """Return the staff who look after the network."""
    return Member.objects.filter(pk__in=[each.pk for each in faces.staff() if can_keep_network(each)])


def administrators_of(organization_id: int) -> QuerySet[Member]:
    """Return the people who administer the organisation and are here."""
    administering = Affiliation.objects.administering().filter(organization=organization_id)
    return Member.objects.present().filter(pk__in=administering.values("member"))


def affiliations_to_answer(keys: Collection[int], *, viewer: Member) -> list[Affiliation]:
    """Return those of `keys` that wait for an answer of `viewer`, from whom no block parts who asks. One query."""
    waiting = Affiliation.objects.filter(pk__in=keys, confirmed_at=None, declined_at=None)
    here = Member.objects.present().exclude(pk__in=Member.objects.hidden_from(viewer).values("pk"))
    return list(
        waiting.filter(organization__in=administered_by(viewer), member__in=here).select_related(
            "member", "organization"
        )
    )


def own_affiliations_told(keys: Collection[int], *, viewer: Member) -> list[Affiliation]:
    """Return those of `keys` that are of `viewer` and were answered. One query."""
    answered = Affiliation.objects.filter(pk__in=keys, member=viewer).exclude(confirmed_at=None, declined_at=None)
    return list(answered.select_related("organization"))


def own_claims_told(keys: Collection[int], *, viewer: Member) -> list[Claim]:
    """Return those of `keys` that `viewer` made and that are over. One query."""
    over = Claim.objects.filter(pk__in=keys, member=viewer).exclude(state__in=[ClaimState.OPEN, ClaimState.WITHDRAWN])
    return list(over.select_related("organization"))


def claims_to_decide(keys: Collection[int], *, viewer: Member) -> list[Claim]:
    """Return those of `keys` that wait for staff, for `viewer` who is one of them and did not make them. One query."""
    if not can_keep_network(viewer):
        return []
    waiting = Claim.objects.filter(pk__in=keys, state=ClaimState.OPEN, way=ClaimWay.STAFF, until__gt=timezone.now())
    return list(waiting.exclude(faces.same_person(viewer, "member")).select_related("organization"))


def lapsed_accounts_told(keys: Collection[int], *, viewer: Member) -> list[OfficialAccount]:
    """Return those of `keys` that are not proven, of organisations that `viewer` administers. One query."""
    rows = OfficialAccount.objects.filter(pk__in=keys, verified_at=None, organization__in=administered_by(viewer))
    return list(rows.select_related("organization"))


def lapsed_domains_told(keys: Collection[int], *, viewer: Member) -> list[Domain]:
    """Return those of `keys` that are not proven, of organisations that `viewer` administers. One query."""
    rows = Domain.objects.filter(pk__in=keys, proven_at=None, organization__in=administered_by(viewer))
    return list(rows.select_related("organization"))
