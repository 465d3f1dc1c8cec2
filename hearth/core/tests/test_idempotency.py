"""A form sent twice does one thing."""

import threading
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import RequestFactory
from django.utils import timezone

from hearth.core.idempotency import new_key, once, once_for, prune
from hearth.core.models import Submission
from hearth.core.refusals import Refusal
from tests.threads import at_once


def sent(path="/x/", **words):
    request = RequestFactory().post(path, words)
    request.user = AnonymousUser()
    return request


def counting(done):
    def act():
        done.append(1)
        return f"/done/{len(done)}/"

    return act


@pytest.mark.django_db
def test_the_second_sending_is_answered_like_the_first():
    done, key = [], new_key()
    assert once(sent(once=key, body="a"), counting(done)) == "/done/1/"
    assert once(sent(once=key, body="a"), counting(done)) == "/done/1/"
    assert done == [1]


@pytest.mark.django_db
def test_other_words_another_form_another_page_and_no_key_are_something_new():
    done, key = [], new_key()
    for request in (
        sent(once=key, body="a"),
        sent(once=key, body="corrected"),
        sent(once=new_key(), body="a"),
        sent("/y/", once=key, body="a"),
        sent(body="a"),
        sent(body="a"),
    ):
        once(request, counting(done))
    assert len(done) == 6


@pytest.mark.django_db
def test_the_token_of_the_session_is_no_word():
    done, key = [], new_key()
    once(sent(once=key, csrfmiddlewaretoken="a"), counting(done))
    once(sent(once=key, csrfmiddlewaretoken="b"), counting(done))
    assert len(done) == 1


@pytest.mark.django_db
def test_what_was_refused_can_be_sent_again():
    done, key = [], new_key()

    def refuse():
        Submission.objects.create(digest="written on the way")
        raise Refusal("Not now.")

    with pytest.raises(Refusal):
        once(sent(once=key), refuse)
    assert Submission.objects.count() == 0
    assert once(sent(once=key), counting(done)) == "/done/1/"


@pytest.mark.django_db
def test_what_is_kept_holds_no_words_and_goes_after_a_day():
    once(sent(once="key-canary", body="words-canary"), lambda: "/x/")
    row = Submission.objects.get()
    assert "canary" not in row.digest + row.location
    assert prune() == 0
    assert prune(timezone.now() + timedelta(days=1, seconds=1)) == 1


def test_twenty_at_once_do_one_thing(waiting_database):
    key = new_key()

    def act():
        Submission.objects.create(digest=new_key(), location="effect")
        return "/done/"

    assert at_once(20, lambda number: once(sent(once=key, body="a"), act)) == ["/done/"] * 20
    assert Submission.objects.filter(location="effect").count() == 1


@pytest.mark.django_db
def test_it_works_inside_a_transaction_too():
    done, key = [], new_key()
    with transaction.atomic():
        once(sent(once=key), counting(done))
        once(sent(once=key), counting(done))
    assert done == [1]


def test_what_the_database_ends_for_another_is_done_again(waiting_database):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets only one write: two never wait for each other.")
    rows = [Submission.objects.create(digest=name, location="0") for name in "ab"]
    both, tries = threading.Barrier(2), []

    def add_to_both(number):
        first, second = rows[::-1] if number else rows
        tries.append(number)
        Submission.objects.filter(pk=first.pk).update(location=Concat("location", Value(str(number))))
        if len(tries) < 3:
            both.wait(60)
        Submission.objects.filter(pk=second.pk).update(location=Concat("location", Value(str(number))))
        return "/done/"

    outcomes = at_once(2, lambda number: once_for(new_key(), lambda: add_to_both(number)))
    assert outcomes == ["/done/", "/done/"]
    assert len(tries) == 3
    for row in rows:
        row.refresh_from_db()
        assert sorted(row.location) == ["0", "0", "1"]
