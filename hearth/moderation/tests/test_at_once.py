"""Two at the same moment: reports of one thing are one case, and one decision is made while the other is told."""

import pytest
from django.db import transaction

from hearth.core.refusals import Refusal
from hearth.moderation.actions.deciding import DECIDED_MEANWHILE, Ruling, decide
from hearth.moderation.actions.reporting import Told, report, take_up
from hearth.moderation.models import Case, Decision, Report
from hearth.moderation.tests.cases import RULING, Scene, case_url, text
from tests.people import join_person, signed_in
from tests.threads import at_once

HIDES = Ruling(verdict="hidden", rule="sale", reason="We sell nothing here.", after="")
LEAVES = Ruling(verdict="dismissed", reason="It keeps to the rules.", after="")


@pytest.fixture
def busy(waiting_database):
    with transaction.atomic():
        return Scene()


@pytest.fixture
def scene(db):
    return Scene()


@pytest.mark.parametrize("about", ["discussion", "reply", "writer"])
def test_reports_of_one_thing_at_once_make_one_case(busy, about):
    people, told = [join_person() for _number in range(8)], Told(kind="selling", words="It sells.")
    made = at_once(8, lambda number: report(getattr(busy, about), told, by=people[number]))
    assert {type(each) for each in made} == {Report}, made
    case = Case.objects.get()
    assert (case.report_count, case.reports.count()) == (8, 8)


def test_a_report_and_a_moderator_who_saw_it_share_one_case(busy):
    acts = [
        lambda: report(busy.reply, Told(kind="selling"), by=busy.reporter).case,
        lambda: take_up(busy.reply, by=busy.moderator),
    ]
    assert at_once(2, lambda number: acts[number]()) == [Case.objects.get()] * 2


def test_of_two_decisions_at_once_one_is_made_and_the_other_is_told(busy):
    case = busy.report()
    acts = [(HIDES, busy.moderator), (LEAVES, busy.house)]
    outcomes = at_once(2, lambda number: decide(case, acts[number][0], by=acts[number][1]))
    told = [each.message for each in outcomes if isinstance(each, Refusal)]
    assert [str(each) for each in told] == [str(DECIDED_MEANWHILE)], outcomes
    busy.discussion.refresh_from_db()
    assert (Decision.objects.get().verdict == "hidden") is (busy.discussion.hidden_at is not None)


def test_whoever_reads_an_older_page_is_told_what_was_decided(scene):
    case = scene.report()
    decide(case, HIDES, by=scene.house)
    browser, late = signed_in(scene.moderator), RULING | {"reason": "I would hide it too.", "after": ""}
    page = text(browser.post(case_url(case), late))
    assert "decided while you were reading" in page
    assert "We sell nothing here." in page
    assert "I would hide it too." in page
    assert "valid choice" not in page
    assert Decision.objects.count() == 1
    latest = Decision.objects.get().public_id
    assert f'name="after" value="{latest}"' in page
    assert browser.post(case_url(case), late | {"verdict": "restored", "after": latest}).status_code == 302
    assert Decision.objects.count() == 2


def test_a_decision_sent_twice_is_one(scene):
    case, browser = scene.report(), signed_in(scene.moderator)
    for _time in range(2):
        assert browser.post(case_url(case), RULING | {"after": "", "once": "the-same-form"}).status_code == 302
    assert Decision.objects.count() == 1
