"""What people were told goes along with what it is about."""

from django.db.models import Exists, OuterRef

from hearth.activity.ports import notices_of
from hearth.communities.models import Discussion, Reply
from hearth.notifications.models import Choice, Notification


def follow_discussion(pk: int) -> None:
    """Let word of what is said in a discussion be of the community it is in now; harmless when it is gone."""
    discussion = Discussion.objects.filter(pk=pk).first()
    if discussion is not None:
        Notification.objects.filter(discussion=discussion).change(community=discussion.community_id)


def follow_post(was: Discussion | Reply, now: Discussion | Reply) -> None:
    """Let word of what was said in a discussion that goes on in another be of that one, and how people want it.

    Where somebody chose for both, what they chose for the other one holds. Word of a reply that opens a discussion of
    its own is word of that, and of what moved with it is there too.
    """
    if isinstance(was, Reply):
        if isinstance(now, Discussion):
            _follow_split(was, now)
        return
    into = now.thread
    Notification.objects.filter(discussion=was).change(discussion=into, community=into.community_id)
    same = Choice.objects.filter(discussion=into, member=OuterRef("member"), kind=OuterRef("kind"))
    chosen = Choice.objects.filter(~Exists(same), discussion=was).values_list("pk", flat=True)
    Choice.objects.filter(pk__in=list(chosen)).update(discussion=into)


def _follow_split(was: Reply, now: Discussion) -> None:
    place = {"discussion": now, "community": now.community_id}
    of_reply, of_opening = notices_of("reply"), notices_of("discussion")
    moved = Reply.objects.filter(discussion=now).values("pk")
    of_moved = Notification.objects.filter(about__in={each.about for each in of_reply}, subject_id__in=moved)
    of_moved.change(**place)
    began = [each for each in of_opening if each.about == "discussion"][-1:]
    for notice in of_reply:
        # As what it was where an opening can be told of so too; else as word that somebody began a discussion.
        same = [each for each in of_opening if each.kind is notice.kind] or (began if notice.about == "reply" else [])
        for other in same[:1]:
            rows = Notification.objects.filter(kind=notice.kind.name, about=notice.about, subject_id=was.pk)
            rows.change(kind=other.kind.name, about=other.about, subject_id=now.pk, **place)
