"""The index follows what happens, can be made anew, and forgets."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from hearth.communities.actions.erasing import erase_discussion, erase_reply
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.tests.people import member_of, open_community
from hearth.search.actions.tidying import optimize
from hearth.search.models import Document, Word
from hearth.search.tests.finding import addresses, index_all
from tests import remains


@pytest.mark.django_db(transaction=True)
def test_what_was_erased_is_in_no_row_and_no_byte_after_optimize():
    with transaction.atomic():
        place = open_community()
        asker, friend = member_of(place), member_of(place)
        opening = start_discussion(place, Opening(title="Quuxblorp", body="Zyxwomble"), by=asker)
        reply = post_reply(opening, Answer(body="Grobbledock"), by=friend)
    index_all()
    assert Document.objects.filter(title_stems="quuxblorp").exists()
    with transaction.atomic():
        erase_reply(reply, by=friend)
        erase_discussion(opening, by=asker)
    assert not Document.objects.filter(title_stems="quuxblorp").exists()
    optimize()
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    left = remains.database()
    for word in ("quuxblorp", "zyxwombl", "grobbledock"):
        assert word not in left


@pytest.mark.django_db
def test_a_mark_that_stays_for_its_answers_keeps_no_stems(place, asker, friend):
    opening = start_discussion(place, Opening(title="Quuxblorp"), by=asker)
    post_reply(opening, Answer(body="Grobbledock"), by=friend)
    index_all()
    erase_discussion(opening, by=asker)
    assert not Document.objects.filter(title_stems__contains="quuxblorp").exists()


@pytest.mark.django_db
def test_it_can_be_checked_and_made_anew(place, asker):
    made = start_discussion(place, Opening(title="Quuxblorp"), by=asker)
    with pytest.raises(CommandError):
        call_command("check_search")
    call_command("rebuild_search")
    call_command("check_search")
    type(made).objects.filter(pk=made.pk).update(title="Somethingelse")
    with pytest.raises(CommandError):
        call_command("check_search")
    call_command("rebuild_search")
    made.refresh_from_db()
    assert addresses("somethingelse") == [made.get_absolute_url()]
    assert addresses("quuxblorp") == []
    assert not Word.objects.filter(shown="quuxblorp").exists()
