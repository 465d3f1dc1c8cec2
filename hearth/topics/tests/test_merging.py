import pytest
from django.apps import apps

from hearth.core.refusals import Refusal
from hearth.members.actions.follows import follow_topic
from hearth.members.models import TopicFollow
from hearth.topics import ports
from hearth.topics.actions import Name, put_first_vocabulary, put_topic
from hearth.topics.actions.merging import merge_topics, split_topic
from hearth.topics.actions.wording import add_name, describe_topic, remove_name
from hearth.topics.models import NameKind, Topic, TopicIdentifier, TopicName
from hearth.topics.queries import find_topics, list_topics, topic_at, topics_at, topics_within
from tests.people import join_person, signed_in

PREFERRED, EVERYDAY = NameKind.PREFERRED, NameKind.EVERYDAY


def made(slug, *names, **more):
    given = [Name(language, kind, name) for language, kind, name in names]
    return put_topic(slug, icon="leaf", names=given, description={"en": f"About {slug}."}, **more)


@pytest.fixture
def two(db):
    above = made("above", ("en", PREFERRED, "Above"))
    one = made("one", ("en", PREFERRED, "One"), ("es", PREFERRED, "Uno"), ("en", EVERYDAY, "Both"), broader=["above"])
    other = made("other", ("en", PREFERRED, "Other"), ("en", EVERYDAY, "Both"), related=["above"])
    made("below", ("en", PREFERRED, "Below"), broader=["one"])
    TopicIdentifier.objects.create(topic=one, scheme="mesh", value="D1")
    return above, one, other


def test_whatever_names_a_topic_is_registered():
    naming = {
        (model, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.related_model is Topic and model._meta.app_label != "topics"
    }
    assert naming == {(link.model, link.field) for link in ports.links()}, "Register it with hearth.topics.ports."


def test_a_merged_topic_leaves_its_words_its_address_and_all_that_names_it(two, client):
    _above, one, other = two
    both, single = join_person("Follows both"), join_person("Follows one")
    for topic, member in ((one, both), (other, both), (one, single)):
        follow_topic(topic, by=member)
    merge_topics(one, into=other)
    assert client.get("/topics/one/").headers["Location"] == "/topics/other/"
    assert topic_at("one") == other
    assert topics_at(["one"])["one"] == other
    names = {(name.language, name.name): name.kind for name in other.names.all()}
    assert names == {
        ("en", "Other"): PREFERRED,
        ("en", "Both"): EVERYDAY,
        ("en", "One"): EVERYDAY,
        ("es", "Uno"): PREFERRED,
    }
    assert TopicFollow.objects.filter(topic=other).count() == 2
    assert [topic.slug for topic in other.narrower.all()] == ["below"]
    assert [topic.slug for topic in other.broader.all()] == ["above"]
    assert TopicIdentifier.objects.get(value="D1").topic == other
    signed_in(single).post("/topics/one/follow/", {"wanted": "no"})
    assert not TopicFollow.objects.filter(follower=single).exists()


def test_what_is_above_one_and_under_the_other_is_under_what_they_become(two):
    above, one, other = two
    above.broader.add(other)
    merge_topics(one, into=other)
    assert [topic.slug for topic in other.narrower.order_by("slug")] == ["above", "below"]
    assert not other.broader.exists()
    assert [group.topic.slug for group in list_topics(language="en")] == ["other"]


def test_addresses_lead_on_through_several_merges(two):
    above, one, other = two
    merge_topics(one, into=other)
    merge_topics(other, into=above)
    assert topic_at("one") == topic_at("other") == above
    with pytest.raises(Refusal):
        merge_topics(above, into=above)


def test_a_split_takes_words_and_its_old_address_back_and_followers_along(two):
    _above, one, other = two
    member = join_person("Follower")
    follow_topic(one, by=member)
    merge_topics(one, into=other)
    words = list(other.names.filter(name__in=["One", "Uno"]))
    back = split_topic(other, words, description={"en": "Again."})
    assert (back.slug, topic_at("one")) == ("one", back)
    assert back.names.get(language="en").kind == PREFERRED
    assert TopicFollow.objects.filter(follower=member).count() == 2
    assert other in back.related.all()
    with pytest.raises(Refusal):
        split_topic(other, [], description={})
    with pytest.raises(Refusal):
        split_topic(other, list(other.names.all()), description={})


def test_a_merged_topic_of_the_first_vocabulary_does_not_come_back(db):
    put_first_vocabulary()
    merge_topics(Topic.objects.get(slug="gout"), into=Topic.objects.get(slug="arthritis"))
    assert put_first_vocabulary() == 0
    assert find_topics("gota", language="es")[0].slug == "arthritis"


def test_words_of_a_question_name_topics_with_all_their_other_names(db, django_assert_max_num_queries):
    put_first_vocabulary()
    with django_assert_max_num_queries(3):
        found = topics_within("sleeping after a Heart Attack, or with DIABETES?")
    assert [(each.topic.slug, each.said) for each in found] == [
        ("heart-attack", "heart attack"),
        ("diabetes", "diabetes"),
    ]
    assert ("es", "Infarto", "everyday") in {(name.language, name.name, name.kind) for name in found[0].names}
    assert topics_within("") == topics_within("%\0") == topics_within("x " * 5000) == []


def test_what_was_merged_meanwhile_is_changed_as_what_it_became(two):
    _above, one, other = two
    merge_topics(Topic.objects.get(pk=one.pk), into=other)
    add_name(one, Name("en", EVERYDAY, "Late word"))
    describe_topic(one, language="en", sentence="A late sentence.")
    assert topic_at("other").description["en"] == "A late sentence."
    assert other.names.filter(name="Late word").exists()
    for pair in ((one, other), (other, one)):
        with pytest.raises(Refusal):
            merge_topics(pair[0], into=pair[1])


def test_a_word_taken_twice_is_gone_once(two):
    name = two[1].names.get(name="Both")
    remove_name(TopicName.objects.get(pk=name.pk))
    remove_name(name)
    assert not two[1].names.filter(name="Both").exists()
