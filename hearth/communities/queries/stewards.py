"""Who leads communities, and which have nobody to."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef

from hearth.communities.models import Community, Membership, Role
from hearth.communities.models.community import keeps_order_anywhere
from hearth.members import faces
from hearth.members.models import Member, is_present

MOST = 200


def lacks_steward(community: Community) -> bool:
    """Say whether nobody who is here leads `community`. One query."""
    return Community.objects.filter(pk=community.pk).without_steward().exists()


def list_without_steward(*, viewer: Member | None) -> list[Community]:
    """Return the communities nobody leads, the oldest first: for those who keep order in the house, else none."""
    if not keeps_order_anywhere(viewer):
        return []
    return list(Community.objects.without_steward().order_by("created_at", "pk")[:MOST])


def leads_alone(viewer: Member, community: Community) -> bool:
    """Say whether the person behind `viewer` leads `community` alone, under any names, and others belong to it."""
    rows = Membership.objects.filter(faces.same_person(viewer, "member"), community=community)
    return bool(led_alone([row.member for row in rows.select_related("member")], community=community))


def led_alone(of: Sequence[Member], *, community: Community | None = None) -> list[Community]:
    """Return the communities that have other members, and nobody but these faces `of` one person to lead them."""
    others = Membership.objects.standing().exclude(member__in=of).filter(community=OuterRef("community"))
    led = Membership.objects.standing().filter(member__in=of, role=Role.STEWARD)
    left_alone = led.filter(Exists(others)).exclude(Exists(others.filter(role=Role.STEWARD)))
    found = Community.objects.filter(pk__in=left_alone.values("community")).order_by("name", "pk")
    return list(found.filter(pk=community.pk) if community is not None else found)


def next_steward(community: Community) -> Membership | None:
    """Return the moderator who has been in `community` longest and is here; None when there is none."""
    rows = Membership.objects.standing().filter(is_present(), community=community, role=Role.MODERATOR)
    return rows.select_related("member").order_by("granted_at", "pk").first()


def communities_led(viewer: Member, *, limit: int = MOST) -> list[Community]:
    """Return the communities the person behind `viewer` leads under any name, the quietest first. One query."""
    held = Membership.objects.standing().filter(faces.same_person(viewer, "member"), role=Role.STEWARD)
    found = Community.objects.filter(pk__in=held.values("community"), archived_at=None)
    return list(found.order_by("active_at", "pk")[:limit])
