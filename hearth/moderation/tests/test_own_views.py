"""What was decided about somebody: told to them in ordinary words, answered by them, known to nobody else."""

import pytest
from django.urls import reverse

from hearth.moderation.actions.deciding import Ruling, answer, decide
from hearth.moderation.models import Case, Decision
from hearth.moderation.tests.cases import Scene, case_url, text
from tests.people import join_person, signed_in
from tests.word import letters

pytestmark = pytest.mark.django_db
OWN = "/decisions/"


@pytest.fixture
def scene():
    return Scene()


@pytest.fixture
def decision(scene):
    ruling = Ruling(verdict="hidden", rule="orders", reason="Please tell nobody what to stop.")
    return decide(scene.report(scene.reply, words="Words of the reporter"), ruling, by=scene.moderator)


def answer_url(decision):
    return reverse("moderation:decision-answer", args=[decision.public_id])


def test_the_author_reads_what_happened_the_rule_and_why(scene, decision):
    page = text(signed_in(scene.hider).get(OWN))
    for words in (
        "A moderator hid what you wrote.",
        "No medical orders",
        "Please tell nobody what to stop.",
        scene.reply.author.name,
    ):
        assert words in page
    for secret in ("June W.", "Amara N.", "Words of the reporter"):
        assert secret not in page
    assert reverse("moderation:own-decisions") in text(signed_in(scene.hider).get(scene.discussion.get_absolute_url()))


def test_the_letter_names_no_name_no_place_and_no_reason(scene, decision):
    (letter,) = letters(scene.hider)
    said = f"{letter.subject} {letter.text} {letter.html}"
    for secret in (scene.reply.author.name, "Tired hearts", "Please tell nobody", "June W.", "Amara N."):
        assert secret not in said
    assert OWN in said


def test_nobody_else_reads_or_answers_it(scene, decision, client):
    for person in (scene.writer, scene.reporter, scene.moderator, scene.house, join_person()):
        browser = signed_in(person)
        assert "Please tell nobody" not in text(browser.get(OWN))
        assert browser.get(answer_url(decision)).status_code == 404
        assert browser.post(answer_url(decision), {"words": "Mine"}).status_code == 404
    assert client.get(OWN).status_code == 302
    assert client.post(answer_url(decision), {"words": "Mine"}).status_code == 404
    decision.refresh_from_db()
    assert not decision.answer


def test_an_answer_opens_the_case_again_and_is_given_once(scene, decision):
    browser = signed_in(scene.hider)
    assert "Write something first" in text(browser.post(answer_url(decision), {"words": " "}))
    page = text(browser.post(answer_url(decision), {"words": "My own doctor told me so."}, follow=True))
    assert "My own doctor told me so." in page
    case = Case.objects.get()
    assert case.is_open
    assert "My own doctor told me so." in text(signed_in(scene.moderator).get(case_url(case)))
    assert browser.post(answer_url(decision), {"words": "And again."}).status_code == 403


def test_an_answer_is_kept_when_it_was_reported_anew_meanwhile(scene):
    case = scene.report()
    decision = decide(case, Ruling(verdict="locked", rule="sale", reason="No."), by=scene.moderator)
    newer = scene.report()
    assert newer.pk != case.pk
    answer(decision, "I give them away.", by=scene.writer)
    assert Case.objects.filter(closed_at=None).get() == newer
    assert "I give them away." in text(signed_in(scene.moderator).get(case_url(newer)))


def test_nothing_of_it_shows_before_anything_was_decided(scene):
    scene.report()
    assert not Decision.objects.exists()
    assert "Nothing was decided about you" in text(signed_in(scene.writer).get(OWN))
