"""Who may do what in a community. What somebody is there is asked once, and answers every question after."""

from collections.abc import Iterable
from dataclasses import dataclass

from hearth.communities.models import (
    MODERATING,
    Answering,
    Community,
    Discussion,
    Joining,
    Membership,
    Reading,
    Restriction,
    Role,
)
from hearth.communities.models.membership import is_verified
from hearth.communities.models.written import Written
from hearth.members import faces
from hearth.members.models import Member
from hearth.members.permissions import can_contact, can_found_communities, can_moderate_everywhere, has_right
from hearth.members.queries.follows import followers_among

LEAD_ANYWHERE = "communities.change_community"  # in no group: administrators have it
ANSWERING_CHOSEN = (Role.MENTOR, *MODERATING)


@dataclass(frozen=True, slots=True)
class Standing:
    """What `viewer` (None: a visitor) is in `community`.

    Arguments:
        membership: the strongest of theirs there, under any of their names; None when there is none.
        keeps_order: whether staff rights let them moderate everywhere.
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
    def moderates(self) -> bool:
        """Whether they keep order there."""
        return self.keeps_order or self.moderates_by_role

    @property
    def moderates_by_role(self) -> bool:
        """Whether a role there makes them keep order: then they see there what is hidden, and whom a block parts."""
        return self.membership is not None and self.membership.moderates

    @property
    def leads(self) -> bool:
        """Whether they decide what the community is: to keep order everywhere is not enough."""
        if self.is_member and self.membership is not None and self.membership.role == Role.STEWARD:
            return True
        return self.keeps_order and has_right(self.viewer, LEAD_ANYWHERE)


def standing_of(viewer: Member | None, community: Community) -> Standing:
    """Return what `viewer` is in `community`. Two queries, and one for people with staff rights."""
    if viewer is None:
        return Standing(None, community)
    found = Membership.objects.filter(faces.same_person(viewer, "member"), community=community)
    restriction = Restriction.objects.on(viewer, community)
    return Standing(viewer, community, strongest_of(found), keeps_order_anywhere(viewer), restriction)


def strongest_of(memberships: Iterable[Membership]) -> Membership | None:
    """Return the one of a person's `memberships` of a community that lets them do most; None when there is none."""
    return max(
        memberships, key=lambda each: (each.granted_at is not None, list(Role).index(Role(each.role))), default=None
    )


def keeps_order_anywhere(viewer: Member | None) -> bool:
    """Whether staff rights let the person behind `viewer` moderate every community. One query for most people."""
    return _is_staff(viewer) and (can_moderate_everywhere(viewer) or has_right(viewer, LEAD_ANYWHERE))


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

    Those who keep order in the house see every one: a report may be about somebody whom only this list names, and where
    nobody leads any more they choose who shall.
    """
    return here.viewer is not None and (here.keeps_order or can_read(here))


def can_appoint_steward(here: Standing) -> bool:
    """Choose who leads a community that has nobody to do so: those who keep order in the house."""
    return here.keeps_order


def can_join(here: Standing) -> bool:
    """Become a member at once."""
    return here.viewer is not None and not here.is_member and here.community.joining == Joining.ANYONE


def can_ask_to_join(here: Standing) -> bool:
    """Ask a steward to be let in."""
    return here.viewer is not None and here.membership is None and here.community.joining == Joining.ON_REQUEST


def can_start_discussion(here: Standing) -> bool:
    """Its members start discussions; where anyone may join, whoever starts one joins with it."""
    return not here.community.is_archived and (here.is_member or can_join(here))


def can_reply(here: Standing, discussion: Discussion) -> bool:
    """Answer: as the community allows, while the discussion is open, and as the asker wishes."""
    if discussion.is_locked or not discussion.is_shown or not can_start_discussion(here):
        return False
    if here.moderates or is_author(here.viewer, discussion):
        return True
    return not is_barred(here.viewer, discussion) and _may_answer(here, discussion)


def can_react(here: Standing, written: Written) -> bool:
    """React to what somebody else wrote; a block is asked apart, see `is_barred`."""
    return here.viewer is not None and can_read(here) and written.is_shown and not is_author(here.viewer, written)


def can_keep_distance(viewer: Member | None, written: Written) -> bool:
    """Mute or block whoever wrote something, by what they wrote: anybody but oneself, and nobody who is gone."""
    return viewer is not None and written.deleted_at is None and not is_author(viewer, written)


def is_barred(viewer: Member | None, written: Written) -> bool:
    """Whether whoever wrote it has blocked the person behind `viewer`, under any names. One query unless it was asked.

    Their words stay to be read: that those of another name of theirs went would tell whose it is. They are not
    answered, nor reacted to.
    """
    if written.is_barred is None:
        return viewer is not None and not can_contact(viewer, written.author)
    return written.is_barred


def can_edit(here: Standing, written: Written) -> bool:
    """Change one's own words, as long as they are shown."""
    return written.is_shown and not here.community.is_archived and is_author(here.viewer, written)


def can_delete(here: Standing, written: Written) -> bool:
    """Take back one's own words, hidden ones too."""
    return written.deleted_at is None and is_author(here.viewer, written)


def can_see_revisions(here: Standing, written: Written) -> bool:
    """What a text said before is for its author and for moderators."""
    return written.deleted_at is None and (here.moderates or is_author(here.viewer, written))


def can_moderate(here: Standing) -> bool:
    """Lock, pin, move, hide and restore."""
    return here.moderates


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


def _is_staff(viewer: Member | None) -> bool:
    account = faces.account_of(viewer) if viewer is not None else None
    return account is not None and account.is_staff


def _is_chosen(role: str, viewer: Member) -> bool:
    return role in ANSWERING_CHOSEN or (role == Role.CLINICIAN and is_verified(viewer))


def _may_answer(here: Standing, discussion: Discussion) -> bool:
    if discussion.answering == Answering.COMMUNITY:
        return True
    if discussion.answering == Answering.NOBODY or here.viewer is None:
        return False
    if here.membership is not None and here.membership.granted_at and _is_chosen(here.membership.role, here.viewer):
        return True
    # The name they wrote under, and no other of theirs: that somebody may answer an alias would tell whose it is.
    return bool(followers_among([discussion.author], of=here.viewer))
