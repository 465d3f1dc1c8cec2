"""How long it is kept: 180 days, the end of the case, or its author's leaving."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from hearth.activity.models import Activity
from hearth.members import faces
from hearth.moderation.actions.deciding import Ruling, decide
from hearth.moderation.actions.keeping import KEPT, prune_reports
from hearth.moderation.adapters import ModerationPart
from hearth.moderation.models import Case, Decision, Report
from hearth.moderation.tests.cases import Scene
from tests.people import account_of

pytestmark = pytest.mark.django_db
HIDE = Ruling(verdict="hidden", rule="sale", reason="We sell nothing here.")


@pytest.fixture
def scene():
    return Scene()


def leave(member):
    ModerationPart().erase(faces.person_behind(account_of(member)), keep_writing=True)


def test_reports_go_180_days_after_the_last_decision_and_the_record_stays(scene):
    case, waiting = scene.report(), scene.report(scene.reply)
    decide(case, HIDE, by=scene.moderator)
    with time_machine.travel(timezone.now() + KEPT - timedelta(hours=1), tick=False):
        assert prune_reports() == 0
    with time_machine.travel(timezone.now() + KEPT + timedelta(hours=1), tick=False):
        assert prune_reports() == 1
    assert Report.objects.get().case == waiting
    assert Decision.objects.get().case == case


def test_with_its_author_goes_what_was_decided(scene):
    decide(scene.report(), HIDE, by=scene.moderator)
    leave(scene.writer)
    assert not Case.objects.exists()
    assert not Report.objects.exists()
    assert not Decision.objects.exists()


def test_an_open_case_stays_until_it_is_decided_then_all_of_it_goes(scene):
    case = scene.report(scene.reply)
    leave(scene.hider)
    case.refresh_from_db()
    assert case.member is None
    assert case.reports.get().body == "Stop your tablets."
    assert decide(case, HIDE, by=scene.moderator) is None
    assert not Case.objects.exists()
    assert not Report.objects.exists()
    scene.reply.refresh_from_db()
    assert scene.reply.hidden_at


def test_who_reported_and_their_words_go_with_them(scene):
    case = scene.report(words="I know him from the clinic")
    decide(scene.report(scene.reply, by=scene.writer), HIDE, by=scene.moderator)
    leave(scene.reporter)
    made = case.reports.get()
    assert (made.reporter, made.words) == (None, "")
    leave(scene.moderator)
    assert Decision.objects.get().by is None


def test_a_copy_holds_ones_own_part_and_nobody_elses(scene):
    decide(scene.report(scene.reply, words="Words of the reporter"), HIDE, by=scene.moderator)
    decide(scene.report(by=scene.hider, words="My own words"), HIDE, by=scene.house)
    said = repr(ModerationPart().export(faces.person_behind(account_of(scene.hider))))
    for mine in ("My own words", "We sell nothing here.", scene.reply.author.name):
        assert mine in said
    for secret in ("Words of the reporter", "Amara N.", "June W.", "Watchful Wanda", "Rude Robin", "What I sell"):
        assert secret not in said


def test_no_activity_says_who_reported(scene):
    scene.report()
    made = Activity.objects.get(verb="report.made")
    assert (made.actor_id, made.actor_type) == (None, "")
    decide(Case.objects.get(), HIDE, by=scene.moderator)
    assert Activity.objects.get(verb="case.decided").actor_id == scene.moderator.pk
