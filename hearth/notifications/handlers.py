"""What notifications do when something happens elsewhere."""

from hearth.activity import on
from hearth.activity.models import Activity
from hearth.activity.ports import announced, ending
from hearth.members.models import Member
from hearth.notifications.actions.choosing import appoint
from hearth.notifications.actions.following import follow_discussion
from hearth.notifications.actions.forgetting import forget_out_of_reach, forget_what_ended
from hearth.notifications.actions.spreading import spread


@on(*sorted(announced()))
def tell_people(activity: Activity) -> None:
    """Whoever wants word of it gets it, in the way they chose."""
    spread(activity)


@on("member.joined")
def appoint_digests(activity: Activity) -> None:
    """Whoever joined has a time for their first digests."""
    member = Member.objects.filter(pk=activity.actor_id or 0).first()
    if member is not None:
        appoint(member)


@on(*sorted(ending()))
def take_back(activity: Activity) -> None:
    """What was hidden, deleted, answered or taken back is in nobody's list, nor in its number."""
    forget_what_ended(activity)


@on("discussion.moved")
def take_word_along(activity: Activity) -> None:
    """Word of a moved discussion is of the community where it is now."""
    follow_discussion(activity.subject_id)


@on("community.left", "membership.ended")
def forget_place(activity: Activity) -> None:
    """Whoever does not belong to a place any more is not reminded of what they may not read there."""
    member = Member.objects.filter(pk=activity.actor_id or 0).first()
    if member is not None:
        forget_out_of_reach(member, activity.subject_id)
