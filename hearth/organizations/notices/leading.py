"""Word of leading a region: that one was appointed, was thanked for an offer, or leads no longer."""

from collections.abc import Collection
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.activity.models import Activity
from hearth.activity.ports import How, Kind, Matter, Told, Word
from hearth.members import faces
from hearth.members.models import Member
from hearth.organizations.models import CommunityLeader, LeadershipOffer
from hearth.organizations.queries.leading import endings_told, leaderships_told, offers_answered

LEADING: Final = Kind("leading", gettext_lazy("I am asked to lead a region, or thanked for it"), How.AT_ONCE)


def _leadership(activity: Activity) -> Matter | None:
    found = CommunityLeader.objects.filter(pk=activity.subject_id).first()
    return Matter(pk=found.pk, doer=activity.actor_id) if found else None


def _who_leads(matter: Matter) -> QuerySet[Member]:
    return faces.main_names_of(Member.objects.filter(led_regions=matter.pk), but=matter.doer)


def _tell_appointed(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    """Say it while they lead there."""
    return {
        row.pk: Told(
            sentence=_("You are a community leader now: %(region)s. Thank you. Your desk is on the page of the region.")
            % {"region": row.region},
            hint=_("You lead a region now"),
            address=reverse("front:region", args=[row.region_id]),
        )
        for row in leaderships_told(keys, viewer=viewer)
    }


def _answered(activity: Activity) -> Matter | None:
    """Return the offer, unless whoever made it leads there now: of that they are told."""
    found = LeadershipOffer.objects.filter(pk=activity.subject_id, answered_at__isnull=False).first()
    if found is None or CommunityLeader.objects.filter(member=found.member, region=found.region).exists():
        return None
    return Matter(pk=found.pk, doer=activity.actor_id)


def _who_offered(matter: Matter) -> QuerySet[Member]:
    return faces.main_names_of(Member.objects.filter(leadership_offers=matter.pk), but=matter.doer)


def _tell_answered(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    """Thank them; what staff wrote to them stands on the page only."""
    return {
        row.pk: Told(
            sentence=_("You offered to lead %(region)s. Thank you: it was read, and is left for now. Read the answer.")
            % {"region": row.region},
            hint=_("Your offer to lead a region was answered"),
            address=reverse("organizations:leading", args=[row.region_id]),
        )
        for row in offers_answered(keys, viewer=viewer)
    }


def _ended(activity: Activity) -> Matter | None:
    return Matter(pk=activity.subject_id, doer=activity.actor_id)


def _who_led(matter: Matter) -> QuerySet[Member]:
    return faces.main_names_of(Member.objects.filter(pk__in=[matter.doer] if matter.doer else []))


def _tell_ended(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    """Say that it is over; the row that said where is gone, and the reason stands among what staff did."""
    return {
        key: Told(
            sentence=_("The people who run this place have ended your work as a community leader. Thank you for it."),
            hint=_("About leading a region"),
            address=reverse("members:settings-names"),
        )
        for key in endings_told(keys, viewer=viewer)
    }


NOTICES: Final = (
    Word(
        kind=LEADING,
        about="leadership",
        verbs=frozenset({"leader.appointed"}),
        matter=_leadership,
        people=_who_leads,
        tell=_tell_appointed,
    ),
    Word(
        kind=LEADING,
        about="leadership_answer",
        verbs=frozenset({"leadership.answered"}),
        matter=_answered,
        people=_who_offered,
        tell=_tell_answered,
    ),
    Word(
        kind=LEADING,
        about="leadership_end",
        verbs=frozenset({"leader.ended"}),
        matter=_ended,
        people=_who_led,
        tell=_tell_ended,
    ),
)
