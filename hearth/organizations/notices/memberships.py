"""Word of memberships of the network, and of the seats that they give."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.activity.models import Activity
from hearth.activity.ports import How, Kind, Matter, Told, Word, of_subject
from hearth.core.paths import path_to
from hearth.core.translated import isolated
from hearth.members import faces
from hearth.members.models import Member
from hearth.organizations.actions.memberships import is_due
from hearth.organizations.models import Application, MembershipState, NetworkMembership, Seat
from hearth.organizations.permissions import can_keep_network
from hearth.organizations.queries.memberships import answered_for, memberships_told, seats_told
from hearth.organizations.queries.told import administrators_of, keepers


def _belongs(person: Member, _community: object) -> bool:
    asked = Application.objects.filter(applicant=person)
    return asked.exists() or answered_for(person).exists() or can_keep_network(person)


BELONGING: Final = Kind(
    "membership", gettext_lazy("A membership of the network that I answer for"), How.AT_ONCE, concerns=_belongs
)


Holds = Callable[[NetworkMembership], bool]


def _of_membership(activity: Activity, *, holds: Holds) -> Matter | None:
    found = NetworkMembership.objects.filter(pk=activity.subject_id).first()
    return Matter(pk=found.pk, doer=activity.actor_id) if found and holds(found) else None


def _who_answer(matter: Matter) -> QuerySet[Member]:
    """Return who answers for a membership; where nobody does any more, the host's staff."""
    row = NetworkMembership.objects.get(pk=matter.pk)
    if row.organization_id is None:
        return faces.main_names_of(Member.objects.filter(network_memberships=row.pk), but=matter.doer)
    administrators = administrators_of(row.organization_id)
    return faces.main_names_of(administrators if administrators.exists() else keepers(), but=matter.doer)


def _tell_memberships(
    keys: Collection[int], *, viewer: Member, holds: Holds, sentence: str | Promise, hint: str | Promise
) -> dict[int, Told]:
    """Say `sentence` of each membership that the viewer may open and of which it holds."""
    return {
        row.pk: Told(
            sentence=str(sentence) % {"name": isolated(row.organization.name if row.organization else viewer.name)},
            hint=str(hint),
            address=path_to("organizations:membership", row.public_id),
        )
        for row in memberships_told(keys, viewer=viewer)
        if holds(row)
    }


def _of_seat(activity: Activity) -> Matter | None:
    found = Seat.objects.filter(pk=activity.subject_id).first()
    return Matter(pk=found.pk, doer=activity.actor_id) if found else None


def _who_sits(matter: Matter) -> QuerySet[Member]:
    return faces.main_names_of(Member.objects.filter(seats=matter.pk), but=matter.doer)


def _tell_seats(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    return {
        row.pk: Told(
            sentence=_("You hold a seat of %(name)s in the network: you speak for it there.")
            % {"name": isolated(str(row.membership.organization))},
            hint=_("A seat in the network"),
            address=reverse("front:organization", args=[row.membership.organization.public_id]),
        )
        for row in seats_told(keys, viewer=viewer)
        if row.membership.organization is not None
    }


def _belonging(about: str, verb: str, *, holds: Holds, sentence: str | Promise, hint: str | Promise) -> Word:
    """Return word of a membership."""
    return Word(
        kind=BELONGING,
        about=about,
        of="network_membership",
        verbs=frozenset({verb}),
        ends={each: of_subject for each in ("network_membership.renewed", "network_membership.ended") if each != verb},
        matter=partial(_of_membership, holds=holds),
        people=_who_answer,
        tell=partial(_tell_memberships, holds=holds, sentence=sentence, hint=hint),
        renews=True,
    )


NOTICES: Final = (
    _belonging(
        "membership_due",
        "network_membership.due",
        holds=lambda row: row.state == MembershipState.ACTIVE and is_due(row, timezone.localdate()),
        sentence=gettext_lazy("The membership of %(name)s in the network runs out soon. One press renews it."),
        hint=gettext_lazy("A membership runs out soon"),
    ),
    _belonging(
        "membership_lapsed",
        "network_membership.lapsed",
        holds=lambda row: row.state == MembershipState.LAPSED,
        sentence=gettext_lazy(
            "The membership of %(name)s in the network was not renewed, and rests. Nothing is lost: you can renew it."
        ),
        hint=gettext_lazy("A membership rests"),
    ),
    _belonging(
        "membership_ended",
        "network_membership.ended",
        holds=lambda row: row.state == MembershipState.ENDED,
        sentence=gettext_lazy("The host has ended the membership of %(name)s in the network. Read why."),
        hint=gettext_lazy("A membership has ended"),
    ),
    Word(
        kind=BELONGING,
        about="seat",
        verbs=frozenset({"seat.given"}),
        ends={"seat.freed": of_subject},
        matter=_of_seat,
        people=_who_sits,
        tell=_tell_seats,
        renews=True,
    ),
)
