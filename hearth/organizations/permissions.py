"""Who may do what in the network."""

from enum import Enum
from typing import Final

from hearth.members import faces, permissions
from hearth.members.models import Kind, Member
from hearth.members.permissions import has_right
from hearth.organizations.models import (
    Affiliation,
    AffiliationRole,
    Application,
    Claim,
    CommunityLeader,
    NetworkMembership,
    Organization,
)


class House(Enum):
    """Whoever runs the server, acting from its command line; no request ever carries it."""

    ITSELF = "house"


HOUSE: Final = House.ITSELF
By = Member | House | None


def acting(by: By) -> Member | None:
    """Return the member who acts, None when it is the house."""
    return by if isinstance(by, Member) else None


def can_put_organizations(by: By) -> bool:
    """Organisations are entered by staff who were given that right."""
    return _is_given(by, "organizations.add_organization")


def can_answer_for(by: By, organization: Organization) -> bool:
    """Its confirmed administrators answer for an organisation, and staff who were given that right."""
    return _holds(by, organization, AffiliationRole.ADMINISTRATOR) or _is_given(by, "organizations.change_organization")


def can_edit_profile(by: By, organization: Organization) -> bool:
    """Its confirmed administrators and editors write its public profile, and staff who were given that right."""
    return _holds(by, organization, AffiliationRole.ADMINISTRATOR, AffiliationRole.EDITOR) or _is_given(
        by, "organizations.change_organization"
    )


def can_list_channels(by: By, organization: Organization) -> bool:
    """Those who write its profile say which channels are its own, and so does whoever leads its social media."""
    return can_edit_profile(by, organization) or _holds(by, organization, AffiliationRole.SOCIAL_MEDIA_LEAD)


def can_affiliate(by: By, member: Member, organization: Organization) -> bool:
    """A person says of themself, under their usual name, where they belong; otherwise only whoever runs the server."""
    return by is HOUSE or (by == member and member.kind == Kind.MAIN)


def can_vouch_for_proofs(by: By) -> bool:
    """Staff who were given that right say of a channel or a domain that it is an organisation's own."""
    return can_keep_network(by)


def can_claim(by: Member) -> bool:
    """People claim under their usual name: they answer for an organisation with it."""
    return by.kind == Kind.MAIN


def can_decide_claim(by: Member, claim: Claim) -> bool:
    """Claims are decided by staff who were given that right and did not make them, under any name."""
    return can_keep_network(by) and claim.member is not None and not faces.are_one(by, claim.member)


def can_end_affiliation(by: By, affiliation: Affiliation) -> bool:
    """Either side may end it."""
    return by == affiliation.member or can_answer_for(by, affiliation.organization)


def can_appoint_leaders(by: By) -> bool:
    """Community leaders are appointed by staff who were given that right, or look after the network."""
    return _is_given(by, "organizations.add_communityleader") or can_keep_network(by)


def _holds(by: By, organization: Organization, *roles: AffiliationRole) -> bool:
    return (
        isinstance(by, Member)
        and organization.affiliations.filter(member=by, role__in=roles, confirmed_at__isnull=False).exists()
    )


def _is_given(by: By, right: str) -> bool:
    return by is HOUSE or (isinstance(by, Member) and has_right(by, right))


def leads(by: By, region_id: str) -> bool:
    """Whether `by` is a community leader of the region, at this moment."""
    return isinstance(by, Member) and CommunityLeader.objects.filter(member=by, region=region_id).exists()


def can_keep_network(by: By) -> bool:
    """The host's staff who were given that right look after the network: its levels, dues, rules and leaders."""
    return by is HOUSE or (isinstance(by, Member) and permissions.can_keep_network(by))


def can_use_desk(by: By, region_id: str) -> bool:
    """The leaders of a region, and the host's staff."""
    return leads(by, region_id) or can_keep_network(by)


def can_read_application(by: By, application: Application) -> bool:
    """Whoever asks, the leaders of that region, and the host's staff."""
    return by == application.applicant or can_use_desk(by, application.region_id)


def can_recommend(by: By, application: Application) -> bool:
    """A leader of the region says what they think, never of their own request, under whatever name."""
    return leads(by, application.region_id) and not _is_own(by, application)


def can_decide_application(by: By, application: Application) -> bool:
    """The host decides; so does nobody about their own request."""
    return can_keep_network(by) and not _is_own(by, application)


def can_answer_for_membership(by: By, membership: NetworkMembership) -> bool:
    """A person answers for their own membership; for an organisation's, whoever answers for that."""
    if membership.organization is None:
        return by == membership.member
    return can_answer_for(by, membership.organization)


def can_see_membership(by: By, membership: NetworkMembership) -> bool:
    """Whoever answers for it, and the host's staff."""
    return can_answer_for_membership(by, membership) or can_keep_network(by)


def _is_own(by: By, application: Application) -> bool:
    return isinstance(by, Member) and faces.are_one(by, application.applicant)
