"""Whether a question may be brought to somebody: what is asked of each at the very moment it is."""

from datetime import datetime

from django.utils import timezone

from hearth.communities.models import Discussion
from hearth.communities.permissions import can_read, can_reply, standing_of
from hearth.matching.models import Mentorship
from hearth.matching.queries.loads import loads_of
from hearth.matching.queries.roster import Candidate
from hearth.members import faces
from hearth.members.models import Member, Mute


def may_take(candidate: Candidate, discussion: Discussion, *, now: datetime) -> bool:
    """Say whether `discussion` may be brought to `candidate` now.

    Not to its asker, nor to whom a block parts from them under any names or who muted them, nor where one may not
    read and answer, or is asked not to write for a time; not to a mentor who has stopped, or who has been given enough
    meanwhile. Their mentorships stay locked to the end of the transaction: two questions carried on at once must not
    fill one person twice. Whose are locked already is passed over: who holds a question waits for no mentor.
    """
    mentorship = candidate.mentorship
    if mentorship is not None and not _has_room(mentorship, candidate.person, now):
        return False
    if not _may_meet(candidate.member, discussion.author):
        return False
    here = standing_of(candidate.member, discussion.community)
    return can_read(here) and can_reply(here, discussion) and here.restriction is None


def _has_room(mentorship: Mentorship, person: int, now: datetime) -> bool:
    mine = Mentorship.objects.filter(faces.same_person(mentorship.member, "member"))
    held = {each.pk: each for each in mine.select_for_update(skip_locked=True).order_by("pk")}
    fresh = held.get(mentorship.pk)
    if fresh is None or mine.exclude(pk__in=held).exists() or not fresh.is_serving(timezone.localdate(now)):
        return False
    return loads_of({person}, now=now)[person] < fresh.capacity


def _may_meet(member: Member, asker: Member) -> bool:
    if faces.are_one(member, asker) or faces.are_parted(member, asker):
        return False
    if Mute.objects.filter(faces.same_person(member, "muter"), member=asker).exists():
        return False
    return Member.objects.present().filter(pk=member.pk).exists()
