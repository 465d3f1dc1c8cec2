"""Whoever asks to join hears what was decided; whoever is invited comes back to the invitation."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearth.communities.actions.belonging import (
    REQUESTS_A_DAY,
    ask_to_join,
    give_role,
    grant_membership,
    leave_community,
    refuse_membership,
    remove_member,
)
from hearth.communities.actions.inviting import invite
from hearth.communities.actions.writing import Opening, start_discussion
from hearth.communities.models import Community, Joining, Membership, Reading, Role
from hearth.communities.queries.naming import Name
from hearth.communities.tests.people import member_of, open_community
from hearth.communities.views.addresses import of_community
from tests.people import account_of, join_person, signed_in
from tests.word import letters

pytestmark = pytest.mark.django_db
ANSWERED = "Your request to join was answered"
REFUSED = "the stewards did not let you in"


@pytest.fixture
def steward():
    return join_person("Steward of it")


@pytest.fixture
def place(steward):
    return open_community(
        name="Unspoken", steward=steward, joining=Joining.ON_REQUEST, reading=Reading.ITS_MEMBERS, question="Why?"
    )


def text(browser, address):
    return browser.get(address, follow=True).content.decode()


def decide(place, steward, asker, how):
    membership = ask_to_join(place, by=asker, answer="A broken sleep")
    address = reverse(f"communities:request-{how}", args=[place.public_id, membership.public_id])
    browser = signed_in(steward)
    assert browser.post(address).status_code == 302
    assert browser.post(address).status_code == 404
    return letters(asker)


@pytest.mark.parametrize(("how", "page"), [("grant", "welcome"), ("refusal", "join")])
def test_whoever_asked_is_written_to_without_the_name_of_the_place_in_the_subject(place, steward, how, page):
    asker = join_person()
    (letter,) = decide(place, steward, asker, how)
    assert letter.subject == f"{ANSWERED} on Hearth"
    assert reverse(f"communities:{page}", args=[place.public_id]) in letter.text
    assert steward.name not in letter.text, "who decided it is told to nobody"


def test_whoever_was_turned_down_reads_it_and_can_ask_again(place, steward):
    asker = join_person()
    browser = signed_in(asker)
    assert REFUSED not in text(browser, of_community(place))
    decide(place, steward, asker, "refusal")
    assert Membership.objects.get(member=asker).answer == ""
    join = reverse("communities:join", args=[place.public_id])
    for address in (of_community(place), join):
        assert REFUSED in text(browser, address)
    assert "Nobody is waiting" in text(signed_in(steward), reverse("communities:requests", args=[place.public_id]))
    browser.post(join, {"answer": "I said too little"})
    assert REFUSED not in text(browser, of_community(place))
    assert "You have asked to join" in text(browser, of_community(place))
    assert "I said too little" in text(signed_in(steward), reverse("communities:requests", args=[place.public_id]))


def test_a_visitor_with_an_invitation_comes_back_to_it_once(place, steward):
    link = reverse("communities:invitation", args=[invite(place, by=steward)])
    browser = Client()
    assert browser.post(link)["Location"] == reverse("members:join")
    browser.force_login(account_of(join_person()))
    assert browser.get(reverse("front:home"))["Location"] == link
    assert browser.get(reverse("front:home")).status_code == 200
    assert browser.post(link)["Location"] == reverse("communities:welcome", args=[place.public_id])


def test_an_invitation_that_is_used_up_meanwhile_is_not_shown(place, steward):
    link = reverse("communities:invitation", args=[invite(place, by=steward)])
    browser = Client()
    browser.post(link)
    signed_in(join_person()).post(link)
    browser.force_login(account_of(join_person()))
    assert browser.get(reverse("front:home")).status_code == 200


def test_whoever_is_turned_down_asks_again_a_few_times_a_day_and_keeps_the_answer(place, steward):
    asker = join_person()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _each in range(REQUESTS_A_DAY):
            refuse_membership(ask_to_join(place, by=asker, answer="Again"), by=steward)
        browser, address = signed_in(asker), reverse("communities:join", args=[place.public_id])
        refused = browser.post(address, {"answer": "And once more"})
        assert refused.status_code == 409
        page = refused.content.decode()
        assert "ask again tomorrow" in page
        assert "And once more" in page
        clock.shift(timedelta(days=1, minutes=1))
        browser = signed_in(asker)
        assert browser.post(address, {"answer": "And once more"}).status_code == 302
    assert Membership.objects.get(member=asker).answer == "And once more"


def test_who_comes_in_under_another_name_is_not_let_in_twice(place, steward):
    asker = join_person()
    asked = ask_to_join(place, by=asker)
    Community.objects.filter(pk=place.pk).update(joining=Joining.ANYONE, reading=Reading.EVERYONE)
    place.refresh_from_db()
    opening = Opening(title="Hello", name=Name.PSEUDONYM, pseudonym="Quiet Alder")
    author = start_discussion(place, opening, by=asker).author
    grant_membership(asked, by=steward)
    assert {row.member for row in Membership.objects.filter(community=place)} == {steward, author}
    place.refresh_from_db()
    assert place.member_count == 2


@pytest.mark.parametrize("how", ["removed", "role", "left"])
def test_an_invitation_holds_as_long_as_whoever_made_it_leads(place, steward, how):
    former = member_of(place, Role.STEWARD)
    token, stays = invite(place, by=former, uses=9), invite(place, by=steward, uses=9)
    membership = Membership.objects.get(community=place, member=former)
    if how == "removed":
        remove_member(membership, by=steward)
    elif how == "role":
        give_role(membership, Role.MODERATOR, by=steward)
    else:
        leave_community(place, by=former)
    browser = signed_in(former if how != "role" else join_person())
    assert browser.post(reverse("communities:invitation", args=[token])).status_code == 404
    assert signed_in(join_person()).post(reverse("communities:invitation", args=[stays])).status_code == 302


def test_a_visitor_who_would_join_comes_back_once_they_have_joined_the_site(client):
    place = open_community(name="Tired hearts")
    join = reverse("communities:join", args=[place.public_id])
    page = client.get(join)
    assert "leads you back here" in page.content.decode()
    assert page["X-Robots-Tag"] == "noindex"
    assert client.post(join, {"first": "1"})["Location"] == reverse("members:join")
    client.force_login(account_of(join_person()))
    assert client.get(reverse("front:home"))["Location"] == join
    assert "You join as" in client.get(join).content.decode()
    assert client.get(reverse("front:home")).status_code == 200
    closed = open_community(joining=Joining.BY_INVITATION)
    assert Client().get(reverse("communities:join", args=[closed.public_id]))["Location"].startswith("/sign-in/")
