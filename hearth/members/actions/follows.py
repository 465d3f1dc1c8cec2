"""Following people and topics. A follow is known to whoever follows, and told to nobody."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.core.refusals import Refusal
from hearth.members.models import Follow, Member, TopicFollow
from hearth.members.permissions import can_follow
from hearth.topics.models import Topic


@transaction.atomic
def follow(member: Member, *, by: Member, at: datetime | None = None) -> None:
    """Let `by` follow `member`; twice is once.

    Raises Refusal, in the same words whatever the reason, when `member` cannot be followed by them.
    """
    if not can_follow(by, member):
        raise Refusal(_("This name cannot be followed."))
    Follow.objects.get_or_create(follower=by, member=member, defaults={"followed_at": at or timezone.now()})


def unfollow(member: Member, *, by: Member) -> None:
    """End that `by` follows `member`. Harmless when they do not."""
    Follow.objects.filter(follower=by, member=member).delete()


@transaction.atomic
def follow_topic(topic: Topic, *, by: Member, at: datetime | None = None) -> None:
    """Let `by` follow `topic`; twice is once."""
    TopicFollow.objects.get_or_create(follower=by, topic=topic, defaults={"followed_at": at or timezone.now()})


def unfollow_topic(topic: Topic, *, by: Member) -> None:
    """End that `by` follows `topic`. Harmless when they do not."""
    TopicFollow.objects.filter(follower=by, topic=topic).delete()


@transaction.atomic
def choose_interests(topics: Iterable[Topic], *, by: Member) -> None:
    """Let `by` follow exactly `topics`; those followed before keep their date."""
    wanted = list(topics)
    TopicFollow.objects.filter(follower=by).exclude(topic__in=wanted).delete()
    for topic in wanted:
        follow_topic(topic, by=by)
