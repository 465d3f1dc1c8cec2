"""Who may do what in a community. What somebody is there is asked once, and answers every question after."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from hearth.communities.models import (
    MODERATING,
    Answering,
    Community,
    Discussion,
    FindingKind,
    Joining,
    Membership,
    Reading,
    Reply,
    Restriction,
    Role,
)
from hearth.communities.models.community import LEAD_ANYWHERE, keeps_order_anywhere
from hearth.communities.models.membership import is_verified
from hearth.communities.models.restriction import carried_by, carrying
from hearth.communities.models.written import Written
from hearth.members import faces
from hearth.members.models import Member
from hearth.members.permissions import can_found_communities, has_right
from hearth.members.queries.follows import followers_among

GUIDING = (Role.MENTOR, *MODERATING)
"""The roles by which somebody looks after those who ask in a community."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What `viewer` (None: a visitor) is in `community`.

    Arguments:
        membership: the strongest of theirs there, under any of their names; None when there is none.
        keeps_order: whether staff rights let them moderate everywhere; to read everywhere does not follow.
        restriction: what keeps them from writing and reacting there for now, under any of their names.
    """

    viewer: Member | None
    community: Community
    membership: Membership | None = None
    keeps_order: bool = False
    restriction: Restriction | None = None

    @property
    def is_member(self) -> bool:
        """Whether they belong to it: a request that waits does not count."""
        return self.membership is not None and self.membership.granted_at is not None

    @property
    def has_asked(self) -> bool:
        """Whether a request of theirs waits."""
        return self.membership is not None and not self.is_member and self.membership.refused_at is None

    @property
    def was_refused(self) -> bool:
        """Whether the request they made last was turned down."""
        return self.membership is not None and not self.is_member and not self.has_asked

    @property
    def moderates(self) -> bool:
        """Whether they keep order there: where they may read too they see what is hidden, and whom a block parts."""
        return self.keeps_order or (self.membership is not None and self.membership.moderates)

    @property
    def leads(self) -> bool:
        """Whether they decide what the community is: to keep order everywhere is not enough."""
        if self.is_member and self.membership is not None and self.membership.role == Role.STEWARD:
            return True
        return self.keeps_order and has_right(self.viewer, LEAD_ANYWHERE)


def standing_of(viewer: Member | None, community: Community) -> Standing:
    """Return what `viewer` is in `community`. One query for its members, two for others, one more for staff."""
    if viewer is None:
        return Standing(None, community)
    mine = Membership.objects.filter(faces.same_person(viewer, "member"), community=community)
    return standing_by(list(carrying(mine, viewer)), viewer, community)


def standing_by(memberships: list[Any], viewer: Member, community: Community) -> Standing:
    """Return what `viewer` is in `community` by all their memberships there, read `carrying` what holds for them."""
    for each in memberships:
        each.community = community
    held = carried_by(memberships[0], viewer) if memberships else Restriction.objects.on(viewer, community)
    return Standing(viewer, community, strongest_of(memberships), keeps_order_anywhere(viewer), held)


def strongest_of(memberships: Iterable[Membership]) -> Membership | None:
    """Return the one of a person's `memberships` of a community that lets them do most; None when there is none."""
    return max(memberships, key=_strength, default=None)


def _strength(membership: Membership) -> tuple[bool, bool, int]:
    is_granted, is_refused = membership.granted_at is not None, membership.refused_at is not None
    return is_granted, not is_refused, list(Role).index(Role(membership.role))


def can_found(viewer: Member | None) -> bool:
    """Found a community: staff who were given that right."""
    return _is_staff(viewer) and can_found_communities(viewer)


def can_read(here: Standing) -> bool:
    """Read what is said in the community. To keep order everywhere opens no closed one: a case shows what it needs."""
    reading = here.community.reading
    if reading == Reading.EVERYONE or here.is_member:
        return True
    return reading == Reading.SIGNED_IN and here.viewer is not None


def can_see_members(here: Standing) -> bool:
    """The list of members is as private as the community, and never for visitors.

    Where nobody leads any more, those who keep order in the house see it too: they choose who shall.
    """
    if here.viewer is None:
        return False
    unled = Community.objects.without_steward().filter(pk=here.community.pk)
    return can_read(here) or (here.keeps_order and unled.exists())


def can_appoint_steward(here: Standing) -> bool:
    """Choose who leads a community that has nobody to do so: those who keep order in the house."""
    return here.keeps_order


def can_join(here: Standing) -> bool:
    """Become a member at once."""
    return here.viewer is not None and not here.is_member and here.community.joining == Joining.ANYONE


def can_ask_to_join(here: Standing) -> bool:
    """Ask a steward to be let in."""
    return (
        here.viewer is not None
        and not (here.is_member or here.has_asked)
        and here.community.joining == Joining.ON_REQUEST
    )


def can_start_discussion(here: Standing) -> bool:
    """Its members start discussions; where anyone may join, whoever starts one joins with it."""
    return not here.community.is_archived and (here.is_member or can_join(here))


def can_reply(here: Standing, discussion: Discussion, *, under: int | None = None) -> bool:
    """Answer: as the community allows, while the discussion is open, and as the asker wishes.

    `under` is the key of the name they began with there and keep; None when they are still to choose.
    """
    if discussion.is_locked or not discussion.is_shown or not can_start_discussion(here):
        return False
    names = names_to_answer_under(here, discussion)
    return names is None or (bool(names) if under is None else under in names)


def names_to_answer_under(here: Standing, discussion: Discussion) -> frozenset[int] | None:
    """Return the keys of the names under which somebody may answer, as the asker wishes; None for any of theirs.

    Where only a few may, it is the very name that gives the right: any other would be that of one of these few.
    One query at most.
    """
    viewer, membership = here.viewer, here.membership
    if viewer is None or discussion.answering == Answering.COMMUNITY or is_author(viewer, discussion):
        return None
    is_chosen = discussion.answering == Answering.CHOSEN
    held = {viewer.pk} if here.keeps_order else set()
    if membership is not None and here.is_member:
        gives_right = _is_chosen(membership.role, viewer) if is_chosen else membership.role in MODERATING
        held |= {membership.member_id} if gives_right else set()
    # The name they wrote under, and no other of theirs: that somebody may answer an alias would tell whose it is.
    if is_chosen and viewer.pk not in held and followers_among([discussion.author], of=viewer):
        held.add(viewer.pk)
    return frozenset(held)


def can_react(here: Standing, written: Written) -> bool:
    """React to what somebody else wrote."""
    return here.viewer is not None and can_read(here) and written.is_shown and not is_author(here.viewer, written)


def can_find(here: Standing, discussion: Discussion) -> bool:
    """Say what helped in a discussion: whoever asked, and those who guide its community; of a collection nobody."""
    if not discussion.is_shown or discussion.is_imported or not can_read(here):
        return False
    return is_author(here.viewer, discussion) or _guides(here)


def can_find_of(here: Standing, reply: Reply, kind: FindingKind) -> bool:
    """Say that a reply helped, or that one found otherwise: of what somebody else wrote.

    What whoever asked tells of themself there nobody finds otherwise.
    """
    if kind == FindingKind.OTHERWISE and reply.author_id == reply.discussion.author_id:
        return False
    return reply.is_shown and can_find(here, reply.discussion) and not is_author(here.viewer, reply)


def face_to_find_under(here: Standing, discussion: Discussion) -> Member | None:
    """Return the name that stands beside what somebody found; None for whoever may not. One query at most.

    Whoever asked is shown as that, whatever other names they have; others as the name under which they guide.
    """
    if is_author(here.viewer, discussion):
        return discussion.author
    return here.membership.member if here.membership is not None and _guides(here) else None


def can_keep_distance(viewer: Member | None, written: Written) -> bool:
    """Mute or block whoever wrote something, by what they wrote: anybody but oneself, and nobody who is gone."""
    return viewer is not None and written.deleted_at is None and not is_author(viewer, written)


def can_edit(here: Standing, written: Written) -> bool:
    """Change one's own words, as long as they are shown, the discussion is open and one could write there today."""
    discussion = written.discussion if isinstance(written, Reply) else written
    is_open = written.is_shown and isinstance(discussion, Discussion) and not discussion.is_locked
    return is_open and can_start_discussion(here) and is_author(here.viewer, written)


def can_delete(here: Standing, written: Written) -> bool:
    """Take back one's own words, hidden ones too."""
    return written.deleted_at is None and is_author(here.viewer, written)


def can_see_revisions(here: Standing, written: Written) -> bool:
    """What a text said before is for its author and for moderators."""
    return written.deleted_at is None and (here.moderates or is_author(here.viewer, written))


def keeps_readers(reading: str, new: str) -> bool:
    """Whether nobody reads under `new` who did not under `reading`, two of Reading, in one and the same community."""
    widest_first = list(Reading)
    return widest_first.index(Reading(reading)) <= widest_first.index(Reading(new))


def can_move_to(place: Community, to: Community) -> bool:
    """Whether words from `place` may stand in `to`: where nobody reads them who did not before.

    The members of one community are not those of another: what was said among members goes nowhere.
    """
    return place.reading != Reading.ITS_MEMBERS and keeps_readers(place.reading, to.reading)


def can_read_as(community: Community, reading: str) -> bool:
    """Whether `community` may be read as `reading` says: by more people only before anything is said in it."""
    return keeps_readers(community.reading, reading) or not community.discussions.exists()


def can_moderate(here: Standing) -> bool:
    """Lock, pin, move, hide and restore."""
    return here.moderates


def can_rearrange(here: Standing) -> bool:
    """Make sections, merge and split: those who lead, since it cannot be taken back by a press."""
    return here.leads


def can_restrict(here: Standing, member: Member) -> bool:
    """Ask somebody not to write for a time: anybody but oneself and, among equals, whoever keeps order there.

    Asked of this very name, not of the person behind it: a no because of another name would tell whose it is.
    """
    if here.viewer is None or not here.moderates or faces.are_one(here.viewer, member):
        return False
    kept_by = Membership.objects.filter(community=here.community, member=member, role__in=MODERATING).standing()
    return here.leads or not kept_by.exists()


def can_lead(here: Standing) -> bool:
    """Change what the community says of itself, let people in, invite, give roles."""
    return here.leads


def is_author(viewer: Member | None, written: Written) -> bool:
    """Whether `viewer` wrote it, under any of their names."""
    return viewer is not None and faces.are_one(viewer, written.author)


def _guides(here: Standing) -> bool:
    return here.membership is not None and here.is_member and here.membership.role in GUIDING


def _is_staff(viewer: Member | None) -> bool:
    account = faces.account_of(viewer) if viewer is not None else None
    return account is not None and account.is_staff


def _is_chosen(role: str, viewer: Member) -> bool:
    return role in GUIDING or (role == Role.CLINICIAN and is_verified(viewer))
