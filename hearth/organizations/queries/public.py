"""What everybody reads on the page of an organisation, beside what its row says."""

from typing import NamedTuple

from hearth.organizations.domains import host_of
from hearth.organizations.models import Domain, Office, OfficialAccount, Organization, Origin
from hearth.organizations.queries.claims import is_claimable
from hearth.topics.models import Topic


class PublicProfile(NamedTuple):
    """Its contacts and channels in their order, its topics, and the proof of its website's very domain, if there is."""

    offices: list[Office]
    accounts: list[OfficialAccount]
    topics: list[Topic]
    site_proof: Domain | None


def public_profile(organization: Organization) -> PublicProfile:
    """Return what everybody may read. Four queries at most."""
    host = host_of(organization.website) if organization.website else None
    proven = organization.domains.filter(name=host, proven_at__isnull=False).first() if host else None
    return PublicProfile(
        list(organization.offices.all()),
        list(organization.accounts.all()),
        list(organization.topics.order_by("pk")),
        proven,
    )


def is_unclaimed(organization: Organization) -> bool:
    """Say whether a page invites whoever it belongs to to claim it. One query, none where only a list speaks."""
    if organization.closed_on or organization.is_host:
        return False
    is_listed_only = organization.claimed_at is None and organization.origin == Origin.DIRECTORY
    return is_listed_only or is_claimable(organization)
