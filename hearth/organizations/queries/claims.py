"""Claims: what may be claimed and how, what waits for staff, what somebody asked."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from hearth.core.paging import Page, page
from hearth.members.models import Member
from hearth.organizations.domains import host_of, read_domain
from hearth.organizations.models import (
    AddressCode,
    Affiliation,
    Claim,
    ClaimState,
    ClaimWay,
    Organization,
)
from hearth.organizations.models.organization import OrganizationQuerySet
from hearth.organizations.permissions import can_keep_network


def claimable() -> OrganizationQuerySet:
    """Return the organisations that anybody may claim: open, and with nobody here who administers them (any more)."""
    administering = Affiliation.objects.administering().filter(member__in=Member.objects.present())
    administered = administering.filter(organization=OuterRef("pk"))
    return Organization.objects.open().filter(~Exists(administered), is_host=False)


def is_claimable(organization: Organization) -> bool:
    """Say whether anybody may claim it. One query."""
    return claimable().filter(pk=organization.pk).exists()


def hosts_for(organization: Organization, *, is_claim: bool) -> set[str]:
    """Return the exact domains at which an address shows that somebody is of the organisation.

    To belong that is a proven domain; to claim, the host of its website too, unless other organisations have the same:
    an address there does not say of which of them somebody is.
    """
    proven = set(organization.domains.filter(proven_at__isnull=False).values_list("name", flat=True))
    own = read_domain(organization.website) if is_claim and organization.website else None
    return proven | ({own} if own and not _is_shared(own, organization) else set())


def site_of(organization: Organization) -> str:
    """Return the host of its website, on which a file can show that somebody looks after it; empty without one."""
    return (read_domain(organization.website) or "") if organization.website else ""


def code_waits(organization: Organization, *, viewer: Member, is_claim: bool) -> bool:
    """Say whether a code is on its way that `viewer` asked for."""
    asked = AddressCode.objects.filter(member=viewer, organization=organization, is_claim=is_claim)
    return asked.filter(until__gt=timezone.now()).exists()


def own_claim(organization: Organization, *, viewer: Member) -> Claim | None:
    """Return the claim of `viewer` that is open, or None."""
    claims = Claim.objects.filter(organization=organization, member=viewer, state=ClaimState.OPEN)
    return claims.filter(until__gt=timezone.now()).first()


def list_claims(*, viewer: Member, cursor: str = "") -> Page[Claim]:
    """Return the claims that wait for staff, the longest first. For staff who may decide; raises Http404."""
    return page(_waiting(viewer), by=("asked_at", "pk"), cursor=cursor)


def get_claim(public_id: str, *, viewer: Member) -> Claim:
    """Return one claim that waits for staff; raises Http404."""
    claim = _waiting(viewer).filter(public_id=public_id).first()
    if claim is None:
        raise Http404
    return claim


def history_of(organization: Organization, *, viewer: Member) -> list[Claim]:
    """Return what became of the claims of an organisation, the newest first; raises Http404 for all but staff."""
    if not can_keep_network(viewer):
        raise Http404
    over = organization.claims.exclude(state=ClaimState.OPEN).select_related("member")
    return list(over.order_by("-asked_at", "-pk")[:20])


def _waiting(viewer: Member) -> QuerySet[Claim]:
    if not can_keep_network(viewer):
        raise Http404
    waiting = Claim.objects.filter(state=ClaimState.OPEN, way=ClaimWay.STAFF, member__isnull=False)
    return waiting.filter(until__gt=timezone.now()).select_related("organization", "member")


def _is_shared(host: str, organization: Organization) -> bool:
    spelled = Q(website__icontains=host) | Q(website__icontains=_in_letters(host))
    alike = Organization.objects.filter(spelled).exclude(pk=organization.pk)
    return any(host_of(website) == host for website in alike.values_list("website", flat=True).iterator())


def _in_letters(host: str) -> str:
    """Return a host as people write it, where its ASCII stands for other letters (IDNA)."""
    try:
        return host.encode().decode("idna")
    except UnicodeError:
        return host
