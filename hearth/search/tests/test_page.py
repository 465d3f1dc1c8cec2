"""What the page of results says of them, and of what was not found."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearth.communities.actions.writing import Opening, start_discussion
from hearth.communities.models import Joining, Reading
from hearth.communities.tests.people import open_community
from hearth.search.queries.marking import by_first_stem, marked, snippet
from hearth.search.tests.finding import found, index_all, page
from hearth.topics.actions import put_first_vocabulary

pytestmark = pytest.mark.django_db


def said(html: str) -> str:
    """Return the words of `html`, as one line."""
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


@pytest.mark.once
def test_a_name_is_marked_where_it_stands_whole_and_none_of_its_words_alone():
    sought = by_first_stem(frozenset({("water", "on", "the", "lung"), ("heart",)}))
    marks = re.findall("<mark>(.*?)</mark>", marked("The water on the lungs, the heart & the salt", "en", sought))
    assert marks == ["water", "on", "the", "lungs", "heart"]
    assert "<mark>" not in marked("The salt on the table", "en", sought)


@pytest.mark.once
def test_a_snippet_shows_where_most_of_it_stands_and_is_quick_with_words_said_a_thousand_times():
    sought = by_first_stem(frozenset({("heart",), ("tire",)}))
    text = "heart " + "salt " * 200 + "my tired heart " + "salt " * 200
    assert "my <mark>tired</mark> <mark>heart</mark>" in snippet(text, "en", sought)
    assert snippet("heart " * 3_000, "en", sought).endswith(" …")
    assert snippet("", "en", sought) == ""


def test_a_topic_found_by_a_word_of_another_language_says_by_which():
    put_first_vocabulary()
    index_all()
    answer = page(None, q="ataque", kind="topic")
    assert 'Also called <b lang="es" dir="auto">Ataque al corazón</b> (Spanish)' in answer
    assert "Also called" not in page(None, q='"heart attack"', kind="topic").partition("</li>")[0]


def test_other_names_say_their_language_and_the_readers_come_first(place, asker):
    put_first_vocabulary()
    start_discussion(place, Opening(title="After my myocardial infarction"), by=asker)
    index_all()
    languages = [name.lang for name in found("heart attack").also]
    assert languages[0] == "en"
    assert languages == sorted(languages, key=lambda code: (code != "en", code))
    answer = page(None, q="heart attack")
    assert '<bdi lang="en">Myocardial infarction</bdi>' in answer
    assert '<li lang="es" dir="auto">' in answer


@pytest.mark.parametrize("text", ['" - "', "-heart", "*", "🫀"])
def test_where_no_word_was_asked_for_that_is_said(text, place, asker):
    start_discussion(place, Opening(title="Tired heart"), by=asker)
    index_all()
    answer = page(asker, q=text)
    assert "Write a word to look for" in answer
    assert "Ask it" not in answer
    assert "Nothing here says" not in answer


def test_filters_are_named_and_nothing_found_in_them_is_not_said_of_everything(place, asker):
    start_discussion(place, Opening(title="Zebrafish at breakfast"), by=asker)
    index_all()
    given = {"kind": ["member", "topic"], "language": "es", "since": "2020-01-31", "mine": "on", "unanswered": "on"}
    answer = page(asker, q="zebrafish", community=place.public_id, **given)
    named = said(answer[answer.index('id="q-narrowed"') :].partition("</p>")[0])
    for words in ("People · Topics", "Tired hearts", "Español", "from 31 January 2020 on", "Only what I wrote"):
        assert words in named
    assert "Nothing here says" not in answer
    assert "where you looked" in said(answer)
    assert "Zebrafish" in said(page(asker, q="zebrafish"))
    assert 'id="q-narrowed"' not in page(asker, q="zebrafish", language="", since="", until="", order="relevance")


def test_a_community_one_may_not_know_of_is_not_named_as_a_filter(asker):
    hidden = open_community(name="Whispering pines", reading=Reading.ITS_MEMBERS, joining=Joining.BY_INVITATION)
    for address in (hidden.public_id, "nonsense"):
        answer = page(asker, q="zebrafish", community=address)
        assert "Whispering pines" not in answer
        assert 'id="q-narrowed"' not in answer


def test_of_a_long_question_the_page_says_that_it_was_cut_and_does_not_repeat_it_all(place, asker):
    start_discussion(place, Opening(title="Tired heart"), by=asker)
    index_all()
    answer = page(None, q="heart " * 200)
    assert "only its beginning was looked for" in answer
    heading = said(answer[answer.index('id="found"') :].partition("</h2>")[0])
    assert len(heading) < 120


def test_as_many_queries_for_many_topics_as_for_few():
    put_first_vocabulary()
    index_all()
    asked = []
    for text in ("diabetic foot", "heart"):
        with CaptureQueriesContext(connection) as seen:
            shown = len(found(text, kinds=("topic",)).page.items)
        asked.append((shown, sum("topics_" in query["sql"] and "search_" not in query["sql"] for query in seen)))
    (few, with_few), (many, with_many) = asked
    assert few < many
    assert with_many <= with_few
