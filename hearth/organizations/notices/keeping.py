"""Word for those who keep the network: what waits for them and for nobody else."""

from collections.abc import Collection
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.activity.models import Activity
from hearth.activity.ports import How, Kind, Matter, Told, Word, of_subject
from hearth.core.translated import isolated
from hearth.members import faces
from hearth.members.models import Member
from hearth.organizations.models import Claim, ClaimState, ClaimWay, LeadershipOffer
from hearth.organizations.notices.joining import RECRUITING
from hearth.organizations.permissions import can_keep_network
from hearth.organizations.queries.desk import list_offers
from hearth.organizations.queries.told import claims_to_decide, keepers


def _keeps(person: Member, _community: object) -> bool:
    return can_keep_network(person)


CLAIMING: Final = Kind(
    "claiming", gettext_lazy("Somebody claims an organisation and asks us to decide"), How.AT_ONCE, concerns=_keeps
)


def _who_keep(matter: Matter) -> QuerySet[Member]:
    return faces.main_names_of(keepers(), but=matter.doer)


def _of_claim(activity: Activity) -> Matter | None:
    waiting = Claim.objects.filter(state=ClaimState.OPEN, way=ClaimWay.STAFF)
    found = waiting.filter(pk=activity.subject_id).first()
    return Matter(pk=found.pk, doer=activity.actor_id) if found else None


def _tell_claims(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    """Say which organisation is claimed; who claims it, and why, stands on the page only."""
    return {
        row.pk: Told(
            sentence=_("Somebody says that they answer for %(organization)s, and asks you to decide.")
            % {"organization": isolated(row.organization.name)},
            hint=_("A claim of an organisation waits for a decision"),
            address=reverse("organizations:staff-claim", args=[row.public_id]),
        )
        for row in claims_to_decide(keys, viewer=viewer)
    }


def _of_offer(activity: Activity) -> Matter | None:
    found = LeadershipOffer.objects.filter(pk=activity.subject_id, answered_at=None).first()
    return Matter(pk=found.pk, doer=activity.actor_id) if found else None


def _tell_offers(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    return {
        row.pk: Told(
            sentence=_("Somebody offers to lead a region: %(region)s.") % {"region": row.region},
            hint=_("Somebody offers to lead a region"),
            address=reverse("organizations:staff"),
        )
        for row in list_offers(viewer=viewer).filter(pk__in=keys)
    }


NOTICES: Final = (
    Word(
        kind=CLAIMING,
        about="claim_asked",
        of="claim",
        verbs=frozenset({"claim.asked"}),
        ends={"claim.decided": of_subject},
        matter=_of_claim,
        people=_who_keep,
        tell=_tell_claims,
    ),
    Word(
        kind=RECRUITING,
        about="leadership_offer",
        verbs=frozenset({"leadership.offered"}),
        ends={"leadership.answered": of_subject},
        matter=_of_offer,
        people=_who_keep,
        tell=_tell_offers,
    ),
)
