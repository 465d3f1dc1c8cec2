"""Communities, as somebody may see them."""

from django.db.models import Exists, OuterRef
from django.http import Http404

from hearth.communities.models import Community, Membership
from hearth.core.paging import Page, page
from hearth.members import faces
from hearth.members.models import Member
from hearth.topics.models import Topic

PAGE = 20


def get_community(public_id: str, *, viewer: Member | None) -> Community:
    """Return the community `viewer` (None: a visitor) may know of; raises Http404, whether it is there or not."""
    found = Community.objects.visible_to(viewer).select_related("region", "host").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def list_communities(
    *, viewer: Member | None, language: str = "", topic: Topic | None = None, cursor: str = "", size: int = PAGE
) -> Page[Community]:
    """Return a page of the communities `viewer` may know of, the liveliest first; archived ones are left out."""
    found = Community.objects.visible_to(viewer).filter(archived_at=None)
    if language:
        found = found.filter(lang=language)
    if topic is not None:
        found = found.filter(topics=topic)
    return page(found, by=("-active_at", "-pk"), size=size, cursor=cursor)


def communities_of(viewer: Member) -> list[Community]:
    """Return the communities the person behind `viewer` belongs to, the liveliest first. For that person only."""
    mine = Membership.objects.filter(faces.same_person(viewer, "member"), community=OuterRef("pk")).standing()
    return list(Community.objects.filter(Exists(mine)).order_by("-active_at", "-pk"))


def list_members(community: Community, *, viewer: Member | None, cursor: str = "") -> Page[Membership]:
    """Return a page of who belongs to `community`, the longest there first, without whom a block parts from `viewer`.

    Who may see the list at all is asked before: `permissions.can_see_members`.
    """
    found = Membership.objects.standing().filter(community=community).select_related("member")
    parted = Member.objects.hidden_from(viewer).filter(pk=OuterRef("member"))
    return page(found.exclude(Exists(parted)), by=("granted_at", "pk"), cursor=cursor)


def list_requests(community: Community) -> list[Membership]:
    """Return who waits to be let in, the longest first. For those who lead the community."""
    return list(
        Membership.objects.filter(community=community, granted_at=None).select_related("member").order_by("asked_at")
    )
