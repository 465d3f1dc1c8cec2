"""What people were told goes along with what it is about."""

from django.db.models import Exists, OuterRef

from hearth.communities.models import Discussion, Reply
from hearth.notifications.models import Choice, Notification


def follow_discussion(pk: int) -> None:
    """Let word of what is said in a discussion be of the community it is in now; harmless when it is gone."""
    discussion = Discussion.objects.filter(pk=pk).first()
    if discussion is not None:
        Notification.objects.filter(discussion=discussion).change(community=discussion.community_id)


def follow_post(was: Discussion | Reply, now: Discussion | Reply) -> None:
    """Let word of what was said in a discussion that goes on in another be of that one, and how people want it.

    Where somebody chose for both, what they chose for the other one holds.
    """
    if not isinstance(was, Discussion):
        return
    into = now.thread
    Notification.objects.filter(discussion=was).change(discussion=into, community=into.community_id)
    same = Choice.objects.filter(discussion=into, member=OuterRef("member"), kind=OuterRef("kind"))
    chosen = Choice.objects.filter(~Exists(same), discussion=was).values_list("pk", flat=True)
    Choice.objects.filter(pk__in=list(chosen)).update(discussion=into)
