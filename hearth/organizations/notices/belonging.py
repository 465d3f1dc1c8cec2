"""Word of belonging to an organisation, and of claiming one."""

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
from hearth.members.queries.profiles import profiles_for
from hearth.organizations.models import Affiliation, Claim, ClaimState
from hearth.organizations.queries.told import (
    administrators_of,
    affiliations_to_answer,
    own_affiliations_told,
    own_claims_told,
)

BELONGING: Final = Kind("belonging", gettext_lazy("Somebody asks or answers me about an organisation"), How.AT_ONCE)


def _asked(activity: Activity) -> Matter | None:
    found = Affiliation.objects.filter(pk=activity.subject_id, confirmed_at=None, declined_at=None).first()
    return Matter(pk=found.pk, by=found.member_id, doer=found.member_id) if found else None


def _who_administer(matter: Matter) -> QuerySet[Member]:
    organization = Affiliation.objects.values_list("organization", flat=True).get(pk=matter.pk)
    return faces.main_names_of(administrators_of(organization), but=matter.doer)


def _tell_asked(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    """Say who asks, to those who administer the organisation; nothing once one of them has answered."""
    rows = affiliations_to_answer(keys, viewer=viewer)
    seen = profiles_for((row.member for row in rows), viewer=viewer)
    return {
        row.pk: Told(
            sentence=_("%(name)s says that they belong to %(organization)s. Do you know them?")
            % {"name": isolated(seen[row.member_id].name), "organization": isolated(row.organization.name)},
            hint=_("Somebody asks to belong to your organisation"),
            address=reverse("organizations:people", args=[row.organization.public_id]),
            by=seen[row.member_id],
        )
        for row in rows
    }


def _answered(activity: Activity) -> Matter | None:
    found = Affiliation.objects.filter(pk=activity.subject_id).first()
    return Matter(pk=found.pk, doer=activity.actor_id) if found else None


def _whose_it_is(matter: Matter) -> QuerySet[Member]:
    return faces.main_names_of(Member.objects.filter(affiliations=matter.pk), but=matter.doer)


def _tell_answered(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    """Say what they are there now, or that they were declined; nothing while nobody has answered."""
    return {
        row.pk: Told(
            sentence=_answer(row),
            hint=_("About an organisation you belong to"),
            address=reverse("organizations:settings"),
        )
        for row in own_affiliations_told(keys, viewer=viewer)
    }


def _answer(row: Affiliation) -> str:
    named = {"organization": isolated(row.organization.name), "role": row.get_role_display()}
    if row.declined_at:
        return _("%(organization)s said that you do not belong there. If that is a mistake, you can ask again.") % named
    return _("You belong to %(organization)s: %(role)s. You choose whether your name shows on its page.") % named


def _decided(activity: Activity) -> Matter | None:
    told = (ClaimState.WON, ClaimState.DECLINED, ClaimState.LOST, ClaimState.EXPIRED)
    found = Claim.objects.filter(pk=activity.subject_id, state__in=told, member__isnull=False).first()
    return Matter(pk=found.pk, doer=activity.actor_id) if found else None


def _who_claimed(matter: Matter) -> QuerySet[Member]:
    return faces.main_names_of(Member.objects.filter(claims=matter.pk), but=matter.doer)


def _tell_decided(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    """Say what became of their claim, with the reason if there is one."""
    return {
        claim.pk: Told(
            sentence=_outcome(claim),
            hint=_("About your claim of an organisation"),
            address=reverse(
                "organizations:profile" if claim.state == ClaimState.WON else "organizations:claim",
                args=[claim.organization.public_id],
            ),
        )
        for claim in own_claims_told(keys, viewer=viewer)
    }


def _outcome(claim: Claim) -> str:
    named = {"organization": isolated(claim.organization.name), "answer": isolated(claim.answer)}
    match claim.state:
        case ClaimState.WON:
            return _("You answer for %(organization)s from now on. Begin with what people read of it.") % named
        case ClaimState.DECLINED:
            return _("Your claim of %(organization)s was declined: “%(answer)s”") % named
        case ClaimState.LOST:
            return _("Somebody else was shown to answer for %(organization)s. You can ask them to add you.") % named
        case _:
            return _("Your claim of %(organization)s has run out. You can begin again.") % named


NOTICES: Final = (
    Word(
        kind=BELONGING,
        about="asked",
        verbs=frozenset({"affiliation.asked"}),
        ends={
            "affiliation.confirmed": of_subject,
            "affiliation.declined": of_subject,
            "affiliation.ended": of_subject,
        },
        matter=_asked,
        people=_who_administer,
        tell=_tell_asked,
        renews=True,
    ),
    Word(
        kind=BELONGING,
        about="affiliation",
        verbs=frozenset({"affiliation.confirmed", "affiliation.declined", "affiliation.changed"}),
        ends={"affiliation.asked": of_subject, "affiliation.ended": of_subject},
        matter=_answered,
        people=_whose_it_is,
        tell=_tell_answered,
        renews=True,
    ),
    Word(
        kind=BELONGING,
        about="claim",
        verbs=frozenset({"claim.decided"}),
        matter=_decided,
        people=_who_claimed,
        tell=_tell_decided,
    ),
)
