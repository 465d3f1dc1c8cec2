"""Whom the leaders of a region ask to join, and the invitations they hand out."""

import secrets
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.core.countries import continent_of
from hearth.core.refusals import Refusal, require
from hearth.members.models import Member
from hearth.organizations.models import Prospect, ProspectInvitation, ProspectState, ProspectStep, Region
from hearth.organizations.permissions import can_use_desk
from hearth.organizations.queries.invitations import digest_of

MOST_PROSPECTS: Final = 500
HOLDS_FOR: Final = timedelta(days=60)
CONTACTS_KEPT: Final = timedelta(days=365)
"""How long after the last step it is known who was spoken with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approach:
    """What is known of a prospect: `contact` is whom one speaks with, `channel` how, `next_step` what comes next."""

    name: str
    country: str
    contact: str = ""
    channel: str = ""
    next_step: str = ""
    next_on: date | None = None


@transaction.atomic
def put_prospect(
    approach: Approach, *, region: Region, by: Member, prospect: Prospect | None = None, at: datetime | None = None
) -> Prospect:
    """Keep a new prospect of `region`, or change what is known of one. Raises PermissionDenied, Refusal.

    Refused are a country of another region, and more than MOST_PROSPECTS.
    """
    require(can_use_desk(by, region.code) and (prospect is None or prospect.region_id == region.code))
    if continent_of(approach.country) != region.code:
        raise Refusal(_("This country is in another region. Tell the leader there."))
    if prospect is None:
        if Prospect.objects.filter(region=region).count() >= MOST_PROSPECTS:
            raise Refusal(_("There are very many prospects already. Remove some first."))
        now = at or timezone.now()
        made = Prospect.objects.create(region=region, kept_by=by, stepped_at=now, **asdict(approach))
        ProspectStep.objects.create(prospect=made, by=by, state=ProspectState.NEW, at=now)
        return made
    Prospect.objects.filter(pk=prospect.pk).update(**asdict(approach))
    prospect.refresh_from_db()
    return prospect


@transaction.atomic
def note_step(
    prospect: Prospect, *, by: Member, state: ProspectState, words: str, at: datetime | None = None
) -> ProspectStep:
    """Write down what was done about a prospect, and how it stands now. Raises PermissionDenied."""
    require(can_use_desk(by, prospect.region_id))
    now = at or timezone.now()
    Prospect.objects.filter(pk=prospect.pk).update(state=state, stepped_at=now)
    return ProspectStep.objects.create(prospect=prospect, by=by, state=state, words=words, at=now)


@transaction.atomic
def remove_prospect(prospect: Prospect, *, by: Member) -> None:
    """Forget a prospect with all that was noted, and the invitations to it. Raises PermissionDenied."""
    require(can_use_desk(by, prospect.region_id))
    Prospect.objects.filter(pk=prospect.pk).delete()


@transaction.atomic
def invite_prospect(prospect: Prospect, *, by: Member, token: str = "", at: datetime | None = None) -> str:
    """Make the one invitation of a prospect, and return its secret, which is kept nowhere; the one before is void.

    Raises PermissionDenied; Refusal where they have applied or joined already.
    """
    require(can_use_desk(by, prospect.region_id))
    held = Prospect.objects.select_for_update(of=("self",)).get(pk=prospect.pk)
    if held.state in (ProspectState.APPLIED, ProspectState.JOINED):
        raise Refusal(_("They have applied already."))
    now, token = at or timezone.now(), token or secrets.token_urlsafe(24)
    ProspectInvitation.objects.filter(prospect=held, used_at=None).delete()
    ProspectInvitation.objects.create(
        prospect=held, digest=digest_of(token), invited_by=by, made_at=now, expires_at=now + HOLDS_FOR
    )
    note_step(held, by=by, state=ProspectState.INVITED, words="", at=now)
    return token


@transaction.atomic
def revoke_prospect_invitation(invitation: ProspectInvitation, *, by: Member) -> None:
    """Take back an invitation that nobody used: it opens nothing any more. Raises PermissionDenied."""
    require(can_use_desk(by, invitation.prospect.region_id))
    ProspectInvitation.objects.filter(pk=invitation.pk, used_at=None).delete()


@transaction.atomic
def forget_contacts(*, now: datetime | None = None) -> int:
    """Forget whom one spoke with, and what was noted of it, CONTACTS_KEPT after the last step; return how many."""
    old = Prospect.objects.filter(stepped_at__lt=(now or timezone.now()) - CONTACTS_KEPT)
    ProspectStep.objects.filter(prospect__in=old).exclude(words="").update(words="")
    return old.exclude(contact="", channel="", next_step="").update(contact="", channel="", next_step="")
