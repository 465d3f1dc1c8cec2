"""A visitor writes first; joining and signing in come after, and nothing is lost on the way."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearth.communities.actions.belonging import leave_community
from hearth.communities.actions.order import lock_discussion
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import Answering, Discussion, Joining, Reading, Reply, Role
from hearth.communities.tests.people import member_of, open_community
from hearth.communities.waiting_words import KEPT, KEY
from hearth.core.models import OutgoingMail
from hearth.members.models import Member
from tests.pages import forms_of
from tests.people import PASSWORD, account_of, join_person, signed_in

pytestmark = pytest.mark.django_db
CODE = re.compile(r"\b[0-9A-Z]{3,4}-[0-9A-Z]{3,4}\b")
WAITING = "/discussions/waiting/"


@pytest.fixture(autouse=True)
def _no_limits():
    cache.clear()


@pytest.fixture
def discussion(place):
    return start_discussion(place, Opening(title="Afraid to walk alone"), by=member_of(place))


def new_url(place):
    return reverse("communities:discussion-new", args=[place.public_id])


def write_url(discussion):
    return reverse("communities:reply-create", args=[discussion.public_id])


def text(answer):
    return answer.content.decode()


def write(client, address, **given):
    (form,) = [form for form in forms_of(text(client.get(address))) if "body" in form.fields]
    return client.post(form.action or address, form.filled(body="I stand at the door.", **given))


def join(client, name="Marisol V."):
    about = {"name": name, "email": "marisol@example.org", "password": PASSWORD, "birth_year": "1962"}
    client.post(reverse("members:join"), about)
    client.post(reverse("members:join-about"), {"words": ""})
    client.post(reverse("members:join-privacy"), {"audience": "members", "rules": "on"})
    code = CODE.search(OutgoingMail.objects.latest("pk").text).group()
    return client.post(reverse("members:join-code"), {"code": code}, follow=True)


def post_what_waits(client):
    return client.post(WAITING, follow=True)


def test_a_question_written_first_is_posted_after_joining(client, place):
    page = client.get(new_url(place))
    assert "You appear under the name you choose when you join." in text(page)
    assert "Who am I here?" not in text(page)
    answer = write(client, new_url(place), title="Did it get easier?", answering=Answering.COMMUNITY)
    assert answer.url == WAITING
    waiting = text(client.get(WAITING))
    assert "I stand at the door." in waiting
    assert "Anyone on the internet can read this. You appear under the name you choose" in waiting
    assert reverse("members:join") in waiting
    assert not Discussion.objects.exists()
    landed = join(client)
    assert landed.redirect_chain[-1][0] == WAITING
    assert "Post this as <bdi>Marisol V.</bdi>" in text(landed)
    assert "It is for <bdi>Tired hearts</bdi>." in text(landed)
    assert "Anyone on the internet can read this. You appear as " in text(landed)
    assert not Discussion.objects.exists()
    landed = post_what_waits(client)
    found = Discussion.objects.get()
    assert landed.redirect_chain[-1][0] == found.get_absolute_url()
    assert "Your words are posted." in text(landed)
    assert found.author.name == "Marisol V."
    assert KEY not in client.session
    assert client.get(WAITING).url == reverse("communities:ask")
    assert client.get("/home/").status_code == 200


def test_an_answer_written_first_is_posted_where_it_belongs(client, discussion):
    top = post_reply(discussion, Answer(body="Top."), by=discussion.author)
    assert write_url(discussion) in text(client.get(discussion.get_absolute_url()))
    write(client, f"{write_url(discussion)}?answer={top.public_id}")
    join(client)
    landed = post_what_waits(client)
    reply = Reply.objects.latest("pk")
    assert reply.parent == top
    assert "I stand at the door." in text(landed)


def test_whoever_joins_in_the_same_browser_posts_nobody_elses_words(client, discussion):
    write(client, write_url(discussion))
    join(client, name="Somebody Else")
    for ask in (client.get, client.head):
        ask(WAITING)
        ask("/home/")
    assert not Reply.objects.exists()
    client.post(reverse("communities:waiting-end"))
    assert client.post(WAITING).url == reverse("communities:ask")
    assert not Reply.objects.exists()


def test_words_wait_for_a_day_however_long_the_session_lives(client, discussion):
    with time_machine.travel(timezone.now() - timedelta(hours=25), tick=False):
        write(client, write_url(discussion))
        assert "I stand at the door." in text(client.get(WAITING))
    session = client.session
    session["seen"] = "something else changed the session since"
    session.set_expiry(KEPT)
    session.save()
    assert client.get(WAITING).url == reverse("communities:ask")
    assert "I stand at the door." not in text(client.get(write_url(discussion)))
    assert KEY not in client.session


def test_somebody_with_an_account_looks_at_the_name_first(client, discussion):
    member = join_person("Real Name")
    write(client, write_url(discussion))
    given = {"login": account_of(member).email, "password": PASSWORD, "next": WAITING}
    landed = client.post(reverse("account_login"), given, follow=True)
    assert not Reply.objects.exists()
    page = text(landed)
    assert "Your words are here." in page
    assert "I stand at the door." in page
    assert "Who am I here?" in page
    assert client.get("/home/").status_code == 200  # asked once, not at every turn
    (form,) = [form for form in forms_of(page) if "body" in form.fields]
    client.post(form.action, form.filled(name="alias"))
    assert Reply.objects.get().author.name != "Real Name"
    assert KEY not in client.session


def test_whoever_signs_in_elsewhere_is_led_to_their_words(client, discussion):
    member = join_person()
    write(client, write_url(discussion))
    given = {"login": account_of(member).email, "password": PASSWORD}
    landed = client.post(reverse("account_login"), given, follow=True)
    assert landed.redirect_chain[-1][0] == write_url(discussion)


def test_posting_what_waits_twice_posts_once(client, discussion):
    write(client, write_url(discussion))
    words = client.session[KEY]
    join(client)
    post_what_waits(client)
    session = client.session
    session[KEY] = words  # another tab had read the session before
    session.save()
    landed = post_what_waits(client)
    assert Reply.objects.count() == 1
    assert landed.status_code == 200


def test_nothing_is_lost_when_the_name_is_refused_on_the_way_in(client, discussion):
    join_person("Taken Name")
    write(client, write_url(discussion))
    page = client.post(
        reverse("members:join"),
        {"name": "Taken Name", "email": "marisol@example.org", "password": PASSWORD, "birth_year": "1962"},
        follow=True,
    )
    assert "Taken Name" in text(page)
    assert not Member.objects.filter(name="Marisol V.").exists()
    join(client)
    post_what_waits(client)
    assert Reply.objects.get().author.name == "Marisol V."


def test_words_come_back_when_the_place_closed_on_the_way(client, discussion, place):
    write(client, write_url(discussion))
    lock_discussion(discussion, by=member_of(place, Role.MODERATOR))
    join(client)
    landed = post_what_waits(client)
    assert landed.status_code == 403
    assert "I stand at the door." in text(landed)
    assert not Reply.objects.exists()
    assert client.get("/home/").status_code == 200


def test_a_place_for_older_people_says_so_and_keeps_the_words(client):
    place = open_community(minimum_age=80)
    write(client, new_url(place), title="Did it get easier?")
    join(client)
    landed = post_what_waits(client)
    assert "This community is for people of 80 and older." in text(landed)
    assert "I stand at the door." in text(landed)


def test_a_visitor_lets_no_more_wait_than_somebody_writes_in_an_hour(client, discussion, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"visitor_words": "1/h/ip"}
    long = {"language": "en", "body": "<p>" + "<strong>a</strong>" * 3_500 + "</p>"}
    answer = Client().post(write_url(discussion), long)
    assert "This text is too long." in text(answer)
    assert write(client, write_url(discussion)).url == WAITING
    before = Session.objects.count()
    answer = write(Client(), write_url(discussion))
    assert answer.status_code == 200
    assert "Much was written from your network" in text(answer)
    assert "I stand at the door." in text(answer)
    assert Session.objects.count() == before


def test_words_can_be_thrown_away(client, discussion):
    write(client, write_url(discussion))
    client.post(reverse("communities:waiting-end"))
    assert KEY not in client.session


@pytest.mark.parametrize("said", [{"joining": Joining.ON_REQUEST}, {"joining": Joining.BY_INVITATION}])
def test_where_not_anyone_may_join_a_visitor_is_told(client, said):
    place = open_community(**said)
    page = client.get(new_url(place))
    assert "Only members of this community write here" in text(page)
    assert "<textarea" not in text(page)
    answer = client.post(new_url(place), {"title": "T", "body": "My words.", "language": "en"})
    assert "My words." in text(answer)
    assert KEY not in client.session


def test_where_a_visitor_may_not_read_there_is_nothing_to_write(client):
    place = open_community(reading=Reading.ITS_MEMBERS, joining=Joining.BY_INVITATION)
    assert client.get(new_url(place)).status_code == 404
    member = member_of(place)
    discussion = start_discussion(place, Opening(title="Inside"), by=member)
    leave_community(place, by=member)
    assert client.get(write_url(discussion)).status_code == 404


def test_reading_a_discussion_gives_a_visitor_no_cookie_and_no_form(discussion):
    client = Client()
    answer = client.get(discussion.get_absolute_url())
    assert "csrfmiddlewaretoken" not in text(answer)
    assert not answer.cookies


def test_words_of_one_browser_are_not_shown_in_another(client, discussion):
    write(client, write_url(discussion))
    assert "I stand at the door." not in text(Client().get(write_url(discussion)))
    assert "I stand at the door." not in text(signed_in(join_person()).get(write_url(discussion)))
