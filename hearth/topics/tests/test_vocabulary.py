import re

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.folding import LONGEST_KEY, fold
from hearth.topics.actions import Name, put_first_vocabulary, put_topic
from hearth.topics.models import NameKind, Topic, TopicName
from hearth.topics.queries import find_topics, get_topic, list_topics, neighbors_of, topic_at, topics_named
from hearth.topics.vocabulary import first_vocabulary

PREFERRED, EVERYDAY = NameKind.PREFERRED, NameKind.EVERYDAY


@pytest.fixture
def vocabulary(db):
    put_first_vocabulary()


def slugs(cards):
    return [card.slug for card in cards]


@given(st.text())
def test_folding_a_key_again_changes_nothing(words):
    assert fold(fold(words)) == fold(words)


@given(st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F)))
def test_case_makes_no_difference_to_a_key(words):
    assert fold(words.upper().lower()) == fold(words.upper())


@given(st.text(max_size=2000))
def test_a_key_holds_words_with_one_space_between_them_and_nothing_else(words):
    key = fold(words)
    assert len(key) <= LONGEST_KEY
    assert "\0" not in key
    assert key.split() == [part for part in key.split(" ") if part]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ataque al corazón", "ataque  al CORAZON"),
        ("Parkinson’s", "parkinson's"),
        ("long-COVID", "long covid"),
        ("أزمة قلبية", "ازمه قلبيه"),
        ("إِكْتِئَاب", "اكتئاب"),
        ("قـــلب", "قلب"),
        ("Straße", "STRASSE"),
        ("diabetes tipo ٢", "diabetes tipo 2"),
    ],
)
def test_spellings_people_take_for_the_same_share_a_key(one, other):
    assert fold(one) == fold(other)


def test_vowel_signs_of_indic_scripts_still_make_a_difference():
    assert fold("कुल") != fold("कल")


def test_the_first_vocabulary_is_complete_in_the_languages_of_the_site():
    entries = first_vocabulary()
    sprite = set(re.findall(r'id="([a-z-]+)"', (settings.BASE_DIR / "static/img/icons.svg").read_text()))
    assert len(entries) >= 250
    for entry in entries:
        kinds = {(language, kind) for language, kind, _name in entry.names}
        languages = {"en", "es"} | {language for language, _kind in kinds}
        assert {(code, PREFERRED) for code in languages} <= kinds, entry.slug
        assert {(code, EVERYDAY) for code in languages} <= kinds, entry.slug
        assert languages == set(entry.description), entry.slug
        assert all(said.endswith(".") for said in entry.description.values()), entry.slug
        assert entry.icon in sprite, entry.slug
        assert bool(entry.broader) != bool(entry.shelf), entry.slug
    assert sum("ar" in entry.description for entry in entries) >= 40
    identifiers = [each for entry in entries for each in entry.identifiers]
    assert len(identifiers) == len(set(identifiers))


def test_putting_the_first_vocabulary_twice_adds_it_once_and_keeps_what_editors_changed(vocabulary):
    Topic.objects.filter(slug="grief").update(description={"en": "Ours."})
    before = list(TopicName.objects.order_by("id").values_list())
    assert put_first_vocabulary() == 0
    assert list(TopicName.objects.order_by("id").values_list()) == before
    assert Topic.objects.get(slug="grief").description == {"en": "Ours."}


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("ataque al corazon", "heart-attack"),
        ("myocardial infarction", "heart-attack"),
        ("heart attack", "heart-attack"),
        ("أزمه قلبيه", "heart-attack"),
        ("infarto", "heart-attack"),
        ("parkinsons", "parkinsons"),
        ("t2d", "type-2-diabetes"),
        ("failure heart", "heart-failure"),
        ("dialy", "dialysis"),
        ("fibromy", "fibromyalgia"),
        ("cardiopx", None),
    ],
)
def test_any_word_in_any_language_finds_the_topic(vocabulary, words, first):
    found = slugs(find_topics(words, language="en"))
    assert found[:1] == ([first] if first else [])


def test_the_inside_of_a_word_is_found_from_three_letters_on(vocabulary):
    assert "fibromyalgia" in slugs(find_topics("bromyal", language="en"))
    assert "fibromyalgia" not in slugs(find_topics("ro", language="en"))


def test_the_readers_preferred_names_come_first(db):
    def topic(slug, language, kind, name):
        names = [Name(language, PREFERRED, f"Zz {slug}"), Name(language, kind, name)]
        put_topic(slug, icon="leaf", names=names if kind != PREFERRED else [Name(language, kind, name)], description={})

    topic("elsewhere", "es", PREFERRED, "Sol uno")
    topic("everyday", "en", EVERYDAY, "Sol uno")
    topic("preferred", "en", PREFERRED, "Sol uno")
    assert slugs(find_topics("sol", language="en")) == ["preferred", "everyday", "elsewhere"]
    assert slugs(find_topics("sol", language="es"))[0] == "elsewhere"


def test_the_word_that_was_found_is_said_when_it_is_not_the_name(vocabulary):
    (card,) = find_topics("ataque al corazón", language="en")
    assert (card.name.text, card.matched.text, card.matched.lang) == ("Heart attack", "Ataque al corazón", "es")
    assert find_topics("heart attack", language="en")[0].matched is None


@pytest.mark.parametrize("words", ["", "   ", "%", "_", "\0", "'; --", "🙂", "%%%%"])
def test_words_without_letters_find_nothing(vocabulary, words):
    assert find_topics(words, language="en") == neighbors_of(words, language="en") == []


def test_wildcards_of_sql_are_ordinary_letters(vocabulary):
    assert find_topics("heart%failure_", language="en")[0].slug == "heart-failure"


@pytest.mark.parametrize(
    ("words", "near"), [("alzeimer", "alzheimers"), ("diabetis", "diabetes"), ("sleeping", "sleep")]
)
def test_a_misspelt_word_has_neighbours(vocabulary, words, near):
    assert find_topics(words, language="en") == []
    assert near in slugs(neighbors_of(words, language="en"))


@pytest.mark.parametrize("words", ["marisol", "quuxblorp the end", "quuxblorp the", "xyz"])
def test_what_is_not_close_is_not_called_so(vocabulary, words):
    assert neighbors_of(words, language="en") == []


def test_who_comes_close_by_more_words_comes_first(vocabulary):
    assert slugs(neighbors_of("presion altta", language="es"))[0] == "high-blood-pressure"


def test_reads_take_the_same_number_of_queries_however_many_topics_there_are(vocabulary, django_assert_max_num_queries):
    for extra in range(30):
        put_topic(
            f"heart-{extra}",
            icon="leaf",
            names=[Name("en", PREFERRED, f"Heart {extra}"), Name("es", PREFERRED, f"Corazón {extra}")],
            description={},
            broader=["heart-and-circulation"],
        )
    with django_assert_max_num_queries(3):
        assert len(find_topics("heart", language="es", limit=30)) == 30
    with django_assert_max_num_queries(3):
        list_topics(language="es")
    with django_assert_max_num_queries(7):
        assert len(get_topic(topic_at("heart-and-circulation"), language="ar").narrower) > 30


def test_the_list_is_grouped_and_in_the_order_of_the_readers_language(vocabulary):
    groups = list_topics(language="es")
    shelves = list(dict.fromkeys(group.shelf for group in groups))
    assert shelves == ["body", "mind", "life", "care"]
    for shelf in shelves:
        names = [group.topic.name.text for group in groups if group.shelf == shelf]
        assert names == sorted(names, key=fold)
    assert sum(1 + len(group.narrower) for group in groups) >= 40
    assert "heart-failure" in slugs(next(g for g in groups if g.topic.slug == "heart-and-circulation").narrower)


def test_a_topic_needs_one_preferred_name_in_each_language(db):
    for names in ([Name("en", EVERYDAY, "a")], [Name("en", PREFERRED, "…")], [Name("en", PREFERRED, n) for n in "ab"]):
        with pytest.raises(ValueError, match="x:"):
            put_topic("x", icon="leaf", names=names, description={})
    with pytest.raises(ValueError, match="nowhere"):
        put_topic("x", icon="leaf", names=[Name("en", PREFERRED, "a")], description={}, broader=["nowhere"])


def test_a_name_that_several_topics_share_belongs_to_the_one_that_prefers_it(db):
    put_topic("one", icon="leaf", names=[Name("en", PREFERRED, "Sugar")], description={})
    put_topic("two", icon="leaf", names=[Name("en", PREFERRED, "Two"), Name("en", EVERYDAY, "Sugar")], description={})
    assert topics_named(["SUGAR", "…"])["sugar"].slug == "one"
