"""What people type is read as they mean it, and nothing they type breaks anything."""

import time

import pytest
from django.test import Client

from hearth.communities.actions.writing import Opening, start_discussion
from hearth.communities.tests.people import open_community
from hearth.search.asked import read
from hearth.search.queries.finding import Search, find
from hearth.search.stems import stems_of
from hearth.search.tests.finding import addresses, found, index_all, page
from hearth.topics.actions import Name, put_first_vocabulary, put_topic
from hearth.topics.models import NameKind

NONSENSE = [
    "", " ", '"', '""', "-", "--", '-"', "AND", "OR NOT", "NEAR(", "title_stems:x", "*", "heart*", "^heart", "{a b}:c",
    "'; DROP TABLE search_document; --", "a & | ! <-> b", "\\", "%", "_", "\u202eheart\u2069", "🫀", "x" * 10_000,
    "heart " * 2_000, '"' * 500, "(((((", "-heart", "a" * 300 + " b", "１２３", "ما ء", "\ud7ff", "'s 's",
]  # fmt: skip

NAMES = [(NameKind.PREFERRED, "Wren song"), *((NameKind.EVERYDAY, f"wren song {each}") for each in "abcdefgh")]


@pytest.mark.once
def test_words_phrases_and_what_is_left_out():
    asked = read('tired "heart failure" -salt -"lemon tree"')
    assert asked.words == ("tired",)
    assert asked.phrases == (("heart", "failure"),)
    assert asked.without == (("salt",), ("lemon", "tree"))
    assert read("well-being").words == ("well", "being")
    assert read('an "unbalanced quote').phrases == (("unbalanced", "quote"),)


@pytest.mark.once
@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "breathing", "breathes"),
        ("es", "operaciones", "operación"),
        ("nl", "hartkloppingen", "hartklopping"),
        ("de", "Schmerzen", "Schmerz"),
        ("fr", "opérations", "opération"),
        ("pt", "remédios", "remédio"),
        ("ar", "القلب", "قلب"),
    ],
)
def test_forms_of_a_word_share_a_stem(language, one, other):
    assert stems_of(one, language) == stems_of(other, language) != ""


@pytest.mark.django_db
@pytest.mark.parametrize("text", NONSENSE)
def test_whatever_is_typed_is_answered(text, place, asker):
    start_discussion(place, Opening(title="Tired heart"), by=asker)
    index_all()
    began = time.process_time()
    page(asker, q=text)
    assert time.process_time() - began < 1


HOSTILE = {
    "a word full of signs": "wren" + "!" * 19_000 + "x",
    "one word again and again": "wren " * 3_900,
    "words of one letter": "wren song a b " * 1_400,
}


@pytest.mark.django_db
@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_what_somebody_wrote_makes_no_search_slow(body, place, asker):
    put_topic("wren", icon="leaf", names=[Name("en", *name) for name in NAMES], description={})
    for _number in range(4):
        start_discussion(place, Opening(title="Birds", body=body), by=asker)
    index_all()
    began = time.process_time()
    assert page(asker, q="wren song").count('class="result"') == 5
    assert time.process_time() - began < 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "filters",
    [
        {"kind": "nonsense"}, {"language": "xx"}, {"since": "yesterday"}, {"community": "x"}, {"cursor": "x"},
        {"order": "worst"}, {"since": "0001-01-01", "until": "9999-12-31"}, {"mine": "on"}, {"unanswered": "on"},
    ],
)  # fmt: skip
def test_a_filter_that_cannot_be_read_is_left_out(filters, place, asker):
    for reader in (asker, None):
        assert 'value="heart"' in page(reader, q="heart", **filters)


@pytest.mark.django_db
def test_phrases_and_exclusions_decide(place, asker):
    near = start_discussion(place, Opening(title="My heart failure"), by=asker)
    far = start_discussion(place, Opening(title="The failure of my heart"), by=asker)
    index_all()
    assert set(addresses("heart failures", kinds=("discussion",))) == {near.get_absolute_url(), far.get_absolute_url()}
    assert addresses('"heart failure"') == [near.get_absolute_url()]
    assert addresses('heart -"heart failure"', kinds=("discussion",)) == [far.get_absolute_url()]


@pytest.mark.django_db
def test_accents_do_not_matter_either_way(place, asker):
    written = start_discussion(place, Opening(title="Después de la operación", language="es"), by=asker)
    bare = start_discussion(place, Opening(title="Mi operacion", language="es"), by=asker)
    index_all()
    for text in ("operacion", "operación", "OPERACIÓN", "operaciones"):
        assert set(addresses(text)) == {written.get_absolute_url(), bare.get_absolute_url()}, text


@pytest.mark.django_db
def test_another_name_of_the_topic_is_found_below_and_said(place, asker):
    put_first_vocabulary()
    other = start_discussion(place, Opening(title="After my myocardial infarction"), by=asker)
    own = start_discussion(place, Opening(title="My heart attack"), by=asker)
    index_all()
    answer = found("heart attack", kinds=("discussion",))
    assert [each.address for each in answer.page.items] == [own.get_absolute_url(), other.get_absolute_url()]
    assert "Myocardial infarction" in {name.text.capitalize() for name in answer.also}
    assert "Also showing" in page(None, q="heart attack")


@pytest.mark.django_db
def test_other_names_are_looked_for_within_a_longer_question_too(place, asker):
    put_first_vocabulary()
    other = start_discussion(place, Opening(title="Sleeping badly since my myocardial infarction"), by=asker)
    own = start_discussion(place, Opening(title="Sleeping on my back after the heart attack"), by=asker)
    start_discussion(place, Opening(title="Myocardial infarction and bread"), by=asker)
    index_all()
    answer = found("how do you sleep after a heart attack", kinds=("discussion",))
    assert [each.address for each in answer.page.items][:2] == [own.get_absolute_url(), other.get_absolute_url()]
    assert "Myocardial infarction" in {name.text for name in answer.also}
    assert "Myocardial" not in page(None, q='"heart attack" sleeping')


@pytest.mark.django_db
def test_a_slip_in_a_name_is_mended_before_its_other_names_are_looked_for(place, asker):
    put_first_vocabulary()
    other = start_discussion(place, Opening(title="After my myocardial infarction"), by=asker)
    index_all()
    answer = found('heart atack -"lemon tree"', kinds=("discussion",))
    assert [each.address for each in answer.page.items] == [other.get_absolute_url()]
    assert answer.instead == 'heart attack -"lemon tree"'


@pytest.mark.django_db
def test_where_nothing_is_found_topics_that_come_close_are_offered_and_to_ask(place):
    put_first_vocabulary()
    answer = page(None, q="hearttattackk")
    assert "Nothing here says" in answer
    assert "/topics/heart-attack/" in answer
    assert "Ask it" in answer


@pytest.mark.django_db
def test_spanish_words_find_what_was_written_in_english(place, asker):
    put_first_vocabulary()
    own = start_discussion(place, Opening(title="My heart attack"), by=asker)
    index_all()
    assert own.get_absolute_url() in addresses("ataque al corazón", language_of_reader="es")


@pytest.mark.django_db
def test_a_slip_is_mended_only_into_what_the_reader_may_read(place, asker):
    made = start_discussion(place, Opening(title="Zebrafish at breakfast"), by=asker)
    index_all()
    assert addresses("zebrafsih") == [made.get_absolute_url()]
    assert "zebrafish" in page(None, q="zebrafsih")
    start_discussion(open_community(), Opening(title="Heart"), by=asker)
    made.community.reading = "its_members"
    made.community.save()
    index_all()
    assert "zebrafish" not in page(None, q="zebrafsih")
    assert "zebrafish" not in page(None, q="zebrafsih heart")


@pytest.mark.django_db
def test_pages_follow_each_other_without_gap_or_repetition(place, asker):
    made = [start_discussion(place, Opening(title=f"Heart {number}"), by=asker) for number in range(45)]
    index_all()
    for order in ("relevance", "newest"):
        seen, cursor = [], ""
        while True:
            search = Search(text="heart", order=order, kinds=("discussion",))
            answer = find(search, viewer=None, language="en", cursor=cursor)
            seen += [each.address for each in answer.page.items]
            cursor = answer.page.next
            if not cursor:
                break
        assert len(seen) == len(set(seen)) == len(made)


def test_a_nul_is_refused_as_everywhere():
    assert Client().get("/search/", {"q": "\0"}).status_code == 400
