"""What an organisation says of itself, for those who may change it."""

from django.http import Http404

from hearth.core.refusals import require
from hearth.members.models import Member
from hearth.organizations.models import Check, Domain, Office, OfficialAccount, Organization
from hearth.organizations.permissions import can_answer_for, can_edit_profile, can_list_channels
from hearth.organizations.queries.organizations import get_organization


def get_to_edit(public_id: str, *, viewer: Member) -> Organization:
    """Return the organisation, for those who write its profile. Raises Http404, PermissionDenied."""
    organization = get_organization(public_id)
    require(can_edit_profile(viewer, organization))
    return organization


def get_to_list_channels(public_id: str, *, viewer: Member) -> Organization:
    """Return the organisation, for those who say which channels are its own. Raises Http404, PermissionDenied."""
    organization = get_organization(public_id)
    require(can_list_channels(viewer, organization))
    return organization


def get_to_answer_for(public_id: str, *, viewer: Member) -> Organization:
    """Return the organisation, for those who answer for it. Raises Http404, PermissionDenied."""
    organization = get_organization(public_id)
    require(can_answer_for(viewer, organization))
    return organization


def get_office(organization: Organization, public_id: str) -> Office:
    """Return one contact of the organisation; raises Http404."""
    office = organization.offices.select_related("organization").filter(public_id=public_id).first()
    if office is None:
        raise Http404
    return office


def get_account(organization: Organization, public_id: str) -> OfficialAccount:
    """Return one channel of the organisation; raises Http404."""
    account = organization.accounts.select_related("organization").filter(public_id=public_id).first()
    if account is None:
        raise Http404
    return account


def get_domain(organization: Organization, public_id: str) -> Domain:
    """Return one domain of the organisation; raises Http404."""
    domain = organization.domains.select_related("organization").filter(public_id=public_id).first()
    if domain is None:
        raise Http404
    return domain


def looked_at_soon(organization: Organization) -> set[str]:
    """Return the public ids of its channels and domains that the worker is to look at. One query."""
    waiting = Check.objects.waiting().filter(account__organization=organization)
    waiting |= Check.objects.waiting().filter(domain__organization=organization)
    pairs = waiting.values_list("account__public_id", "domain__public_id")
    return {public_id for pair in pairs for public_id in pair if public_id}
