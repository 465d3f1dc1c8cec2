"""A member's own space: arranged by its owner, and chosen with care."""

import pytest
from django.urls import reverse

from hearth.front.space import PARTS, Arrangement, Column, parts_for
from hearth.members.actions.conditions import Told, add_condition
from hearth.members.actions.consent import give_consent, keep_situation, withdraw_situation
from hearth.members.actions.distance import block
from hearth.members.actions.follows import follow, follow_topic
from hearth.members.models import Audience
from hearth.members.queries.profiles import profiles_for
from hearth.topics.actions import put_first_vocabulary
from hearth.topics.models import Topic
from tests.people import account_of, join_person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return join_person("Ann")


@pytest.fixture
def client(member):
    return signed_in(member)


@pytest.fixture
def account(member):
    return account_of(member)


@pytest.fixture
def vocabulary(db):
    put_first_vocabulary()


def change(client, part, how):
    return client.post(reverse("front:arrange"), {"part": part, "change": how})


def headings(client):
    """Return the parts of the space in the order they are shown in."""
    page = client.get(reverse("front:home")).content.decode()
    ids = {"topics-title": "topics", "people-title": "people", "network-title": "organizations"}
    ids |= {"news-title": "news", "mine-title": "communities", "you-title": "you", "situation-title": "situation"}
    return [
        name for _at, name in sorted((page.index(f'id="{mark}"'), name) for mark, name in ids.items() if mark in page)
    ]


def suggested(client):
    return [card.slug for card in client.get(reverse("front:home")).context["topics"]]


def test_a_new_space_has_every_part_in_order(client):
    assert headings(client) == [part.name for part in PARTS]


def test_parts_move_hide_and_come_back(client):
    assert change(client, "people", "up").url == f"{reverse('front:arrange')}#part-people"
    assert headings(client) == ["news", "people", "topics", "organizations", "communities", "you", "situation"]
    change(client, "situation", "up")
    change(client, "topics", "hide")
    assert headings(client) == ["news", "people", "organizations", "communities", "situation", "you"]
    change(client, "topics", "show")
    change(client, "people", "down")
    change(client, "people", "down")
    change(client, "people", "down")
    assert headings(client) == ["news", "topics", "organizations", "people", "communities", "situation", "you"]


def test_what_is_hidden_is_not_even_read(client, django_assert_max_num_queries):
    for part in PARTS:
        change(client, part.name, "hide")
    assert headings(client) == []
    with django_assert_max_num_queries(10):
        client.get(reverse("front:home"))


def test_it_follows_the_person_to_another_device(client, member):
    change(client, "you", "hide")
    assert "you" not in headings(signed_in(member))
    assert "you" in headings(signed_in(join_person()))


@pytest.mark.parametrize(("part", "how"), [("nothing", "up"), ("topics", "explode"), ("", ""), ("news", "up")])
def test_a_change_that_cannot_be_changes_nothing(client, part, how):
    assert change(client, part, how).status_code == 302
    assert headings(client) == [each.name for each in PARTS]


@pytest.mark.parametrize("kept", [{}, {"order": ["gone", "you", "you", 7], "hidden": "you"}, {"order": None}])
def test_a_part_of_another_version_is_dropped_and_new_ones_come_last(kept):
    arrangement = Arrangement(kept)
    assert sorted(part.name for part in arrangement.parts) == sorted(part.name for part in PARTS)
    assert not arrangement.hidden
    assert [each.can_rise for each in arrangement.placed(Column.MIDDLE)] == [False, True, True, True]
    assert [each.can_sink for each in arrangement.placed(Column.SIDE)] == [True, True, False]


def test_the_people_one_follows_are_there_until_a_block(client, member):
    ben = join_person("Ben", audience=Audience.MEMBERS)
    follow(ben, by=member)
    assert client.get(reverse("front:home")).context["people"] == list(profiles_for([ben], viewer=member).values())
    block(member, by=ben)
    assert client.get(reverse("front:home")).context["people"] == []


def test_topics_one_follows_come_first_then_what_lies_beside(client, member, vocabulary):
    follow_topic(Topic.objects.get(slug="migraine"), by=member)
    found = suggested(client)
    beside = set(Topic.objects.get(slug="migraine").related.values_list("slug", flat=True))
    assert found[0] == "migraine"
    assert set(found[1:]) == beside


def test_conditions_come_first_and_only_with_consent(client, account, member, vocabulary):
    follow_topic(Topic.objects.get(slug="migraine"), by=member)
    give_consent(account)
    add_condition(account, Told(words="stroke", relation="partner"))
    add_condition(account, Told(words="Asthma"))
    assert suggested(client)[:3] == ["asthma", "stroke", "migraine"]
    account.consents.update(version="2026-11")
    assert suggested(client)[0] == "migraine"
    assert not {"asthma", "stroke"} & set(suggested(client))
    withdraw_situation(account)
    assert not {"asthma", "stroke"} & set(suggested(client))


def test_own_words_find_topics_where_nothing_else_was_said(client, account, vocabulary):
    keep_situation(account, reasons=["condition"], words="Asthma", consents=True)
    assert suggested(client)[0] == "asthma"


def test_after_a_loss_words_and_suggestions_change(client, account, member, vocabulary):
    keep_situation(account, reasons=["care"], words="My husband's stroke", consents=True)
    add_condition(account, Told(words="Stroke", relation="partner"))
    add_condition(account, Told(words="Asthma"))
    for slug in ("caring-for-someone", "stroke", "sleep"):
        follow_topic(Topic.objects.get(slug=slug), by=member)
    before = client.get(reverse("front:home")).content.decode()
    assert "My husband" in before
    keep_situation(account, reasons=["loss"], words="My husband's stroke", consents=True)
    after = client.get(reverse("front:home")).content.decode()
    assert "somebody you loved has died" in after
    assert "My husband" not in after
    assert suggested(client) == ["grief", "asthma", "sleep"]
    assert "/topics/stroke/" not in after


@pytest.mark.parametrize("reasons", [[], ["loss"]])
def test_a_part_is_called_the_same_where_it_stands_and_where_it_is_arranged(client, account, reasons):
    keep_situation(account, reasons=reasons, words="", consents=True)
    home, arrange = (client.get(reverse(f"front:{page}")).content.decode() for page in ("home", "arrange"))
    titles = [str(part.title) for part in parts_for(is_bereaved=bool(reasons))]
    assert ("Places, whenever you like" in titles) == bool(reasons)
    assert all(f">{title}</h2>" in home for title in titles)
    assert all(f">{title}</h3>" in arrange for title in titles)


def test_after_a_loss_somebody_who_is_ill_too_sees_their_own_words(client, account):
    keep_situation(account, reasons=["condition", "loss"], words="Asthma of mine", consents=True)
    page = client.get(reverse("front:home")).content.decode()
    assert "<bdi>Asthma of mine</bdi>" in page
    assert "What you told us rests" not in page


def test_after_a_loss_it_is_said_why_nothing_shows(client, account):
    keep_situation(account, reasons=["loss"], words="My husband's stroke", consents=True)
    add_condition(account, Told(words="Stroke", relation="partner"))
    page = client.get(reverse("front:home")).content.decode()
    assert "What you told us rests" in page
    assert '<li class="tag"' not in page
    add_condition(account, Told(words="Asthma"))
    assert "What you told us rests" not in client.get(reverse("front:home")).content.decode()


def test_a_loss_is_called_the_same_wherever_it_is_named(client, account):
    keep_situation(account, reasons=["loss"], words="", consents=True)
    assert "I lost someone I loved" in client.get(reverse("members:settings-situation")).content.decode()
    assert "somebody you loved has died" in client.get(reverse("front:home")).content.decode()


def test_what_is_done_to_a_space_needs_its_owner(db):
    visitor = signed_in(join_person())
    visitor.logout()
    assert change(visitor, "you", "hide").url.startswith(reverse("account_login"))
