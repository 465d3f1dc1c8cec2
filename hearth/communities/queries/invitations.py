"""Invitations, for whoever holds the secret and for those who lead the community."""

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.crypto import salted_hmac

from hearth.communities.models import Community, Invitation


def digest_of(token: str) -> str:
    """Return the keyed digest under which an invitation's secret is kept."""
    return salted_hmac("hearth.communities.invitation", token, algorithm="sha256").hexdigest()


def is_open(token: str) -> bool:
    """Whether there is an invitation with the secret `token` that still holds."""
    return _holding().filter(digest=digest_of(token)).exists()


def get_invitation(token: str) -> Invitation:
    """Return the invitation with the secret `token`, while it holds; raises Http404 for every other."""
    holding = _holding().filter(digest=digest_of(token), community__archived_at=None)
    found = holding.select_related("community__host", "community__region").first()
    if found is None:
        raise Http404
    return found


def _holding() -> QuerySet[Invitation]:
    return Invitation.objects.filter(expires_at__gt=timezone.now(), uses_left__gt=0)


def list_invitations(community: Community) -> list[Invitation]:
    """Return the invitations that hold, the newest first. For those who lead the community."""
    return list(_holding().filter(community=community).order_by("-created_at", "-pk"))


def get_invitation_of(community: Community, public_id: str) -> Invitation:
    """Return an invitation of `community`, for those who lead it; raises Http404."""
    found = Invitation.objects.filter(community=community, public_id=public_id).select_related("community").first()
    if found is None:
        raise Http404
    return found
