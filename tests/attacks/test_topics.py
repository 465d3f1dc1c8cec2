"""The desk of the topics, and what is typed into pickers and search: nobody else gets there, and nothing breaks."""

import time

import pytest
from django.core.cache import caches
from django.urls import reverse

from hearth.topics.models import FormerTopic, Topic, TopicIdentifier, TopicName, WithheldName
from tests.attacks.doors import OURS
from tests.attacks.test_input import NASTY, assert_harmless
from tests.cast import OPERATOR, PERSONAS, operator
from tests.people import signed_in

ACTS = ("name", "removal", "sentence", "merge", "split")
FRAGMENTS = {
    "topics": ("topics:suggestions", {}, "?for=topics", ("topics", "topics_words")),
    "words": ("topics:suggestions", {}, "?for=words", ("words",)),
    "a field nobody has": ("topics:suggestions", {}, "?for=<script>", ("<script>", "topics")),
    "search": ("search:suggestions", {}, "", ("q",)),
    "similar": ("search:similar", {"community_id": "place"}, "", ("title", "topics")),
}


def vocabulary():
    """Return all that is said of topics."""
    models = (Topic, TopicName, WithheldName, TopicIdentifier, FormerTopic, Topic.broader.through)
    return [list(model.objects.order_by("pk").values()) for model in models]


def given(world):
    """Return what would do every act at once."""
    return {
        "name": "Worn heart",
        "language": "en",
        "kind": "everyday",
        "sentence": "No.",
        "names": [name.pk for name in world.topic.names.all()],
        "topics": "other",
    }


@pytest.fixture
def other(world):
    made = Topic.objects.create(slug="other")
    TopicName.objects.create(topic=made, language="en", kind="preferred", name="Other", key="other")
    return made


def at(world, act):
    return reverse("members:staff-topic-act", args=[world.topic.slug, act])


@pytest.mark.parametrize("make", PERSONAS, ids=lambda make: make.__name__)
def test_only_keepers_change_a_topic(world, other, make):
    persona = make(world)
    if persona.kind == OPERATOR:
        return
    before = vocabulary()
    for act in ACTS:
        assert persona.client.post(at(world, act), given(world), **OURS).status_code in (302, 404)
    assert vocabulary() == before


@pytest.mark.parametrize("act", ACTS)
def test_nasty_words_on_the_desk_of_a_topic(world, other, act):
    client = operator(world).client
    for kind, nasty in NASTY.items():
        for field in ("name", "language", "kind", "sentence", "names", "topics", "topics_words"):
            began = time.process_time()
            answer = client.post(at(world, act), given(world) | {field: nasty}, **OURS)
            assert_harmless(answer, began, (kind, field))
            if answer.status_code == 302:
                assert_harmless(client.get(answer.url), time.process_time(), (kind, field))


def test_a_word_of_another_topic_is_taken_from_nobody(world, other):
    client, before = operator(world).client, vocabulary()
    for act in ("removal", "split"):
        client.post(at(world, act), {"names": [other.names.get().pk]}, **OURS)
    assert vocabulary() == before


@pytest.mark.parametrize("kind", FRAGMENTS)
def test_nasty_words_while_somebody_types(world, kind):
    name, arguments, query, fields = FRAGMENTS[kind]
    place = dict.fromkeys(arguments, world.conversations.place.public_id)
    address, client = reverse(name, kwargs=place) + query, signed_in(world.owner)
    for sort, nasty in NASTY.items():
        for field in fields:
            caches["process"].clear()
            began = time.process_time()
            assert_harmless(client.post(address, {field: [nasty] * 50}, **OURS), began, (sort, field))
            elsewhere = client.post(address, {field: nasty}, headers={"origin": "https://evil.example"})
            assert elsewhere.status_code in (400, 403)
