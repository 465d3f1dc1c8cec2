"""What ends with a person."""

from collections.abc import Sequence

from django.db import transaction

from hearth.activity.actions import forget
from hearth.members.models import Member
from hearth.organizations.models import (
    AddressCode,
    Affiliation,
    Application,
    ApplicationMessage,
    Check,
    Claim,
    ClaimState,
    CommunityLeader,
    Dues,
    LeadershipOffer,
    MembershipStep,
    NetworkMembership,
    Prospect,
    ProspectInvitation,
    ProspectStep,
    Seat,
)


@transaction.atomic
def forget_person(faces: Sequence[Member]) -> None:
    """Erase where a person who leaves belonged, what they led and what they claimed, under all their `faces`.

    Every trace of it goes. Of a claim that was decided there stays that it was, how and when: not by whom, no word.
    """
    for model in (Affiliation, CommunityLeader):
        rows = model._default_manager.filter(member__in=faces)
        forget(rows)
        rows.delete()
    AddressCode.objects.filter(member__in=faces).delete()
    claims = Claim.objects.filter(member__in=faces)
    forget(claims)
    Check.objects.filter(claim__in=claims).delete()
    claims.filter(state=ClaimState.OPEN).delete()
    claims.update(member=None, host="", reason="", answer="")
    Claim.objects.filter(decided_by__in=faces).update(decided_by=None, answer="")


@transaction.atomic
def forget_joining(faces: Sequence[Member]) -> None:
    """Erase what a person asked of the network, held in it and wrote for it, under all their `faces`.

    What others rest on stays without them: that an application was decided, that a prospect was spoken with, that
    dues were paid. Their words go, and whom they alone spoke with for a prospect.
    """
    applications = Application.objects.filter(applicant__in=faces)
    messages = ApplicationMessage.objects.filter(author__in=faces)
    invitations = ProspectInvitation.objects.filter(invited_by__in=faces)
    rows = [applications, messages, invitations]
    rows += [model._default_manager.filter(member__in=faces) for model in (LeadershipOffer, NetworkMembership, Seat)]
    for found in rows:
        forget(found)
        found.delete()
    Application.objects.filter(recommended_by__in=faces).update(recommendation="", recommended_by=None)
    Application.objects.filter(decided_by__in=faces).update(reason="", decided_by=None)
    _forget_prospects(faces)
    MembershipStep.objects.filter(by__in=faces).update(reason="", by=None)
    Dues.objects.filter(recorded_by__in=faces).update(note="", recorded_by=None)


def _forget_prospects(faces: Sequence[Member]) -> None:
    """Leave the region whom it asked and how that stands, and a contact to those who have spoken there, too."""
    kept = Prospect.objects.filter(kept_by__in=faces)
    shared = ProspectStep.objects.exclude(by=None).exclude(by__in=faces).values("prospect")
    kept.exclude(pk__in=shared).update(contact="", channel="")
    ProspectStep.objects.filter(by__in=faces).update(words="", by=None)
    kept.update(next_step="", next_on=None, kept_by=None)
