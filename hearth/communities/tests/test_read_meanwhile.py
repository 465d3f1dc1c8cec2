"""Somebody reads a discussion while it is merged, split or erased between two queries of their page."""

import pytest
from django.db import connection, transaction
from django.test import Client

from hearth.communities.actions.finding import find
from hearth.communities.actions.merging import merge_discussions
from hearth.communities.actions.splitting import split_discussion
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import WHOLE, Attention, FindingKind
from hearth.communities.tests.people import member_of, open_community
from tests.people import join_person, signed_in


class Place:
    """Two discussions, one of them with replies and answers, read by a member who stopped after the first reply."""

    def __init__(self):
        self.steward, self.friend = join_person(), join_person()
        self.place = open_community(steward=self.steward)
        self.asker, self.reader = member_of(self.place), member_of(self.place)
        self.kept, self.gone = (
            start_discussion(self.place, Opening(title=title, body="Words."), by=self.asker) for title in ("A", "B")
        )
        self.first = post_reply(self.gone, Answer(body="Yes."), by=self.friend)
        self.browsers = {"reader": signed_in(self.reader), "visitor": Client(), "steward": signed_in(self.steward)}
        self.browsers["reader"].get(self.gone.get_absolute_url())
        self.answer = post_reply(self.gone, Answer(body="Why?", parent=self.first), by=self.asker)
        post_reply(self.gone, Answer(body="So.", parent=self.answer), by=self.friend)
        find(self.first, FindingKind.HELPED, [WHOLE], by=self.asker)

    def merge(self):
        merge_discussions(self.gone, self.kept, by=self.steward)

    def split(self):
        split_discussion(self.gone, [self.first.public_id], by=self.steward, title="Apart")


ADDRESSES = {
    "page": lambda place: place.gone.get_absolute_url(),
    "page of the other": lambda place: place.kept.get_absolute_url(),
    "answers": lambda place: f"{place.gone.get_absolute_url()}?under={place.first.public_id}",
    "reply": lambda place: f"/replies/{place.answer.public_id}/",
    "news": lambda place: f"/discussions/{place.gone.public_id}/news/?since=2000-01-01T00:00:00Z&show=1",
}


@pytest.mark.django_db
@pytest.mark.parametrize("browser", ["reader", "visitor", "steward"])
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("act", ["merge", "split"])
def test_a_page_is_a_page_or_leads_on_whenever_that_happens(act, address, browser):
    place, after = Place(), 0
    while _is_answered(place, act, ADDRESSES[address](place), place.browsers[browser], after):
        after += 1
    assert after > 1


def _is_answered(place, act, address, browser, after):
    """Ask for `address`, and do `act` when it has read `after` times; say whether it read once more."""
    read = []

    def meanwhile(execute, sql, params, many, context):
        if sql.startswith("SELECT") and len(connection.savepoint_ids) == depth:
            read.append(sql)
            if len(read) == after + 1:
                getattr(place, act)()
        return execute(sql, params, many, context)

    with transaction.atomic():
        depth = len(connection.savepoint_ids)
        with connection.execute_wrapper(meanwhile):
            response = browser.get(address)
        assert response.status_code in {200, 204, 301, 302, 404}, read[after]
        transaction.set_rollback(True)
    return len(read) > after


@pytest.mark.parametrize("act", ["merge", "split"])
def test_that_somebody_read_what_is_gone_by_now_is_forgotten(waiting_database, act):
    with transaction.atomic():
        place = Place()
    done = []

    def before_it_is_noted(execute, sql, params, many, context):
        if not done and sql.startswith(f'UPDATE "{Attention._meta.db_table}"'):
            done.append(sql)
            getattr(place, act)()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(before_it_is_noted):
        assert place.browsers["steward"].get(place.gone.get_absolute_url()).status_code == 200
    assert done
