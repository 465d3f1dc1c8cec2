"""Invitations to prospects, known by a keyed digest of their secret."""

from typing import Final

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.crypto import salted_hmac

from hearth.members.models import Member
from hearth.organizations.models import ProspectInvitation

ASKED_IN: Final = "asked_into_network"
"""Where a session keeps the secret of the invitation that a visitor holds, until they have come in."""


def digest_of(token: str) -> str:
    """Return the keyed digest under which an invitation's secret is kept."""
    return salted_hmac("hearth.organizations.invitation", token, algorithm="sha256").hexdigest()


def holding() -> QuerySet[ProspectInvitation]:
    """Return the invitations that still hold: not used, not run out."""
    return ProspectInvitation.objects.filter(used_at=None, expires_at__gt=timezone.now())


def get_prospect_invitation(token: str) -> ProspectInvitation:
    """Return the invitation with the secret `token` while it holds; raises Http404 for every other."""
    found = holding().select_related("prospect__region", "invited_by").filter(digest=digest_of(token)).first()
    if found is None:
        raise Http404
    return found


def find_prospect_invitation(token: str) -> ProspectInvitation | None:
    """Return the invitation with the secret `token` while it holds, else None."""
    return holding().select_related("prospect").filter(digest=digest_of(token)).first() if token else None


def inviter_of(invitation: ProspectInvitation, *, viewer: Member | None) -> Member | None:
    """Return who invites, while they lead the region and where `viewer` may open their page; else None."""
    leading = Member.objects.met_by(viewer).filter(led_regions__region=invitation.prospect.region_id)
    return leading.filter(pk=invitation.invited_by_id).first()
