"""Communities, as somebody may see them."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import BooleanField, Case, Count, Exists, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast
from django.db.models.lookups import Contains
from django.http import Http404
from django.shortcuts import get_object_or_404

from hearth.communities.models import Community, Membership, Role
from hearth.communities.models.community import keeps_order_anywhere, places_kept_by, places_of
from hearth.communities.models.restriction import carrying
from hearth.communities.permissions import Standing, standing_by, strongest_of
from hearth.core.paging import Page, page
from hearth.core.translated import SOURCE_LANGUAGE
from hearth.members import faces
from hearth.members.models import Member, is_parted, is_present
from hearth.members.queries.profiles import ProfileSeen, profiles_for
from hearth.organizations.models import Organization
from hearth.topics.models import NameKind, Topic, TopicName
from hearth.topics.queries import TopicGroup, list_topics

PAGE = 20
MOST_SHOWN = 200


class PersonHere(NamedTuple):
    """Somebody of a community, and what a reader sees of them."""

    membership: Membership
    profile: ProfileSeen


def get_community(public_id: str, *, viewer: Member | None) -> Community:
    """Return the community `viewer` (None: a visitor) may know of; raises Http404, whether it is there or not."""
    found = Community.objects.visible_to(viewer).select_related("region", "host").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def enter(public_id: str, *, viewer: Member | None, as_house: bool = False) -> Standing:
    """Return the community `viewer` may know of, and what they are in it; raises Http404, whether it is there or not.

    `as_house` lets those who keep order everywhere into what belongs to them of a community that nobody leads.
    Two queries for its members, three for others, and one more to see whether they keep order everywhere.
    """
    if viewer is None:
        return Standing(None, get_community(public_id, viewer=None))
    mine = Membership.objects.filter(faces.same_person(viewer, "member"), community__public_id=public_id)
    found = list(carrying(mine.select_related("community__region", "community__host"), viewer))
    strongest = strongest_of(found)
    if strongest is not None and strongest.granted_at is not None:
        community = strongest.community
    else:
        community = _known(public_id, viewer, as_house=as_house and keeps_order_anywhere(viewer))
    return standing_by(found, viewer, community)


def _known(public_id: str, viewer: Member, *, as_house: bool) -> Community:
    if not as_house:
        return get_community(public_id, viewer=viewer)
    unled = Community.objects.without_steward()
    known = Community.objects.visible_to(viewer) | Community.objects.filter(pk__in=unled.values("pk"))
    return get_object_or_404(known.select_related("region", "host"), public_id=public_id)


def list_communities(
    *, viewer: Member | None, language: str = "", topic: Topic | None = None, cursor: str = "", size: int = PAGE
) -> Page[Community]:
    """Return a page of the communities `viewer` may know of, the liveliest first; archived ones are left out.

    `language` is one of those spoken there; `topic` stands for what is under it too.
    """
    found = Community.objects.visible_to(viewer).filter(archived_at=None)
    if language:
        found = found.filter(speaks(language))
    if topic is not None:
        found = found.filter(pk__in=_about(topic))
    return page(found, by=("-active_at", "-pk"), size=size, cursor=cursor)


def speaks(language: str) -> Case:
    """Return the condition that people speak `language` in a community, true or false."""
    spoken = Contains(Cast("languages", TextField()), Value(f'"{language}"'))
    return Case(When(lang=language, then=Value(True)), default=spoken, output_field=BooleanField())


def communities_of(viewer: Member, *, limit: int = 100) -> list[Community]:
    """Return the communities the person behind `viewer` belongs to, the liveliest first. For that person only.

    Each says as `keeps_order` whether the person keeps order in any community at all, and as `has_role` whether they
    are more than a member anywhere. One query.
    """
    held = Membership.objects.standing().filter(faces.same_person(viewer, "member")).exclude(role=Role.MEMBER)
    found = Community.objects.filter(pk__in=places_of(viewer)).annotate(
        keeps_order=Exists(places_kept_by(viewer)), has_role=Exists(held)
    )
    return list(found.order_by("-active_at", "-pk")[:limit])


def communities_about(slug: str, *, viewer: Member | None, limit: int = 6) -> list[Community]:
    """Return the communities about topic `slug` or what is under it that `viewer` may know of, the liveliest first."""
    around = Q(topic__slug=slug) | Q(topic__broader__slug=slug)
    about = Community.topics.through.objects.filter(around).values("community")
    found = Community.objects.visible_to(viewer).filter(archived_at=None, pk__in=about).select_related("host")
    return list(found.order_by("-active_at", "-pk")[:limit])


def communities_hosted_by(organization: Organization, *, viewer: Member | None, limit: int = 12) -> list[Community]:
    """Return the communities `organization` hosts that `viewer` may know of, the liveliest first."""
    found = Community.objects.visible_to(viewer).filter(archived_at=None, host=organization)
    return list(found.order_by("-active_at", "-pk")[:limit])


def communities_in(region: str, *, viewer: Member | None, limit: int = 12) -> list[Community]:
    """Return the communities of a region that `viewer` may know of, the liveliest first. One query."""
    found = Community.objects.visible_to(viewer).filter(archived_at=None, region=region)
    return list(found.order_by("-active_at", "-pk")[:limit])


def count_hosted_by(organizations: Iterable[Organization], *, viewer: Member | None) -> dict[int, int]:
    """Return how many communities each of `organizations` hosts that `viewer` may know of, by primary key. One query.

    Those that host none are left out.
    """
    found = Community.objects.visible_to(viewer).filter(archived_at=None, host__in=[each.pk for each in organizations])
    return dict(found.order_by().values_list("host").annotate(count=Count("pk")))


def topics_of(community: Community, *, language: str) -> list[TopicName]:
    """Return the topics of `community`, each by its name in the reader's `language`, in alphabetical order. One query.

    The name in another language stands in where there is none.
    """
    rows = TopicName.objects.filter(topic__communities=community, kind=NameKind.PREFERRED).select_related("topic")
    order = {language: 0, SOURCE_LANGUAGE: 1}
    best: dict[int, TopicName] = {}
    for row in sorted(rows, key=lambda row: (order.get(row.language, 2), row.language)):
        best.setdefault(row.topic_id, row)
    return sorted(best.values(), key=lambda row: row.key)


def topics_spoken_of(viewer: Member | None, *, language: str) -> list[TopicGroup]:
    """Return the topics of communities that `viewer` may know of, each under its broad topic. Four queries."""
    about = Community.topics.through.objects.filter(community__in=Community.objects.visible_to(viewer))
    slugs = set(about.values_list("topic__slug", flat=True))
    groups = [
        group._replace(narrower=[card for card in group.narrower if card.slug in slugs])
        for group in list_topics(language=language)
    ]
    return [group for group in groups if group.narrower or group.topic.slug in slugs]


def spoken_in(viewer: Member | None) -> list[str]:
    """Return the codes of the languages of the communities `viewer` may know of, for choosing one of them."""
    rows = Community.objects.visible_to(viewer).filter(archived_at=None).values_list("lang", "languages")[:MOST_SHOWN]
    return sorted({code for lang, languages in rows for code in (lang, *languages)})


def list_members(community: Community, *, viewer: Member | None, cursor: str = "") -> Page[Membership]:
    """Return a page of who belongs to `community`, the longest there first, as far as `viewer` may meet them.

    Without who has left or is suspended, and without whom a block parts from them, but where they keep order;
    `Community.member_count` counts these too.
    Who may see the list at all is asked before: `permissions.can_see_members`.
    """
    found = Membership.objects.standing().filter(community=community)
    return page(met_by(found, viewer), by=("granted_at", "pk"), cursor=cursor)


def as_people(memberships: Iterable[Membership], *, viewer: Member | None) -> list[PersonHere]:
    """Return `memberships` with what `viewer` sees of each person, whom they may meet. One query at most."""
    rows = list(memberships)
    profiles = profiles_for((row.member for row in rows), viewer=viewer)
    return [PersonHere(row, profiles[row.member_id]) for row in rows]


def list_requests(community: Community, *, viewer: Member | None) -> list[Membership]:
    """Return who waits to be let in, the longest first, as far as `viewer` may meet them.

    For those who lead the community.
    """
    found = Membership.objects.waiting().filter(community=community)
    return list(met_by(found, viewer).order_by("asked_at", "pk")[:MOST_SHOWN])


def get_membership(here: Standing, public_id: str, *, granted: bool = True) -> Membership:
    """Return a membership of the community, or a request where not `granted`; raises Http404.

    A block parts the two in this list as in every other.
    """
    found = Membership.objects.standing() if granted else Membership.objects.waiting()
    found = found.filter(community=here.community, public_id=public_id)
    membership: Membership | None = met_by(found, here.viewer).select_related("member", "community").first()
    if membership is None:
        raise Http404
    return membership


def list_leaders(community: Community, *, viewer: Member | None) -> list[Membership]:
    """Return who leads `community` and who helps there: stewards first, then moderators, mentors and clinicians."""
    found = Membership.objects.standing().filter(community=community).exclude(role=Role.MEMBER)
    rows = list(met_by(found, viewer).order_by("granted_at", "pk")[:MOST_SHOWN])
    rows = [row for row in rows if row.is_shown_as_role]
    return sorted(rows, key=lambda row: -list(Role).index(Role(row.role)))


def met_by(found: QuerySet[Any], viewer: Member | None) -> QuerySet[Any]:
    """Return those of `found`, rows with a `member` and a `community`, whose member is here and whom `viewer` may meet.

    Without whom a block parts from them, but where they keep order.
    """
    met = found.filter(is_present()).select_related("member")
    if viewer is None:
        return met
    return met.filter(~is_parted(viewer, "member") | Q(community__in=places_kept_by(viewer)))


def _about(topic: Topic) -> QuerySet[Any]:
    around = Q(topic=topic) | Q(topic__broader=topic)
    return Community.topics.through.objects.filter(around).values("community")
