"""Digests: when they come, what is in them, and that they come once."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.core import mail as django_mail
from django.urls import reverse
from django.utils import timezone

from hearth.activity.ports import How
from hearth.communities.actions.finding import find
from hearth.communities.actions.keeping import follow_discussion
from hearth.communities.actions.writing import Answer, Opening, delete_reply, post_reply, start_discussion
from hearth.communities.models import WHOLE, FindingKind
from hearth.communities.tests.people import member_of
from hearth.core import work
from hearth.core.models import OutgoingMail
from hearth.members.actions.distance import block
from hearth.members.actions.first_administrator import admit_first_administrator, issue_token
from hearth.members.models import Account
from hearth.notifications.actions import digesting
from hearth.notifications.actions.choosing import choose, receive
from hearth.notifications.models import Notification, Reception, Suppression
from hearth.notifications.queries import digests
from hearth.notifications.queries.schedule import next_daily, next_weekly
from hearth.notifications.queries.suppressed import digest_of
from tests.inventory import code_in_last_mail
from tests.people import PASSWORD, account_of
from tests.plans import plans_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def digest_to(carry):
    """Deliver word, let the digest of somebody come due, and send it; return the mails they got."""

    def digest_to(member, how=How.WEEKLY):
        carry()
        past = timezone.now() - timedelta(seconds=1)
        Reception.objects.filter(pk=member.pk).update(**{digesting.TIMES[how][0]: past})
        digesting.digest_due()
        work.sweep(grace=timedelta())
        return [letter for letter in django_mail.outbox if letter.to == [account_of(member).email]]

    return digest_to


@pytest.fixture
def by_week(asker):
    choose(asker, {"reply": How.WEEKLY})


def test_a_week_brings_answers_questions_and_who_waits(asker, friend, place, answer, by_week, digest_to):
    answer("<h3>At night</h3><p>So did I.</p><blockquote><p>Quoted before.</p></blockquote>")
    start_discussion(place, Opening(title="Who sleeps at night?", body="I lie awake."), by=friend)
    waiting = start_discussion(place, Opening(title="Where do you walk?", body="Tell me."), by=friend)
    Notification.objects.filter(discussion=waiting).delete()
    (letter,) = digest_to(asker)
    assert letter.subject == "Your week on Hearth"
    for words in (
        "Thomas O. answered in your discussion “Afraid to walk alone”.",
        "At night: So did I.",
        "Thomas O. began “Who sleeps at night?” in Tired hearts.",
        "Where do you walk?",
    ):
        assert words in letter.body.replace("\n", " ").replace("  ", " "), words
    assert "Quoted before" not in letter.body
    assert Notification.objects.get(member=asker, kind="reply").mailed_at
    assert len(digest_to(asker)) == 2, "who waits is said again, and nothing else"
    assert "So did I" not in django_mail.outbox[-1].body


def test_what_is_told_of_a_discussion_stands_once(asker, friend, place, by_week, digest_to):
    begun = start_discussion(place, Opening(title="Who sleeps at night?", body="I lie awake."), by=friend)
    follow_discussion(begun, by=asker)
    post_reply(begun, Answer(body="I read until I can."), by=member_of(place))
    choose(asker, {"followed": How.WEEKLY})
    (letter,) = digest_to(asker)
    assert "I read until I can." in letter.body
    assert letter.body.count("Who sleeps at night?") == 1


def test_what_helped_somebody_is_in_it(asker, friend, place, discussion, answer, digest_to):
    find(answer(), FindingKind.HELPED, {WHOLE}, by=asker)
    reader = member_of(place)
    (letter,) = digest_to(reader)
    assert "What helped" in letter.body
    assert letter.body.index("What helped") < letter.body.rindex("Afraid to walk alone")


def test_there_is_never_an_empty_one(asker, friend, answer, by_week, carry, digest_to):
    answer()
    carry()
    Notification.objects.filter(member=asker).update(read_at=timezone.now())
    assert digest_to(asker) == []
    assert not OutgoingMail.objects.exclude(state="done").exists()


@pytest.mark.parametrize("end", ["read", "blocked", "closed", "suppressed", "not wanted", "taken back"])
def test_what_is_over_between_its_promise_and_its_sending_is_not_sent(
    asker, friend, answer, by_week, carry, digest_to, end
):
    choose(asker, {"news": How.PAGE})
    reply = answer()
    carry()
    Reception.objects.update(weekly_at=timezone.now() - timedelta(seconds=1))
    assert digesting.digest_due() >= 1
    if end == "read":
        Notification.objects.filter(member=asker).update(read_at=timezone.now())
    elif end == "blocked":
        block(friend, by=asker)
    elif end == "closed":
        Account.objects.filter(pk=account_of(asker).pk).update(closed_at=timezone.now())
    elif end == "suppressed":
        Suppression.objects.create(digest=digest_of(account_of(asker).email), reason="bounce")
    elif end == "not wanted":
        choose(asker, {"reply": How.PAGE})
    else:
        delete_reply(reply, by=friend)
    work.sweep(grace=timedelta())
    assert [letter for letter in django_mail.outbox if letter.to == [account_of(asker).email]] == []


def test_quiet_hours_and_a_pause_put_it_off(asker, friend, answer, by_week, carry, digest_to):
    answer()
    carry()
    until = timezone.now() + timedelta(days=3)
    Reception.objects.filter(pk=asker.pk).update(paused_until=until)
    assert digest_to(asker) == []
    assert Reception.objects.get(pk=asker.pk).weekly_at == until
    with time_machine.travel(until + timedelta(minutes=1)):
        digesting.digest_due()
        work.sweep(grace=timedelta())
    assert len(django_mail.outbox) >= 1


def test_of_very_much_it_tells_a_little_and_how_much_more_there_is(
    asker, discussion, answer, by_week, carry, digest_to, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr(digests, "MOST", 4)
    for number in range(9):
        answer(f"Answer number {number}.")
    carry()
    (letter,) = digest_to(asker)
    assert "Answer number 8." in letter.body
    assert "And 1 more here." in letter.body
    assert "And 5 more, which wait on your page." in letter.body.replace("\n", " ")
    assert not Notification.objects.filter(member=asker, mailed_at=None).exists()


def test_newcomers_get_a_time_and_not_all_the_same(place, carry):
    for _ in range(5):
        member_of(place)
    first = admit_first_administrator(issue_token(), email="ada@example.org", password="lantern harbour", name="Ada")
    carry()
    assert Reception.objects.filter(member__owner=first).exists()
    times = set(Reception.objects.values_list("weekly_at", flat=True))
    assert len(times) == Reception.objects.count() >= 5
    assert {(at.weekday(), at.hour) for at in times} == {(0, 8)}


@pytest.mark.parametrize(("zone", "kept"), [("Asia/Tokyo", "Asia/Tokyo"), ("", ""), ("Mars/Olympus", "")])
def test_newcomers_live_by_the_clock_of_the_device_they_join_on(client, carry, zone, kept):
    told = {"name": "Ana", "email": "ana@example.org", "password": PASSWORD, "birth_year": "1962"}
    client.post(reverse("members:join"), told)
    client.post(reverse("members:join-about"), {})
    assert "data-zone" in client.get(reverse("members:join-privacy")).content.decode()
    client.post(reverse("members:join-privacy"), {"audience": "members", "rules": "on", "time_zone": zone})
    client.post(reverse("members:join-code"), {"code": code_in_last_mail()})
    carry()
    reception = Reception.objects.get(member__name="Ana")
    assert reception.time_zone == kept
    assert reception.daily_at.astimezone(ZoneInfo(kept or settings.TIME_ZONE)).hour == 8


@pytest.mark.parametrize("zone", ["Europe/Madrid", "America/Santiago", "Australia/Lord_Howe", "Asia/Kolkata"])
@pytest.mark.parametrize("hour", [0, 1, 2, 3, 8, 23])
def test_there_is_one_a_day_at_its_hour_whatever_the_clock_does(zone, hour):
    reception, found = Reception(pk=3, time_zone=zone, hour=hour), []
    now = datetime(2026, 1, 1, 12, tzinfo=UTC)
    while now.year == 2026:
        now = next_daily(reception, now)
        found.append(now.astimezone(ZoneInfo(zone)))
    days = [(at.year, at.month, at.day) for at in found]
    assert len(days) == len(set(days))
    assert len(found) in (365, 366)
    elsewhere = [at for at in found if at.hour != hour]
    assert len(elsewhere) <= 1, "only where the clock jumps over that hour"
    assert all(at.hour == hour + 1 for at in elsewhere)


def test_a_week_is_a_week_across_both_changes_of_the_clock():
    reception, madrid = Reception(pk=1, time_zone="Europe/Madrid", weekday=6, hour=2), ZoneInfo("Europe/Madrid")
    found = [next_weekly(reception, datetime(2026, 1, 1, tzinfo=UTC))]
    while len(found) < 52:
        found.append(next_weekly(reception, found[-1]))
    local = [at.astimezone(madrid) for at in found]
    assert {at.weekday() for at in local} == {6}
    assert [at.hour for at in local if at.hour != 2] == [3]
    assert {later.date() - at.date() for at, later in pairwise(local)} == {timedelta(days=7)}


@pytest.mark.parametrize("month", [3, 10])
def test_each_day_brings_one_across_a_change_of_the_clock(asker, answer, carry, month):
    """Madrid puts its clocks on from two to three on 28 March 2027, and back from three to two on 31 October."""
    choose(asker, {"reply": How.DAILY})
    madrid = ZoneInfo("Europe/Madrid")
    now = datetime(2027, month, 26 if month == 3 else 29, 12, tzinfo=madrid).astimezone(UTC)
    with time_machine.travel(now, tick=False):
        receive(asker, time_zone="Europe/Madrid", hour=2)
    came = []
    for hour in range(4 * 24):
        with time_machine.travel(now + timedelta(hours=hour), tick=False):
            carry()
            if digesting.digest_one(asker.pk, How.DAILY):
                came.append(timezone.localtime(timezone.now(), madrid))
            carry()
            answer(f"Hour {hour}.")
    assert [at.day for at in came] == ([27, 28, 29, 30] if month == 3 else [30, 31, 1, 2])
    assert [at.hour for at in came] == ([3, 4, 3, 3] if month == 3 else [3, 2, 3, 3])
    assert len(django_mail.outbox) == 4
    said = [set(re.findall(r"Hour \d+", letter.body)) for letter in django_mail.outbox]
    assert all(said)
    assert not set.intersection(*said)


@pytest.mark.parametrize(("language", "subject"), [("es", "Tu semana en Hearth"), ("ar", "أسبوعك على Hearth")])
def test_it_comes_in_the_language_of_the_person(asker, answer, by_week, digest_to, language, subject):
    Account.objects.filter(pk=account_of(asker).pk).update(language=language)
    answer("<p>Me too.</p>")
    (letter,) = digest_to(asker)
    assert (letter.subject, letter.extra_headers["Content-Language"]) == (subject, language)
    (html, _kind) = letter.alternatives[0]
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in html


def test_what_is_due_is_found_by_an_index_however_many_people_there_are(asker, carry):
    carry()
    (daily, weekly) = plans_of(lambda: digesting.digest_due(), about="notifications_reception")
    assert "daily_at" in daily, daily
    assert "weekly_at" in weekly, weekly
    assert "SCAN" not in daily + weekly
