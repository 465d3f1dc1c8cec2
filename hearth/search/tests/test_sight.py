"""What somebody may not read changes nothing of what they find: no count, order, spelling or likeness."""

import random

import pytest

from hearth.communities.actions.erasing import erase_discussion
from hearth.communities.actions.order import hide_discussion
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import Joining, Reading, Role
from hearth.communities.tests.people import member_of, open_community
from hearth.members.actions.leaving import close_account
from hearth.search.queries.similar import similar_to
from hearth.search.tests.finding import found, index_all, page
from tests.people import account_of, join_person

pytestmark = pytest.mark.django_db
KIN = ("zephyrine", "zephyrines", "operación", "operar", "perro", "perros", "lemon", "lemons", "xaviera", "xavierra")
ASKED = (
    *KIN, "zephyrinees", "operacion", "operacoin", "perroz", "lemmon", "lemon perro", "perros xaviera zephyrine",
    '"lemon perro"', "perro -lemon", "xavierra lemon operar perros",
)  # fmt: skip


def den():
    """A place of which others know nothing."""
    return open_community(reading=Reading.ITS_MEMBERS, joining=Joining.BY_INVITATION)


def say_apart(*texts):
    """Say `texts` where those who ask may not read."""
    place = den()
    writer = member_of(place)
    for text in texts:
        start_discussion(place, Opening(title=text, language="es" if "o" in text[-2:] else "en"), by=writer)
    index_all()


def all_told(viewer, words):
    """Return everything that search tells `viewer` of `words`."""
    alike = [each.pk for each in similar_to(words, viewer=viewer, language="en")]
    return found(words, viewer), alike


@pytest.mark.parametrize("seed", range(2))
def test_what_is_said_apart_changes_no_answer(seed, place, asker):
    chance = random.Random(seed)
    for _number in range(8):
        language = chance.choice(["en", "es"])
        title = " ".join(chance.sample(KIN, 3))
        start_discussion(place, Opening(title=title, language=language), by=asker)
    index_all()
    reader = chance.choice([None, join_person("Outsider")])
    before = {words: all_told(reader, words) for words in ASKED}
    say_apart(*(" ".join(chance.sample(KIN, 2)) for _number in range(12)))
    assert {words: all_told(reader, words) for words in ASKED} == before


def test_a_word_said_apart_is_a_slip_to_others_still(place, asker):
    start_discussion(place, Opening(title="Xaviera"), by=asker)
    say_apart("Xavierra")
    assert found("xavierra").instead == "xaviera"


def test_no_spelling_is_offered_that_stands_only_where_one_may_not_read(place, asker):
    start_discussion(place, Opening(title="Zephyrine"), by=asker)
    say_apart(*["Zephyrines"] * 3)
    assert found("zephyrinees").instead == ""
    start_discussion(place, Opening(title="My zephyrines"), by=asker)
    index_all()
    assert found("zephyrinees").instead == "zephyrines"


def test_a_spelling_that_was_hidden_is_offered_to_nobody_else(place, asker):
    start_discussion(place, Opening(title="Zephyrine"), by=asker)
    gone = start_discussion(place, Opening(title="Zephyrines"), by=asker)
    index_all()
    hide_discussion(gone, by=member_of(place, Role.STEWARD))
    assert found("zephyrinees").instead == ""


def test_the_title_of_whoever_takes_their_words_along_stands_beside_no_answer(place, asker, friend):
    talk = start_discussion(place, Opening(title="Zebra at breakfast"), by=asker)
    post_reply(talk, Answer(body="A kind canary"), by=friend)
    index_all()
    assert "Zebra" in page(None, q="canary")
    close_account(account_of(asker), keep_writing=False, at_once=False)
    answer = page(None, q="canary")
    assert "kind" in answer
    assert "Zebra" not in answer
    assert "A discussion whose beginning was taken back" in answer


def test_an_answer_to_what_was_taken_back_is_found_by_a_link_with_words(place, asker, friend):
    talk = start_discussion(place, Opening(title="Zebra at breakfast"), by=asker)
    post_reply(talk, Answer(body="A kind canary"), by=friend)
    index_all()
    erase_discussion(talk, by=asker)
    assert "A discussion whose beginning was taken back</a>" in page(None, q="canary")
