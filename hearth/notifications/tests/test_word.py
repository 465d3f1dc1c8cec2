"""The setting behind a mail, chosen by its link without signing in."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from hearth.activity.ports import How
from hearth.communities.models import Reading
from hearth.communities.tests.people import member_of, open_community
from hearth.members.models import Account
from hearth.notifications.links import Occasion, link_to, occasion_of
from hearth.notifications.models import Choice
from hearth.notifications.queries.words import way_now
from tests.people import account_of, signed_in

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
OURS = {"headers": {"origin": "http://testserver"}}


@pytest.fixture
def place():
    return open_community(name="Tired hearts", reading=Reading.ITS_MEMBERS)


@pytest.fixture
def link(asker, place, discussion):
    return link_to(Occasion(asker.pk, "reply", "", place.pk, discussion.pk))


def chosen(member):
    return {(row.kind, row.community_id, row.discussion_id): row.how for row in Choice.objects.filter(member=member)}


def test_the_link_says_nothing_and_cannot_be_made_up(asker, link, place, discussion):
    token = link.split("/")[-2]
    for secret in (str(asker.pk), asker.public_id, place.public_id, discussion.public_id, "reply"):
        assert secret not in re.split(r"[^0-9A-Za-z]", token)
    for wrong in (token[:-1], token[::-1], token + "A", "x", "%C3%A9"):
        assert Client().get(f"/word/{wrong}/").status_code == 404
    assert Client(enforce_csrf_checks=True).post(f"/word/{token[::-1]}/end/", ONE_CLICK).status_code == 404


def test_whoever_holds_it_sees_what_it_is_about_and_nobody(asker, friend, link):
    for client in (Client(), signed_in(friend)):
        page = client.get(link).content.decode()
        assert "Somebody answers what I wrote" in page
        assert "In this discussion only" in page
        assert not re.search(r"Afraid|Tired hearts|Marisol", page)
    assert "In “Afraid to walk alone” only" in signed_in(asker).get(link).content.decode()
    assert not Choice.objects.exists(), "looking changes nothing"


def test_it_lets_nobody_in(asker, link):
    client = Client()
    client.get(link)
    client.post(link, {"how": "page", "where": "everywhere"}, **OURS)
    assert "_auth_user_id" not in client.session
    assert client.get(reverse("notifications:list")).status_code == 302


@pytest.mark.parametrize(
    ("where", "key"), [("discussion", (False, True)), ("community", (True, False)), ("everywhere", (False, False))]
)
def test_it_is_chosen_for_a_place_or_everywhere(asker, place, discussion, link, where, key):
    Choice.objects.create(member=asker, kind="reply", how="daily", discussion=discussion)
    answer = Client().post(link, {"how": "weekly", "where": where}, **OURS, follow=True)
    assert "Saved." in answer.content.decode()
    in_community, in_discussion = key
    place_key = (place.pk if in_community else None, discussion.pk if in_discussion else None)
    assert chosen(asker) == {("reply", *place_key): "weekly"}
    assert way_now(occasion_of(link.split("/")[-2])) == How.WEEKLY


def test_what_is_not_offered_is_refused(link):
    for wrong in ({}, {"how": "by pigeon", "where": "everywhere"}, {"how": "page", "where": "nowhere"}):
        answer = Client().post(link, wrong, **OURS)
        assert answer.status_code == 200
        assert "error-summary" in answer.content.decode()
    assert not Choice.objects.exists()


def test_a_mail_program_stops_it_by_one_post_and_a_second_does_no_harm(asker, place, link):
    Choice.objects.create(member=asker, kind="reply", how="daily", community=place)
    Choice.objects.create(member=asker, kind="mention", how="daily", community=place)
    for _ in range(2):
        answer = Client(enforce_csrf_checks=True).post(
            f"{link}end/", ONE_CLICK, headers={"origin": "https://mail.example"}
        )
        assert answer.status_code == 200
        assert not answer.cookies
        assert chosen(asker) == {("reply", None, None): "page", ("mention", place.pk, None): "daily"}


def test_stopping_makes_nothing_louder(asker, link):
    Choice.objects.create(member=asker, kind="reply", how="never")
    Client().post(f"{link}end/", ONE_CLICK)
    assert chosen(asker) == {("reply", None, None): "never"}


def test_a_digest_is_stopped_or_moved_with_all_that_comes_in_it(asker):
    Choice.objects.create(member=asker, kind="followed", how="daily")
    weekly = link_to(Occasion(asker.pk, how="weekly"))
    assert "weekly mail" in Client().get(weekly).content.decode()
    Client().post(weekly, {"how": "daily"}, **OURS)
    found = chosen(asker)
    assert set(found.values()) == {"daily"}
    assert {"news", "mention", "followed"} <= {kind for kind, *_place in found}
    assert ("reply", None, None) not in found, "that comes at once"
    Client().post(link_to(Occasion(asker.pk, how="daily")) + "end/", ONE_CLICK)
    assert set(chosen(asker).values()) == {"page"}


@pytest.mark.parametrize(("end", "given", "how"), [("end/", ONE_CLICK, "page"), ("", {"how": "daily"}, "daily")])
def test_with_it_goes_what_came_in_it_from_one_place_only(asker, place, discussion, end, given, how):
    Choice.objects.create(member=asker, kind="reply", how="weekly", discussion=discussion)
    Choice.objects.create(member=asker, kind="mention", how="never", community=place)
    Client().post(link_to(Occasion(asker.pk, how="weekly")) + end, given, **OURS)
    found = chosen(asker)
    assert found["reply", None, discussion.pk] == how
    assert found["mention", place.pk, None] == "never"
    assert ("reply", None, None) not in found, "elsewhere that comes at once"


def test_of_somebody_who_left_there_is_nothing_to_choose(asker, link):
    Account.objects.filter(pk=account_of(asker).pk).update(closed_at="2026-01-01T00:00Z")
    assert Client().get(link).status_code == 404
    assert Client().post(f"{link}end/", ONE_CLICK).status_code == 404


def test_a_place_that_is_gone_is_not_offered(asker, link, discussion):
    gone = link_to(Occasion(member_of(discussion.community).pk, "reply", "", 10**9, 10**9))
    page = Client().get(gone).content.decode()
    assert 'name="how"' in page
    assert 'name="where"' not in page
    assert Client().post(gone, {"how": "page"}, **OURS).status_code == 302


def test_only_one_press_in_a_mail_program_and_our_own_page_change_anything(link):
    for address, given in ((link, {"how": "never"}), (f"{link}end/", {})):
        for client in (Client(), Client(enforce_csrf_checks=True)):
            answer = client.post(address, given, headers={"origin": "https://evil.example"})
            assert answer.status_code in (302, 403)
    assert Client().get(f"{link}end/").url == link
    assert Client().head(f"{link}end/").status_code == 302
    assert not Choice.objects.exists()
