"""How people find where to write, what they kept, and what was decided about them."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from hearth.communities.actions.restricting import restrict
from hearth.communities.actions.writing import Answer, post_reply
from hearth.communities.models import Discussion, Joining, Reading, Reply, Role
from hearth.communities.tests.people import member_of, open_community
from hearth.communities.views.addresses import of_community
from tests.people import join_person, signed_in

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


def new_url(place):
    return reverse("communities:discussion-new", args=[place.public_id])


@pytest.mark.parametrize(
    ("joining", "reading", "is_shown"),
    [
        (Joining.ANYONE, Reading.EVERYONE, True),
        (Joining.ON_REQUEST, Reading.EVERYONE, False),
        (Joining.ANYONE, Reading.SIGNED_IN, False),
    ],
)
def test_a_visitor_is_led_to_write_where_they_can(joining, reading, is_shown):
    place = open_community(joining=joining, reading=reading)
    assert (new_url(place) in text(Client().get(of_community(place)))) is is_shown


def test_the_places_to_ask_begin_with_those_where_the_readers_language_is_spoken():
    spanish = open_community(name="Corazones", lang="es", languages=["es"])
    both = open_community(name="Hearts of two", languages=["en", "es"])
    english = open_community(name="Hearts")
    page = text(Client(headers={"accept-language": "es"}).get(reverse("communities:ask")))
    at = [page.index(new_url(each)) for each in (both, spanish, english)]
    assert at == sorted(at)
    page = text(signed_in(join_person()).get(reverse("communities:ask")))
    assert page.index(new_url(english)) < page.index(new_url(both)) < page.index(new_url(spanish))


@pytest.mark.parametrize("is_member", [True, False])
def test_words_that_found_nothing_go_along_as_a_title_and_stand_in_no_address(place, is_member):
    browser = signed_in(member_of(place)) if is_member else Client()
    words = 'Is "foam" in my <lungs> normal?'
    page = text(browser.get("/search/", {"q": words}))
    assert f'<form method="post" action="{reverse("communities:ask")}">' in page
    page = text(browser.post(reverse("communities:ask"), {"title": words}))
    assert f'<button type="submit" form="begun" formaction="{new_url(place)}">' in page
    assert f'name="begin" value="{escape(words)}"' in page
    answer = browser.post(new_url(place), {"begin": words})
    assert answer.status_code == 200
    assert f'name="title" value="{escape(words)}"' in text(answer)
    assert "error" not in re.sub(r"data-\S+", "", text(answer).partition("<main")[2].partition("</main")[0])
    assert not Discussion.objects.exists()


def test_a_whole_question_that_found_nothing_goes_along_as_what_is_asked(place):
    answer = text(Client().post(new_url(place), {"begin": "Is <this> normal? " * 20}))
    area = answer[answer.index("<textarea") :].partition("</textarea>")[0]
    assert escape("<p>" + escape("Is <this> normal? Is")) in area
    assert 'name="title" value=' not in answer


def test_a_title_that_was_kept_stays_before_one_that_goes_along(place):
    browser = signed_in(member_of(place))
    browser.post(new_url(place), {"draft": "yes", "title": "Kept", "body": "Some words."})
    assert 'value="Kept"' in text(browser.post(new_url(place), {"begin": "Begun"}))


def test_an_empty_filter_claims_nothing_of_what_it_leaves_out(discussion, friend):
    place = discussion.community
    address, browser = of_community(place), signed_in(friend)
    for show in ("unanswered", "new"):
        page = text(browser.get(f"{address}?show={show}&language=ar"))
        assert "Nothing here under this topic or language" in page
        assert f'class="btn" href="?show={show}"' in page
        for claim in ("Nobody is waiting", "You have read everything"):
            assert claim not in page


def test_an_answer_begins_in_the_language_its_writer_reads(discussion, friend):
    place, address = discussion.community, reverse("communities:reply-create", args=[discussion.public_id])
    for spoken, expected in ((["en", "es"], "es"), (["en"], "en")):
        place.languages = spoken
        place.save(update_fields=["languages"])
        browser = signed_in(friend)
        browser.cookies["hearth_language"] = "es"
        assert browser.get(address).context["form"]["language"].value() == expected
        browser.post(address, {"body": f"Sí, {spoken}"})
        assert Reply.objects.latest("pk").language == expected


def test_whoever_is_asked_not_to_write_is_led_to_the_decision(discussion, asker, friend):
    place = discussion.community
    restrict(
        place, friend, by=member_of(place, Role.MODERATOR), until=timezone.now() + timedelta(days=2), reason="Rest."
    )
    reply = post_reply(discussion, Answer(body="I do."), by=asker)
    answer = signed_in(friend).post(reverse("communities:reply-reaction", args=[reply.public_id, "thanks"]))
    assert answer.status_code == 409
    assert f'<a href="{reverse("moderation:own-decisions")}">' in text(answer)
