"""Following people and topics. A follow is known to whoever follows, and told to nobody."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.core.refusals import Refusal
from hearth.core.turns import take_turn
from hearth.members.models import Follow, Member, TopicFollow
from hearth.members.permissions import can_follow
from hearth.topics.models import Topic

MOST_TOPICS = 30
"""How many topics one member may follow: the page that lists them shows and saves them all at once."""


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
    """Let `by` follow `topic`; twice is once. Raises Refusal when they follow MOST_TOPICS others already."""
    take_turn(f"members.topics {by.pk}")
    _refuse_too_many({*_topics_of(by), topic.pk})
    TopicFollow.objects.get_or_create(follower=by, topic=topic, defaults={"followed_at": at or timezone.now()})


def unfollow_topic(topic: Topic, *, by: Member) -> None:
    """End that `by` follows `topic`. Harmless when they do not."""
    TopicFollow.objects.filter(follower=by, topic=topic).delete()


@transaction.atomic
def choose_interests(topics: Iterable[Topic], *, by: Member) -> None:
    """Let `by` follow exactly `topics`; those followed before keep their date.

    Raises Refusal when they are more than MOST_TOPICS.
    """
    take_turn(f"members.topics {by.pk}")
    wanted = {topic.pk for topic in topics}
    _refuse_too_many(wanted)
    TopicFollow.objects.filter(follower=by).exclude(topic__in=wanted).delete()
    new = wanted - _topics_of(by)
    TopicFollow.objects.bulk_create(TopicFollow(follower=by, topic_id=pk) for pk in sorted(new))


def _topics_of(member: Member) -> set[int]:
    return set(TopicFollow.objects.filter(follower=member).values_list("topic_id", flat=True))


def _refuse_too_many(topics: set[int]) -> None:
    if len(topics) > MOST_TOPICS:
        said = ngettext(
            "You can follow at most %(most)d topic. Take one off first, under “Interests and people”.",
            "You can follow at most %(most)d topics. Take one off first, under “Interests and people”.",
            MOST_TOPICS,
        )
        raise Refusal(said % {"most": MOST_TOPICS})
