"""What people were told goes along with what it is about."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from hearth.activity.ports import Notice, notices_of
from hearth.communities.models import Attention, Discussion, Reply
from hearth.notifications.models import Choice, Notification
from hearth.notifications.models.notification import NotificationQuerySet


def follow_discussion(pk: int) -> None:
    """Let word of what is said in a discussion be of the community it is in now; harmless when it is gone."""
    discussion = Discussion.objects.filter(pk=pk).first()
    if discussion is not None:
        Notification.objects.filter(discussion=discussion).change(community=discussion.community_id)


def follow_post(was: Discussion | Reply, now: Discussion | Reply) -> None:
    """Let word of a post, and of what moved with it, be of what it goes on as, and of the discussion that is in.

    How people want word of a discussion that goes on in another they want it of that one, unless they chose for it.
    What there is no word for as what it is now, such as who waits for an answer to a question, is forgotten.
    """
    if isinstance(was, Discussion):
        _keep_unread(was, now.thread)
        _follow_subject(was, now)
        _follow_merge(was, now.thread)
    else:
        _follow_subject(was, now)
        moved = Reply.objects.filter(discussion=now.thread).values("pk")
        _told_of_replies().filter(subject_id__in=moved).change(**_place(now.thread))


def _keep_unread(was: Discussion, into: Discussion) -> None:
    """Let nobody who read `into` lately pass for having read what comes into it: that is told as of now."""
    read = Attention.objects.filter(discussion=into, member=OuterRef("member"), read_at__gte=OuterRef("at"))
    Notification.objects.filter(Exists(read), discussion=was).unread().change(at=timezone.now())


def _follow_subject(was: Discussion | Reply, now: Discussion | Reply) -> None:
    of_now = notices_of(_kind(now))
    for notice in notices_of(_kind(was)):
        rows = Notification.objects.filter(kind=notice.kind.name, about=notice.about, subject_id=was.pk)
        other = _same_word(notice, of_now, is_of_post=notice.about == _kind(was), about=_kind(now))
        if other is None:
            rows.forget()
        else:
            rows.change(kind=other.kind.name, about=other.about, subject_id=now.pk, **_place(now.thread))


def _same_word(notice: Notice, others: list[Notice], *, is_of_post: bool, about: str) -> Notice | None:
    """Return which of `others` says of a post `about` what `notice` said; else that it is there, if that was said."""
    alike = [each for each in others if (each.about == about) == is_of_post]
    same = [each for each in alike if each.kind is notice.kind]
    return next(iter(same or (alike[-1:] if is_of_post else [])), None)


def _follow_merge(was: Discussion, into: Discussion) -> None:
    mine = Notification.objects.filter(discussion=was)
    mine.exclude(pk__in=_told_of_replies().filter(discussion=was).values("pk")).forget()
    mine.change(**_place(into))
    same = Choice.objects.filter(discussion=into, member=OuterRef("member"), kind=OuterRef("kind"))
    chosen = Choice.objects.filter(~Exists(same), discussion=was).values_list("pk", flat=True)
    Choice.objects.filter(pk__in=list(chosen)).update(discussion=into)


def _told_of_replies() -> NotificationQuerySet:
    return Notification.objects.filter(about__in={each.about for each in notices_of("reply")})


def _kind(post: Discussion | Reply) -> str:
    return "reply" if isinstance(post, Reply) else "discussion"


def _place(discussion: Discussion) -> dict[str, int]:
    return {"discussion_id": discussion.pk, "community_id": discussion.community_id}
