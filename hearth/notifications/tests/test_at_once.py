"""What changes many rows of word at once gets into nobody's way, nor they into its."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from hearth.activity.ports import How
from hearth.communities.actions.writing import Opening, start_discussion
from hearth.communities.models import Attention
from hearth.communities.tests.people import member_of, open_community
from hearth.core.upkeep import prune
from hearth.notifications.actions import digesting, following, reading
from hearth.notifications.actions.choosing import appoint, choose, live_in, receive
from hearth.notifications.models import Choice, Notification, Reception
from hearth.notifications.queries.reception import zone_of
from tests.threads import database_that_waits, one_behind_the_other

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene():
    """Two rows of one person in one discussion; where they lie, and by time, the second comes first."""
    with transaction.atomic():
        place = open_community()
        asker = member_of(place)
        was, now = (start_discussion(place, Opening(title=title, body="So."), by=asker) for title in ("Was", "Now"))
        Attention.objects.all().delete()  # so that nothing is read yet
    said = {"kind": "reply", "about": "reply", "discussion": was, "how": How.DAILY}
    rows = [Notification.objects.create(member=asker, subject_id=number, **said) for number in (1, 2)]
    Notification.objects.filter(pk=rows[0].pk).update(at=rows[0].at - timedelta(hours=1))
    with transaction.atomic():
        appoint(asker)
    Reception.objects.update(daily_at=rows[0].at - timedelta(hours=1))
    return asker, was, now, rows


def written(row):
    """Write one row as whoever goes by key does; it is held until the transaction ends."""
    return lambda: Notification.objects.filter(pk=row.pk).update(mail_at=None)


@pytest.mark.parametrize("act", ["mark_all_read", "digest_one", "follow_discussion", "follow_post", "prune"])
def test_rows_are_taken_by_key(act, scene, tmp_path):
    asker, was, now, (first, second) = scene
    acts = {
        "mark_all_read": lambda: reading.mark_all_read(asker, until=timezone.now()),
        "digest_one": lambda: digesting.digest_one(asker.pk, How.DAILY),
        "follow_discussion": lambda: following.follow_discussion(was.pk),
        "follow_post": lambda: following.follow_post(was, now),
        "prune": lambda: prune(Notification.objects.filter(member=asker)),
    }
    with database_that_waits(tmp_path):
        ended = one_behind_the_other(written(first), acts[act], then=written(second))
        assert not [each for each in ended if isinstance(each, Exception)], ended


def test_of_two_choices_at_once_the_later_holds(scene, tmp_path):
    asker = scene[0]
    with database_that_waits(tmp_path):
        ended = one_behind_the_other(
            lambda: choose(asker, {"reply": How.NEVER}), lambda: choose(asker, {"reply": How.DAILY})
        )
        assert ended == (None, None)
        assert [each.how for each in Choice.objects.filter(member=asker, kind="reply")] == [How.DAILY]


def test_an_hour_chosen_while_the_next_digest_is_appointed_holds(scene, tmp_path):
    asker = scene[0]
    with database_that_waits(tmp_path):
        ended = one_behind_the_other(lambda: digesting.digest_one(asker.pk, How.DAILY), lambda: receive(asker, hour=19))
        assert ended == (1, None)
        reception = Reception.objects.get(member=asker)
        assert reception.daily_at > timezone.now()
        assert reception.daily_at.astimezone(zone_of(reception)).hour == 19


def test_two_who_appoint_the_first_digests_of_somebody_make_one_row(scene, tmp_path):
    asker = scene[0]
    Reception.objects.all().delete()
    with database_that_waits(tmp_path):
        ended = one_behind_the_other(lambda: live_in(asker, "Asia/Tokyo"), lambda: receive(asker, hour=19))
        assert ended == (None, None)
        reception = Reception.objects.get(member=asker)
        assert (reception.time_zone, reception.hour) == ("Asia/Tokyo", 19)
        assert reception.daily_at.astimezone(zone_of(reception)).hour == 19
