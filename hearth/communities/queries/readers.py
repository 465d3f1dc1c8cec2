"""Who may be told of something that was said: many people at once, where `visible_to` asks for one."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from hearth.communities.models import Attention, Community, Discussion, Membership, Reading, Role
from hearth.members import faces
from hearth.members.models import Block, Member, Mute


def who_may_hear(people: QuerySet[Member], *, of: Member, community: Community) -> QuerySet[Member]:
    """Return those of `people`, all main names, who may read `community` and hear of the member `of` unasked.

    Without that very person, whom a block parts from that name, and who muted it.
    """
    heard = people.exclude(faces.same_person(of)).exclude(_is_parted_from(of)).exclude(_has_muted(of))
    return who_may_read(heard, community)


def who_may_read(people: QuerySet[Member], community: Community) -> QuerySet[Member]:
    """Return those of `people`, all main names, who may read `community`."""
    if community.reading != Reading.ITS_MEMBERS:
        return people
    belongs = Membership.objects.standing().filter(faces.of_outer_person("member"), community=community)
    return people.filter(Exists(belongs))


def who_lead(community: int, *, but: int | None = None) -> QuerySet[Member]:
    """Return the main names of those who lead the community with the primary key `community`, and are here.

    Without the person behind the name with the primary key `but`.
    """
    leading = Membership.objects.standing().filter(community=community, role=Role.STEWARD)
    return faces.main_names_of(Member.objects.filter(pk__in=leading.values("member")), but=but)


def holds_role(person: Member, community: Community | None, *, roles: Collection[str]) -> bool:
    """Say whether `person` has one of `roles` under any name, in `community` or anywhere: for that person only."""
    held = Membership.objects.standing().filter(faces.same_person(person, "member"), role__in=roles)
    return (held.filter(community=community) if community else held).exists()


def who_belong(community: int, *, but: int | None = None) -> QuerySet[Member]:
    """Return the main names of those who belong to the community with the primary key `community`, and are here.

    Without the person behind the name with the primary key `but`.
    """
    belonging = Membership.objects.standing().filter(community=community)
    return faces.main_names_of(Member.objects.filter(pk__in=belonging.values("member")), but=but)


def who_follow(discussion: Discussion) -> QuerySet[Member]:
    """Return the main names of those who follow `discussion` and have not muted it."""
    following = Attention.objects.filter(member=OuterRef("pk"), discussion=discussion, follows=True, mutes=False)
    return Member.objects.present().filter(Exists(following))


def without_who_muted(people: QuerySet[Member], discussion: Discussion) -> QuerySet[Member]:
    """Return `people`, all main names, but for those who do not want to hear of `discussion`."""
    return people.exclude(Exists(Attention.objects.filter(member=OuterRef("pk"), discussion=discussion, mutes=True)))


def _is_parted_from(author: Member) -> Q:
    blocked_them = Block.objects.filter(faces.of_outer_person("blocked"), blocker=author)
    was_blocked = Block.objects.filter(faces.of_outer_person("blocker"), blocked=author)
    return Q(Exists(blocked_them)) | Q(Exists(was_blocked))


def _has_muted(author: Member) -> Exists:
    return Exists(Mute.objects.filter(faces.of_outer_person("muter"), member=author))
