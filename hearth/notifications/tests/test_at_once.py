"""What changes many rows of word at once gets into nobody's way, nor they into its."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from hearth.activity.ports import How
from hearth.communities.actions.writing import Opening, start_discussion
from hearth.communities.models import Attention
from hearth.communities.tests.people import member_of, open_community
from hearth.notifications.actions import digesting, following, reading
from hearth.notifications.models import Notification, Reception
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
    Reception.objects.create(member=asker, daily_at=rows[0].at - timedelta(hours=1))
    return asker, was, now, rows


def written(row):
    """Write one row as whoever goes by key does; it is held until the transaction ends."""
    return lambda: Notification.objects.filter(pk=row.pk).update(mail_at=None)


@pytest.mark.parametrize("act", ["mark_all_read", "digest_one", "follow_discussion", "follow_post"])
def test_rows_are_taken_by_key(act, scene, tmp_path):
    asker, was, now, (first, second) = scene
    acts = {
        "mark_all_read": lambda: reading.mark_all_read(asker, until=timezone.now()),
        "digest_one": lambda: digesting.digest_one(asker.pk, How.DAILY),
        "follow_discussion": lambda: following.follow_discussion(was.pk),
        "follow_post": lambda: following.follow_post(was, now),
    }
    with database_that_waits(tmp_path):
        ended = one_behind_the_other(written(first), acts[act], then=written(second))
        assert not [each for each in ended if isinstance(each, Exception)], ended
