"""The topics a person follows, as they choose them on one page and on the pages of topics."""

import re

import pytest
from django.urls import reverse

from hearth.members.actions.follows import MOST_TOPICS, follow_topic
from hearth.members.models import TopicFollow
from hearth.topics.actions import Name, put_topic
from hearth.topics.models import NameKind
from tests.people import join_person, signed_in

pytestmark = pytest.mark.django_db
INTERESTS = "members:settings-interests"


@pytest.fixture
def ann():
    return join_person("Ann")


def put(slug, **given):
    return put_topic(slug, icon="heart", names=[Name("en", NameKind.PREFERRED, slug.title())], description={}, **given)


def box(page, slug):
    return re.findall(rf'<input type="checkbox" name="topics" value="{slug}"([^>]*)>', page)


def test_a_topic_under_two_broad_ones_is_one_box_and_can_be_cleared(ann):
    for slug in ("lungs", "transplants"):
        put(slug)
    follow_topic(put("lung-transplant", broader=["lungs", "transplants"]), by=ann)
    client = signed_in(ann)
    assert box(client.get(reverse(INTERESTS)).content.decode(), "lung-transplant") == [" checked"]
    client.post(reverse(INTERESTS), {"topics": ["lungs"]})
    assert list(TopicFollow.objects.values_list("topic__slug", flat=True)) == ["lungs"]


def test_a_word_that_is_refused_is_faulted_where_it_was_typed(ann):
    put("heart")
    page = signed_in(ann).post(reverse(INTERESTS), {"topics": ["heart"], "topics_words": "Zyzzyva"}).content.decode()
    line = re.search(r'<input[^>]*name="topics_words"[^>]*>', page).group()
    assert 'aria-invalid="true"' in line
    assert 'aria-describedby="id_topics_words_hint id_topics_error"' in line
    assert page.count('id="id_topics_error"') == 1
    assert page.index("Any word for it") < page.index('id="id_topics_error"') < page.index('name="topics_words"')


def test_what_is_at_fault_in_the_boxes_is_said_above_them(ann):
    put("heart")
    page = signed_in(ann).post(reverse(INTERESTS), {"topics": ["gone"], "topics_words": ""}).content.decode()
    assert page.index('id="id_topics_error"') < page.index('value="heart"')
    assert 'aria-invalid="true"' not in page


def test_there_is_one_bound_wherever_a_topic_is_followed(ann):
    topics = [put(f"topic-{number}") for number in range(MOST_TOPICS + 1)]
    client = signed_in(ann)
    for topic in topics[:-1]:
        follow_topic(topic, by=ann)
    follow_topic(topics[0], by=ann)  # twice is once
    refused = client.post(reverse("members:topic-follow", args=[topics[-1].slug]), {"wanted": "yes"})
    assert refused.status_code == 409
    assert "You can follow at most 30 topics." in refused.content.decode()
    assert TopicFollow.objects.count() == MOST_TOPICS
    unchanged = {"topics": [topic.slug for topic in topics[:-1]], "topics_words": ""}
    assert client.post(reverse(INTERESTS), unchanged).status_code == 302
    more = client.post(reverse(INTERESTS), {"topics": [topic.slug for topic in topics]}).content.decode()
    assert "Choose at most 30 topics." in more
