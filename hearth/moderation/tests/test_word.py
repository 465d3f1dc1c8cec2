"""Word of decisions: to whom it is about, and to whoever reported it without the verdict; who reported is no name."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hearth.activity.models import Activity
from hearth.activity.ports import How
from hearth.communities.tests.people import member_of
from hearth.members.actions.leaving import close_account
from hearth.members.actions.suspension import suspend
from hearth.moderation.actions.deciding import Ruling, decide
from hearth.moderation.actions.reporting import take_up
from hearth.moderation.models import ReportKind, Verdict
from hearth.moderation.tests.cases import Scene
from hearth.notifications.actions.choosing import pause
from hearth.notifications.models import Choice, Notification
from tests.people import account_of, signed_in
from tests.word import letters, sentences, told

pytestmark = pytest.mark.django_db
LOOKED_AT = "Moderators have looked at something that you reported, and decided. Thank you for telling them."


@pytest.fixture
def scene():
    return Scene()


def ruling(verdict, **given):
    until = timezone.now() + timedelta(days=7) if verdict == Verdict.RESTRICTED else None
    return Ruling(verdict=verdict, rule="sale", reason="We sell nothing here.", until=until, **given)


def of_moderators(member):
    return [each for each in sentences(member) if "oderator" in each]


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (Verdict.HIDDEN, "A moderator hid what you wrote. You can read why, and answer."),
        (Verdict.RESTRICTED, "A moderator has asked you not to write in one of your communities for a time."),
        (Verdict.DISMISSED, ""),
    ],
)
def test_whom_it_is_about_and_whoever_reported_it_hear_each_their_own(scene, verdict, said):
    case = scene.report(scene.reply)
    decide(case, ruling(verdict), by=scene.moderator)
    about = of_moderators(scene.hider)
    assert [each.startswith(said) for each in about] == ([True] if said else [])
    assert of_moderators(scene.reporter) == [LOOKED_AT]
    for each in (scene.moderator, scene.house, scene.writer, scene.elsewhere):
        assert of_moderators(each) == []
    kept = Notification.objects.filter(kind__in=["decided", "reported"])
    assert not kept.exclude(by=None).exists()
    named = Activity.objects.exclude(actor_id=None).filter(actor_id=scene.reporter.pk)
    assert {each.verb for each in named} <= {"community.joined", "member.joined"}, "who reported is in no activity"


def test_whoever_reported_is_led_nowhere_since_there_is_nothing_more_to_see(scene):
    decide(scene.report(scene.reply), ruling(Verdict.HIDDEN), by=scene.moderator)
    (letter,) = letters(scene.reporter)
    assert LOOKED_AT in letter.text.replace("\n", " ")
    assert "See it" not in letter.text
    row = Notification.objects.get(kind="reported")
    answer = signed_in(scene.reporter).get(reverse("notifications:notification", args=[row.public_id]))
    assert answer.url == reverse("notifications:list")


def test_a_closed_discussion_is_told_as_a_decision_and_not_twice(scene):
    decide(scene.report(), ruling(Verdict.LOCKED), by=scene.moderator)
    assert of_moderators(scene.writer) == [
        "A moderator closed your discussion to answers. You can read why, and answer."
    ]


def test_whoever_took_it_up_as_a_moderator_reported_nothing(scene):
    other = member_of(scene.place, "moderator")
    case = take_up(scene.discussion, by=other)
    decide(case, ruling(Verdict.HIDDEN), by=scene.moderator)
    assert of_moderators(other) == []


def test_a_decision_cannot_be_switched_off_nor_waits_for_the_morning(scene):
    Choice.objects.create(member=scene.hider, kind="decided", how=How.NEVER)
    pause(scene.hider, timezone.now() + timedelta(days=3), now=timezone.now())
    decide(scene.report(scene.reply), ruling(Verdict.HIDDEN), by=scene.moderator)
    (letter,) = letters(scene.hider)
    assert letter.subject == "Moderators have decided something that is about you on Hearth"


def test_whoever_is_kept_out_finds_it_when_they_are_back_and_whoever_left_is_not_written_to(scene):
    until = timezone.now() + timedelta(days=3)
    suspend(scene.hider, by=scene.house, reason="Rest.", until=until)
    decide(scene.report(scene.reply), ruling(Verdict.HIDDEN), by=scene.moderator)
    assert len(of_moderators(scene.hider)) == 1
    assert letters(scene.hider) == []
    close_account(account_of(scene.writer), keep_writing=True, at_once=False)
    decide(scene.report(), ruling(Verdict.HIDDEN), by=scene.moderator)
    assert not [each for each in letters(scene.writer) if "decided" in each.subject]


def test_word_of_what_was_reported_can_be_switched_off(scene):
    Choice.objects.create(member=scene.reporter, kind="reported", how=How.NEVER)
    decide(scene.report(), ruling(Verdict.HIDDEN), by=scene.moderator)
    assert of_moderators(scene.reporter) == []


def test_what_cannot_wait_is_gone_once_it_was_decided(scene):
    case = scene.report(scene.reply, kind=ReportKind.WORRY)
    (one,) = [each for each in told(scene.moderator) if "cannot wait" in each.sentence]
    assert signed_in(scene.moderator).get(one.address).status_code == 200
    decide(case, ruling(Verdict.DISMISSED), by=scene.house)
    assert not [each for each in sentences(scene.moderator) if "cannot wait" in each]
