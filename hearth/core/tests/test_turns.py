import time

import pytest
from django.db import transaction

from hearth.core.models import Submission
from hearth.core.turns import take_turn
from tests.threads import at_once


def test_each_sees_what_the_one_before_left(waiting_database):
    def add_one(number):
        with transaction.atomic():
            take_turn("counting")
            count = Submission.objects.count()
            time.sleep(0.05)
            Submission.objects.create(digest=str(count))

    assert at_once(4, add_one) == [None] * 4
    assert sorted(Submission.objects.values_list("digest", flat=True)) == ["0", "1", "2", "3"]


@pytest.mark.django_db(transaction=True)
def test_a_turn_outside_a_transaction_is_a_mistake():
    with pytest.raises(RuntimeError):
        take_turn("counting")
