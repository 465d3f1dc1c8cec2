"""Word of becoming, being and having been a mentor."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any, Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.activity.models import Activity
from hearth.activity.ports import How, Kind, Matter, Telling, Told, Word, of_place, of_subject
from hearth.communities.models import Community
from hearth.communities.queries.readers import who_lead
from hearth.core.paths import path_to
from hearth.core.translated import isolated
from hearth.matching.models import Mentorship, Stage
from hearth.matching.queries.mentorships_told import own_mentorships_told, volunteers_told
from hearth.members import faces
from hearth.members.models import Member
from hearth.members.queries.profiles import profiles_for

MENTORING: Final = Kind("mentoring", gettext_lazy("Somebody asks or answers me about being a mentor"), How.AT_ONCE)


def _mentorship(activity: Activity) -> Matter | None:
    found = Mentorship.objects.filter(pk=activity.subject_id).first()
    return Matter(pk=found.pk, community=found.community_id, doer=activity.actor_id) if found else None


def _whose_it_is(matter: Matter) -> QuerySet[Member]:
    return faces.main_names_of(Member.objects.filter(mentorships=matter.pk), but=matter.doer)


def _who_is_asked(matter: Matter) -> QuerySet[Member]:
    """Return the side that is still to say yes."""
    mentorship = Mentorship.objects.get(pk=matter.pk)
    if mentorship.waits_for_stewards:
        return who_lead(mentorship.community_id, but=matter.doer)
    return _whose_it_is(matter) if mentorship.waits_for_member else Member.objects.none()


def _tell_nominations(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    """Say it to the side that is still to say yes; nothing once it has answered."""
    own = own_mentorships_told(keys, viewer=viewer)
    told = {row.pk: _nomination(row) for row in own if row.waits_for_member}
    volunteers = volunteers_told(keys, viewer=viewer)
    seen = profiles_for((row.member for row in volunteers), viewer=viewer)
    for row in volunteers:
        told[row.pk] = Told(
            sentence=_("%(name)s offers to be a mentor of %(community)s.")
            % {"name": isolated(seen[row.member_id].name), "community": isolated(row.community.name)},
            hint=_("Somebody offers to be a mentor"),
            address=reverse("matching:mentors", args=[row.community.public_id]),
            by=seen[row.member_id],
        )
    return told


def _nomination(row: Mentorship) -> Told:
    sentence = _(
        "The stewards of %(community)s would like you to be a mentor there. Take your time: if you say no, nobody is "
        "told; if you say nothing, it lapses after two months."
    ) % {"community": isolated(row.community.name)}
    return Told(sentence=sentence, hint=_("You are asked to be a mentor"), address=reverse("matching:mentoring"))


def _tell_own(
    keys: Collection[int],
    *,
    viewer: Member,
    holds: Callable[[Mentorship], bool],
    sentence: str | Promise,
    hint: str | Promise,
) -> dict[int, Told]:
    """Say `sentence` of each mentorship of the viewer of which it holds."""
    return {
        row.pk: Told(
            sentence=str(sentence) % {"community": isolated(row.community.name)},
            hint=str(hint),
            address=path_to("matching:mentorship", row.public_id),
        )
        for row in own_mentorships_told(keys, viewer=viewer)
        if holds(row)
    }


def _own(about: str, verb: str, *, matter: Callable[[Activity], Matter | None] = _mentorship, **said: Any) -> Word:
    tell: Telling = partial(_tell_own, **said)
    return Word(
        kind=MENTORING,
        about=about,
        verbs=frozenset({verb}),
        matter=matter,
        people=_whose_it_is,
        tell=tell,
        renews=True,
    )


def _by_steward(activity: Activity) -> Matter | None:
    """Of a term that ended by itself nobody is told: they were asked a month before."""
    return _mentorship(activity) if activity.actor_id is not None else None


def _turned_down(activity: Activity) -> Matter | None:
    # The actor is whoever it happened to: told as the doer, their name there is kept nowhere beside their main name.
    return Matter(pk=activity.subject_id, community=activity.subject_id, doer=activity.actor_id)


def _who_offered(matter: Matter) -> QuerySet[Member]:
    return faces.main_names_of(Member.objects.filter(pk=matter.doer or 0))


def _tell_turned_down(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    """Say that it is not to be for now, where they may still read."""
    return {
        place.pk: Told(
            sentence=_(
                "You were ready to be a mentor of %(community)s. The stewards thank you, and have decided to leave it "
                "for now. It changes nothing else: you belong there as before."
            )
            % {"community": isolated(place.name)},
            hint=_("About being a mentor"),
            address=path_to("communities:community-short", place.public_id),
        )
        for place in Community.objects.readable_by(viewer).filter(pk__in=keys)
    }


NOTICES: Final = (
    Word(
        kind=MENTORING,
        about="nomination",
        verbs=frozenset({"mentorship.proposed"}),
        ends={"mentorship.accepted": of_subject, "mentorship.withdrawn": of_place},
        matter=_mentorship,
        people=_who_is_asked,
        tell=_tell_nominations,
        renews=True,
    ),
    _own(
        "accepted",
        "mentorship.accepted",
        holds=lambda row: row.stage in (Stage.PREPARING, Stage.ACTIVE),
        sentence=gettext_lazy(
            "You offered to be a mentor of %(community)s, and the stewards are glad. Once you are through the short "
            "checklist, questions come to you."
        ),
        hint=gettext_lazy("Your offer to be a mentor was answered"),
    ),
    Word(
        kind=MENTORING,
        about="turned_down",
        verbs=frozenset({"mentorship.turned_down"}),
        matter=_turned_down,
        people=_who_offered,
        tell=_tell_turned_down,
        renews=True,
    ),
    _own(
        "renewal",
        "renewal.asked",
        holds=lambda row: row.asked_at is not None and row.may_renew(timezone.localdate()),
        sentence=gettext_lazy(
            "Your term as a mentor of %(community)s ends within a month. If you would like to go on, one press is "
            "enough; if you do nothing it ends by itself, with thanks."
        ),
        hint=gettext_lazy("Your term as a mentor"),
    ),
    _own(
        "ended",
        "mentorship.ended",
        matter=_by_steward,
        holds=lambda row: row.stage == Stage.ALUMNI,
        sentence=gettext_lazy(
            "A steward has ended your time as a mentor of %(community)s, and wrote to you why. You belong there as "
            "before, and what you wrote stays. Thank you for having been there."
        ),
        hint=gettext_lazy("Your time as a mentor"),
    ),
)
