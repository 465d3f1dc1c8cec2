"""Word of what communities and people decide for each other: requests, roles, an end, and a place that closes."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.activity.models import Activity
from hearth.activity.ports import How, Kind, Matter, Told, Word, of_subject
from hearth.communities.models import Community, Membership, Role
from hearth.communities.models.community import places_of
from hearth.communities.notices.posts import NEWS
from hearth.communities.queries.memberships_told import own_memberships_told, requests_told
from hearth.communities.queries.readers import holds_role, who_belong, who_lead
from hearth.core.paths import path_to
from hearth.core.translated import isolated
from hearth.members import faces
from hearth.members.models import Member
from hearth.members.queries.profiles import profiles_for

REQUESTS: Final = Kind(
    "requests",
    gettext_lazy("Somebody asks to join a community I lead"),
    How.DAILY,
    is_of_places=True,
    is_of_communities=True,
    concerns=partial(holds_role, roles=(Role.STEWARD,)),
)
PLACES: Final = Kind(
    "places", gettext_lazy("A community answers my request, gives me a role or ends my membership"), How.AT_ONCE
)

GIVEN: Final[Mapping[str, str | Promise]] = {
    Role.STEWARD: gettext_lazy(
        "You lead %(community)s now: you let people in, invite, give roles and say what it is for."
    ),
    Role.MODERATOR: gettext_lazy("You are a moderator of %(community)s now: you keep order there."),
    Role.MENTOR: gettext_lazy("You are a mentor of %(community)s now."),
    Role.CLINICIAN: gettext_lazy("You are a clinician in residence of %(community)s now."),
    Role.MEMBER: gettext_lazy("You are an ordinary member of %(community)s now."),
}


def _request(activity: Activity) -> Matter | None:
    found = Membership.objects.waiting().filter(pk=activity.subject_id).first()
    return Matter(pk=found.pk, community=found.community_id, doer=activity.actor_id) if found else None


def _who_decide(matter: Matter) -> QuerySet[Member]:
    return who_lead(matter.community or 0, but=matter.doer)


def _tell_requests(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    """Say who asks, to those who can answer; nothing once somebody did."""
    rows = requests_told(keys, viewer=viewer)
    seen = profiles_for((row.member for row in rows), viewer=viewer)
    return {
        row.pk: Told(
            sentence=_("%(name)s asks to join %(community)s.")
            % {"name": isolated(seen[row.member_id].name), "community": isolated(row.community.name)},
            hint=_("Somebody asks to join a community that you lead"),
            address=path_to("communities:requests", row.community.public_id),
            by=seen[row.member_id],
        )
        for row in rows
    }


def _answered(activity: Activity) -> Matter | None:
    found = Membership.objects.filter(pk=activity.subject_id).exclude(granted_at=None, refused_at=None).first()
    return Matter(pk=found.pk, community=found.community_id, doer=activity.actor_id) if found else None


def _whose_it_is(matter: Matter) -> QuerySet[Member]:
    return faces.main_names_of(Member.objects.filter(memberships=matter.pk), but=matter.doer)


def _tell_answers(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    """Say to whoever asked what was decided, and never by whom."""
    return {row.pk: _answer(row) for row in own_memberships_told(keys, viewer=viewer)}


def _answer(row: Membership) -> Told:
    told = {"community": isolated(row.community.name)}
    if row.granted_at is not None:
        sentence = _("You asked to join %(community)s, and its stewards have let you in.") % told
    else:
        sentence = (
            _(
                "You asked to join %(community)s, and its stewards did not let you in this time. You can ask again, "
                "and say more about yourself."
            )
            % told
        )
    page = "welcome" if row.granted_at is not None else "join"
    address = reverse(f"communities:{page}", args=[row.community.public_id])
    return Told(sentence=sentence, hint=_("Your request to join was answered"), address=address)


def _role(activity: Activity) -> Matter | None:
    found = Membership.objects.standing().filter(pk=activity.subject_id).first()
    return Matter(pk=found.pk, community=found.community_id, doer=activity.actor_id) if found else None


def _tell_roles(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    """Say to somebody what they are in a community now."""
    return {
        row.pk: Told(
            sentence=str(GIVEN[row.role]) % {"community": isolated(row.community.name)},
            hint=_("You lead a community now") if row.role == Role.STEWARD else _("Your role in a community"),
            address=path_to("communities:community-short", row.community.public_id),
        )
        for row in own_memberships_told(keys, viewer=viewer)
        if row.granted_at is not None
    }


def _ended(activity: Activity) -> Matter | None:
    # The actor is whoever it happened to: told as the doer, their name there is kept nowhere beside their main name.
    return Matter(pk=activity.subject_id, community=activity.subject_id, doer=activity.actor_id)


def _who_was_removed(matter: Matter) -> QuerySet[Member]:
    return faces.main_names_of(Member.objects.filter(pk=matter.doer or 0))


def _place_joined(activity: Activity) -> Collection[int]:
    return (activity.subject_id,)


def _place_let_into(activity: Activity) -> Collection[int]:
    return list(Membership.objects.filter(pk=activity.subject_id).values_list("community", flat=True))


def _tell_removed(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    """Say that they do not belong there any more, by name only where they may still know of the place."""
    left = list(Community.objects.filter(pk__in=keys).exclude(pk__in=places_of(viewer)))
    known = set(Community.objects.visible_to(viewer).filter(pk__in=keys).values_list("pk", flat=True))
    return {place.pk: _removal(place, is_known=place.pk in known) for place in left}


def _removal(place: Community, *, is_known: bool) -> Told:
    told = {"community": isolated(place.name)}
    sentence = (
        _(
            "A steward has ended your membership in %(community)s. What you wrote there is still yours: you find it "
            "under “Saved”, where you can take it back."
        )
        % told
        if is_known
        else _(
            "A steward has ended your membership in one of your communities. What you wrote there is still yours: you "
            "find it under “Saved”, where you can take it back."
        )
    )
    return Told(
        sentence=sentence, hint=_("Your membership in a community has ended"), address=reverse("communities:bookmarks")
    )


def _archived(activity: Activity) -> Matter | None:
    found = Community.objects.filter(pk=activity.subject_id, archived_at__isnull=False).first()
    return Matter(pk=found.pk, community=found.pk, doer=activity.actor_id) if found else None


def _who_belong(matter: Matter) -> QuerySet[Member]:
    return who_belong(matter.pk, but=matter.doer)


def _tell_archived(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    """Say it to those who may read there, while it is so."""
    closed = Community.objects.readable_by(viewer).filter(pk__in=keys, archived_at__isnull=False)
    return {
        place.pk: Told(
            sentence=_("%(community)s is closed now: you can still read it, and nobody writes or joins any more.")
            % {"community": isolated(place.name)},
            hint=_("A community was closed"),
            address=path_to("communities:community-short", place.public_id),
        )
        for place in closed
    }


NOTICES: Final = (
    Word(
        kind=REQUESTS,
        about="request",
        verbs=frozenset({"membership.requested"}),
        ends=dict.fromkeys(["membership.granted", "membership.refused", "membership.withdrawn"], of_subject),
        matter=_request,
        people=_who_decide,
        tell=_tell_requests,
    ),
    Word(
        kind=PLACES,
        about="membership",
        verbs=frozenset({"membership.granted", "membership.refused"}),
        ends={"membership.withdrawn": of_subject},
        matter=_answered,
        people=_whose_it_is,
        tell=_tell_answers,
        renews=True,
    ),
    Word(
        kind=PLACES,
        about="role",
        verbs=frozenset({"role.given"}),
        matter=_role,
        people=_whose_it_is,
        tell=_tell_roles,
        renews=True,
    ),
    Word(
        kind=PLACES,
        about="removal",
        verbs=frozenset({"membership.ended"}),
        ends={"community.joined": _place_joined, "membership.granted": _place_let_into},
        matter=_ended,
        people=_who_was_removed,
        tell=_tell_removed,
        renews=True,
    ),
    Word(
        kind=NEWS,
        about="archived",
        verbs=frozenset({"community.archived"}),
        ends={"community.reopened": of_subject},
        matter=_archived,
        people=_who_belong,
        tell=_tell_archived,
        renews=True,
    ),
)
