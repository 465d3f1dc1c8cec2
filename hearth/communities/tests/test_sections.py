"""Sections of a community and the order of its list: made by those who lead, walked by everybody who may read."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearth.communities.actions.keeping import Unposted, keep_draft
from hearth.communities.actions.order import move_discussion
from hearth.communities.actions.sections import MOST, make_section, put_in_section
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import Discussion, Role, Section
from hearth.communities.queries.discussions import list_discussions
from hearth.communities.queries.ordering import Order
from hearth.communities.tests.people import member_of, open_community
from hearth.communities.views.addresses import of_community
from hearth.core.refusals import Refusal
from tests.people import join_person, signed_in
from tests.plans import plans_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward():
    return join_person()


@pytest.fixture
def place(steward):
    return open_community(steward=steward, name="Large hearts")


@pytest.fixture
def walking(place, steward):
    return make_section(place, "Walking", "Everything about moving.", by=steward)


@pytest.fixture
def eating(place, walking, steward):
    return make_section(place, "Eating", by=steward)


def text(answer):
    return answer.content.decode()


def url(name, place, *more):
    return reverse(f"communities:{name}", args=[place.public_id, *(each.public_id for each in more)])


def names(place):
    return list(Section.objects.filter(community=place).values_list("name", flat=True))


def test_a_steward_makes_changes_orders_and_removes_sections(place, steward):
    browser, address = signed_in(steward), url("sections", place)
    assert address in text(browser.get(url("settings", place)))
    for name in ("Walking", "Eating", "Sleeping"):
        browser.post(address, {"name": name, "description": "What it is for.", "once": name})
    assert names(place) == ["Walking", "Eating", "Sleeping"]
    eating = Section.objects.get(name="Eating")
    browser.post(url("section-up", place, eating))
    assert names(place) == ["Eating", "Walking", "Sleeping"]
    browser.post(url("section-up", place, eating))  # at the top already
    for _time in range(3):
        browser.post(url("section-down", place, eating))
    assert names(place) == ["Walking", "Sleeping", "Eating"]
    browser.post(url("section", place, eating), {"name": "At table", "description": "Salt and company."})
    assert "Salt and company." in text(browser.get(address))
    browser.post(url("section-removal", place, eating))
    assert names(place) == ["Walking", "Sleeping"]


def test_a_name_stands_once_and_there_is_an_end(place, walking, steward):
    page = text(signed_in(steward).post(url("sections", place), {"name": "walking"}))
    assert "There is a section of this name already." in page
    for number in range(1, MOST):
        make_section(place, f"Section {number}", by=steward)
    with pytest.raises(Refusal, match="as many sections"):
        make_section(place, "One more", by=steward)


def test_nobody_else_makes_any(place, walking):
    elsewhere = join_person()
    open_community(steward=elsewhere)
    people = [member_of(place, Role.MODERATOR), member_of(place), elsewhere]
    for address in (url("sections", place), url("section", place, walking)):
        for person in people:
            assert signed_in(person).post(address, {"name": "Mine"}).status_code == 403
        assert Client().post(address, {"name": "Mine"}).status_code == 302
    for name in ("section-up", "section-down", "section-removal"):
        assert signed_in(people[0]).post(url(name, place, walking)).status_code == 403
    assert names(place) == ["Walking"]


@pytest.mark.parametrize("name", ["\u202e", "…", "  "])
def test_a_section_has_a_name_that_can_be_read(place, steward, name):
    browser, address = signed_in(steward), url("sections", place)
    assert browser.post(address, {"name": name}).status_code == 200
    browser.post(address, {"name": "Wal\u202eking", "description": "Step\u202e by step."})
    assert list(place.sections.values_list("name", "description")) == [("Walking", "Step by step.")]


def test_a_section_of_another_place_is_not_found(walking, steward):
    other = open_community(steward=steward)
    assert signed_in(steward).post(url("section-removal", other, walking)).status_code == 404


def test_whoever_asks_may_choose_one_and_the_list_shows_it(place, walking, eating):
    person = member_of(place)
    browser, address = signed_in(person), url("discussion-new", place)
    assert "Walking" in text(browser.get(address))
    browser.post(address, {"title": "How far?", "section": walking.public_id, "language": "en", "once": "a"})
    browser.post(address, {"title": "How much salt?", "section": "", "language": "en", "once": "b"})
    talk = Discussion.objects.get(title="How far?")
    assert (talk.section, Discussion.objects.get(title="How much salt?").section) == (walking, None)
    page = text(Client().get(f"{of_community(place)}?section={walking.public_id}"))
    assert "How far?" in page
    assert "How much salt?" not in page
    assert "Everything about moving." in page
    assert "Nothing in this section yet" in text(Client().get(f"{of_community(place)}?section={eating.public_id}"))
    assert f"?section={walking.public_id}" in text(Client().get(talk.get_absolute_url()))
    assert "How much salt?" in text(Client().get(of_community(place)))


def test_what_was_chosen_is_kept_with_a_draft_and_with_what_a_visitor_wrote(place, walking):
    person, address = member_of(place), url("discussion-new", place)
    keep_draft(place, None, Unposted(title="How far", body="", section=walking), by=person)
    chosen = f'<option value="{walking.public_id}" selected>'
    assert chosen in text(signed_in(person).get(address))
    visitor = Client()
    visitor.post(address, {"title": "How far?", "section": walking.public_id, "language": "en"})
    assert chosen in text(visitor.get(address))


def test_a_section_of_another_place_is_not_taken(place, walking):
    other = open_community()
    made = start_discussion(other, Opening(title="Elsewhere", section=walking), by=join_person())
    assert made.section is None


def test_moderators_put_a_discussion_in_a_section(place, walking, steward):
    talk = start_discussion(place, Opening(title="How far?"), by=member_of(place))
    moderator, address = signed_in(member_of(place, Role.MODERATOR)), url("discussion-section", talk)
    assert address in text(moderator.get(talk.get_absolute_url()))
    moderator.post(address, {"section": walking.public_id})
    talk.refresh_from_db()
    assert talk.section == walking
    for person in (member_of(place), join_person()):
        assert signed_in(person).post(address, {"section": ""}).status_code == 403
    moderator.post(address, {"section": ""})
    talk.refresh_from_db()
    assert talk.section is None


def test_a_discussion_that_moves_leaves_its_section(place, walking, steward):
    talk = start_discussion(place, Opening(title="How far?", section=walking), by=member_of(place))
    assert move_discussion(talk, open_community(steward=steward), by=steward).section is None


def test_what_stood_in_a_section_that_is_removed_stays(place, walking, steward):
    talk = start_discussion(place, Opening(title="How far?", section=walking), by=member_of(place))
    signed_in(steward).post(url("section-removal", place, walking))
    talk.refresh_from_db()
    assert talk.section is None
    assert "How far?" in text(Client().get(of_community(place)))


def test_a_place_without_sections_looks_as_it_did(place):
    start_discussion(place, Opening(title="How far?"), by=member_of(place))
    page = text(Client().get(of_community(place)))
    for words in ("Sections", "Waiting longest", "In no section"):
        assert words not in page
    assert "Section" not in text(signed_in(join_person()).get(url("discussion-new", place)))


@pytest.fixture
def three(place, walking, steward):
    """Three discussions, the oldest of them answered last of all."""
    now = timezone.now()
    made = [
        start_discussion(place, Opening(title=title, section=walking), by=steward, at=now - timedelta(days=days))
        for title, days in (("Oldest", 9), ("Middle", 6), ("Newest", 3))
    ]
    post_reply(made[0], Answer(body="At last."), by=member_of(place), at=now)
    return made


@pytest.mark.parametrize(
    ("order", "titles"),
    [
        ("activity", ["Oldest", "Newest", "Middle"]),
        ("newest", ["Newest", "Middle", "Oldest"]),
        ("waiting", ["Middle", "Newest"]),
        ("no-such-order", ["Oldest", "Newest", "Middle"]),
    ],
)
def test_a_list_is_put_in_order(place, walking, three, order, titles):
    for query in (f"?order={order}", f"?order={order}&section={walking.public_id}"):
        page = Client().get(f"{of_community(place)}{query}")
        assert [talk.discussion.title for talk in page.context["talks"]] == titles


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("is_section", [False, True])
def test_every_order_goes_on_by_key(place, walking, steward, order, is_section, monkeypatch):
    monkeypatch.setattr("hearth.communities.queries.discussions.PAGE", 2)
    for number in range(5):
        start_discussion(place, Opening(title=str(number), section=walking), by=steward)
    section, seen, cursor = walking if is_section else None, [], ""
    while True:
        found = list_discussions(place, viewer=None, section=section, order=order, cursor=cursor)
        seen += [each.title for each in found.items]
        if not (cursor := found.next):
            break
    assert sorted(seen) == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("is_section", [False, True])
def test_every_order_walks_an_index_and_sorts_nothing(place, walking, order, is_section):
    section = walking if is_section else None
    (plan,) = plans_of(
        lambda: list_discussions(place, viewer=None, section=section, order=order), about="communities_discussion"
    )
    assert "TEMP B-TREE" not in plan
    assert "discussions_of_section" in plan if is_section else "discussions_" in plan


def test_put_in_section_is_for_its_own_place(place, walking, steward):
    other = open_community(steward=steward)
    talk = start_discussion(other, Opening(title="Elsewhere"), by=join_person())
    put_in_section(talk, walking, by=steward)
    talk.refresh_from_db()
    assert talk.section is None
