"""Workers at the same moment, and somebody who erases what one of them reads."""

import pytest
from django.db import transaction

from hearth.communities.actions.erasing import erase_discussion
from hearth.communities.actions.holding import hold_discussion
from hearth.communities.actions.writing import Opening, start_discussion
from hearth.communities.models import Discussion
from hearth.communities.tests.people import open_community
from hearth.search.actions.indexing import index
from hearth.search.actions.rebuilding import rebuild
from hearth.search.models import Document, Kind, Word
from tests.people import join_person
from tests.threads import at_once, one_behind_the_other


@pytest.fixture
def talk(waiting_database):
    return start_discussion(open_community(), Opening(title="Quuxblorp"), by=join_person())


@transaction.atomic
def erase(talk):
    erase_discussion(hold_discussion(talk.pk), by=None)


def test_many_workers_on_one_thing_make_one_document(talk):
    outcomes = at_once(8, lambda number: rebuild() if number % 2 else index(Kind.DISCUSSION, [talk.pk]))
    assert not [each for each in outcomes if isinstance(each, Exception)], outcomes
    assert Document.objects.filter(discussion=talk).count() == 1


def test_the_last_words_are_those_that_are_found(talk):
    index(Kind.DISCUSSION, [talk.pk])
    outcomes = one_behind_the_other(
        lambda: Discussion.objects.filter(pk=talk.pk).update(title="Grobbledock"),
        lambda: index(Kind.DISCUSSION, [talk.pk]),
    )
    assert outcomes == (1, 1)
    assert Document.objects.get(discussion=talk).title_stems == "grobbledock"
    assert not Word.objects.filter(shown="quuxblorp").exists()


def test_whoever_erases_while_a_worker_reads_leaves_nothing(talk):
    assert one_behind_the_other(lambda: index(Kind.DISCUSSION, [talk.pk]), lambda: erase(talk)) == (1, None)
    assert not Document.objects.filter(kind=Kind.DISCUSSION).exists()
    assert not Word.objects.filter(shown="quuxblorp").exists()


def test_what_a_worker_reads_behind_whoever_erases_it_is_nothing(talk):
    assert one_behind_the_other(lambda: erase(talk), lambda: index(Kind.DISCUSSION, [talk.pk])) == (None, 0)
    assert not Document.objects.filter(kind=Kind.DISCUSSION).exists()


def test_of_two_who_erase_the_same_word_neither_leaves_it(talk):
    other = start_discussion(talk.community, Opening(title="Quuxblorp again"), by=join_person())
    rebuild()
    assert one_behind_the_other(lambda: erase(talk), lambda: erase(other)) == (None, None)
    assert not Word.objects.filter(shown="quuxblorp").exists()
