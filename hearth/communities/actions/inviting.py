"""Invitations: a link, or a mail to one address; for so long, so many times."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.communities.actions.belonging import admit, in_turn, require_place_for
from hearth.communities.models import Community, Invitation, Membership
from hearth.communities.permissions import Standing, can_lead, standing_of
from hearth.communities.queries.invitations import digest_of
from hearth.core import mail
from hearth.core.refusals import Refusal, require
from hearth.core.upkeep import prune
from hearth.members.models import Member
from hearth.members.queries.people import has_proven

MOST_OPEN = 50
KEEP_EXPIRED = timedelta(days=30)


@transaction.atomic
def invite(
    community: Community,
    *,
    by: Member,
    token: str = "",
    email: str = "",
    language: str = "en",
    uses: int = 1,
    days: int = 14,
) -> str:
    """Make an invitation that holds for `days` and `uses` times, and return its secret, which is kept nowhere.

    The secret is `token`, of `core.idempotency.secret_of`, or a new one. With `email` it is sent there, in `language`,
    and used once. Raises PermissionDenied unless `by` leads the community, Refusal when it is archived, or has an
    open invitation to `email` or MOST_OPEN in all already.
    """
    require(can_lead(standing_of(by, community)))
    if community.is_archived:
        raise Refusal(_("This community is closed. You can still read it."))
    now = timezone.now()
    holding = Invitation.objects.filter(community=community, expires_at__gt=now, uses_left__gt=0)
    if email and holding.filter(email__iexact=email).exists():
        raise Refusal(_("There is an open invitation to this address already. You can take it back below."))
    if holding.count() >= MOST_OPEN:
        raise Refusal(_("There are many open invitations already. Take some back first."))
    token, expires_at = token or secrets.token_urlsafe(24), now + timedelta(days=days)
    Invitation.objects.create(
        community=community,
        invited_by=by,
        digest=digest_of(token),
        email=email,
        uses_left=1 if email else uses,
        expires_at=expires_at,
    )
    if email:
        given = {"path": reverse("communities:invitation", args=[token]), "name": by.name, "days": days}
        mail.send("communities/mail/invitation.html", to=email, language=language, context=given, expires_at=expires_at)
    return token


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: Member) -> Membership:
    """Make `by` a member. One who is a member already uses nothing up.

    Raises Refusal when it was used up, taken back or ran out in the meantime, was sent to an address that is not a
    proven one of theirs, or the person may not be there.
    """
    here = in_turn(by, invitation.community)
    if here.is_member and here.membership:
        return here.membership
    require_place_for(Standing(by, invitation.community))
    if invitation.email and not has_proven(by, invitation.email):
        raise Refusal(_("This invitation is for one email address, and it is not one of yours. Ask for another."))
    still = Invitation.objects.filter(pk=invitation.pk, expires_at__gt=timezone.now(), uses_left__gt=0)
    if not still.update(uses_left=F("uses_left") - 1):
        raise Refusal(_("This invitation no longer holds. Ask whoever invited you for a new one."))
    Invitation.objects.filter(pk=invitation.pk, uses_left=0).update(email="")
    return admit(invitation.community, by)


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: Member) -> None:
    """Take an invitation back: it is gone, with its address."""
    require(can_lead(standing_of(by, invitation.community)))
    Invitation.objects.filter(pk=invitation.pk).delete()


def prune_invitations() -> int:
    """Forget invitations that ran out KEEP_EXPIRED ago; return how many."""
    return prune(Invitation.objects.filter(expires_at__lt=timezone.now() - KEEP_EXPIRED))
