"""What cannot wait reaches those who can decide it, and nobody else."""

import pytest
from django.urls import reverse

from hearth.communities.models import Role
from hearth.communities.tests.people import member_of
from hearth.moderation.actions.deciding import Ruling, answer, decide
from hearth.moderation.models import Case, ReportKind
from hearth.moderation.tests.cases import Scene, report_url, text
from tests.people import account_of, signed_in
from tests.word import letters

pytestmark = pytest.mark.django_db
WORRIED = {"kind": "worry", "words": "I am afraid for her."}
CANNOT_WAIT = "A report that cannot wait on Hearth"


@pytest.fixture
def scene():
    return Scene()


def calls():
    return [each for each in letters() if each.subject == CANNOT_WAIT]


def called():
    return sorted(each.to for each in calls())


def address(member):
    return account_of(member).email


def home(member):
    return text(signed_in(member).get(reverse("front:home")))


def test_moderators_are_written_to_once_in_words_that_tell_nothing(scene):
    steward = scene.place.memberships.get(role=Role.STEWARD).member
    signed_in(scene.reporter).post(report_url("reply", scene.reply), WORRIED)
    signed_in(scene.writer).post(report_url("reply", scene.reply), WORRIED)
    came = {each.to: each for each in calls()}
    assert sorted(came) == sorted(map(address, (scene.moderator, scene.house, steward)))
    letter = came[address(scene.moderator)]
    for told in ("Tired hearts", "tablets", "afraid", scene.hider.name, scene.reply.author.name, scene.reporter.name):
        assert told not in letter.text + letter.html + letter.subject
    assert reverse("moderation:case", args=[Case.objects.get().public_id]) in letter.text


def test_what_can_wait_calls_nobody_until_somebody_is_worried(scene, client):
    signed_in(scene.reporter).post(report_url("discussion", scene.discussion), WORRIED | {"kind": "selling"})
    assert called() == []
    client.post(report_url("discussion", scene.discussion), WORRIED)
    assert address(scene.moderator) in called()


def test_nobody_is_called_to_what_they_wrote_or_reported(scene):
    other = member_of(scene.place, Role.MODERATOR)
    scene.report(scene.reply, kind=ReportKind.WORRY, by=scene.moderator)
    came = called()
    assert address(other) in came
    assert address(scene.moderator) not in came
    scene.report(other, kind=ReportKind.WORRY)
    assert called() == [address(scene.house)]


def test_home_counts_what_waits_for_whoever_decides_it(scene):
    assert "to decide" not in home(scene.moderator)
    scene.report(scene.discussion)
    page = home(scene.moderator)
    assert "1 report to decide" in page
    assert "cannot wait" not in page
    scene.report(scene.reply, kind=ReportKind.WORRY)
    assert "2 reports to decide" in home(scene.moderator)
    assert "A report cannot wait" in home(scene.moderator)
    for nobody in (scene.reporter, scene.writer, scene.elsewhere):
        assert "to decide" not in home(nobody)


def test_a_case_that_was_answered_says_so_in_its_row(scene):
    case, browser = scene.report(scene.discussion), signed_in(scene.moderator)
    assert "They answered" not in text(browser.get(reverse("moderation:cases")))
    decision = decide(case, Ruling(verdict="hidden", rule="sale", reason="We sell nothing."), by=scene.moderator)
    answer(decision, "They are flowers.", by=scene.writer)
    assert "They answered" in text(browser.get(reverse("moderation:cases")))
