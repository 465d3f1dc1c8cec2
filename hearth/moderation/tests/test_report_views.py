"""Reporting: by whoever can see it, once, with what it said; and nobody learns who it was."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from hearth.communities.actions.order import hide_reply
from hearth.communities.actions.writing import delete_discussion, edit_reply
from hearth.communities.models import Joining, Reading
from hearth.communities.tests.people import open_community
from hearth.members.actions.leaving import close_account
from hearth.members.models import Account, Audience, Member
from hearth.moderation.models import Case, Report, Urgency
from hearth.moderation.tests.cases import Scene, report_url, text
from tests.people import account_of, join_person, signed_in

pytestmark = pytest.mark.django_db
TOLD = {"kind": "harmful", "words": "It tells people to stop."}


@pytest.fixture(autouse=True)
def no_limits_yet():
    cache.clear()


@pytest.fixture
def scene():
    return Scene()


def test_a_member_reports_a_reply_with_what_it_said(scene):
    browser = signed_in(scene.reporter)
    page = text(browser.get(scene.discussion.get_absolute_url()))
    assert report_url("reply", scene.reply) in page
    assert "Stop your tablets." in text(browser.get(report_url("reply", scene.reply)))
    assert browser.post(report_url("reply", scene.reply), TOLD).url == reverse("moderation:report-sent")
    edit_reply(scene.reply, "Ask your doctor.", by=scene.hider)
    made = Report.objects.get()
    assert (made.reporter, made.kind, made.words) == (scene.reporter, "harmful", "It tells people to stop.")
    assert made.body == "Stop your tablets."
    assert (made.case.reply, made.case.member, made.case.community) == (scene.reply, scene.reply.author, scene.place)


def test_a_visitor_reports_what_everybody_can_read(scene, client):
    assert report_url("discussion", scene.discussion) in text(client.get(scene.discussion.get_absolute_url()))
    assert client.post(report_url("discussion", scene.discussion), TOLD, follow=True).status_code == 200
    assert Report.objects.get().reporter is None


def test_one_person_reports_once_and_others_join_the_same_case(scene):
    browser = signed_in(scene.reporter)
    for _time in range(2):
        assert browser.post(report_url("reply", scene.reply), TOLD).status_code == 302
    signed_in(scene.writer).post(report_url("reply", scene.reply), TOLD | {"kind": "private"})
    case = Case.objects.get()
    assert (case.report_count, case.reports.count(), case.urgency) == (2, 2, Urgency.SOON)


def test_nobody_reports_their_own_words_under_any_name(scene):
    assert signed_in(scene.hider).post(report_url("reply", scene.reply), TOLD).status_code == 403
    assert signed_in(scene.writer).get(report_url("discussion", scene.discussion)).status_code == 403
    assert not Report.objects.exists()


@pytest.mark.parametrize("by", ["visitor", "member"])
def test_what_one_cannot_see_is_not_there_to_be_reported(by):
    closed = Scene(open_community(reading=Reading.ITS_MEMBERS, joining=Joining.ON_REQUEST))
    browser = Client() if by == "visitor" else signed_in(join_person())
    for address in (report_url("reply", closed.reply), report_url("discussion", closed.discussion)):
        assert browser.get(address).status_code == 404
        assert browser.post(address, TOLD).status_code == 404
    alias = closed.reply.author
    assert browser.post(report_url("person", alias), TOLD).status_code == 404
    assert browser.post(reverse("moderation:report", args=["community", closed.reply.public_id])).status_code == 404
    assert not Report.objects.exists()


def test_what_is_gone_already_is_told_in_an_ordinary_sentence(scene):
    delete_discussion(scene.discussion, by=scene.writer)
    answer = signed_in(scene.reporter).post(report_url("discussion", scene.discussion), TOLD)
    assert answer.status_code == 409
    assert "has been taken away already" in text(answer)
    hide_reply(scene.reply, by=scene.moderator)
    assert signed_in(scene.reporter).post(report_url("reply", scene.reply), TOLD).status_code == 404


def test_a_worry_answers_with_helplines_and_comes_first(scene):
    scene.report(scene.discussion)
    answer = signed_in(scene.reporter).post(report_url("reply", scene.reply), {"kind": "worry"}, follow=True)
    assert reverse("front:helplines") in text(answer)
    assert "before all others" in text(answer)
    page = text(signed_in(scene.moderator).get(reverse("moderation:cases")))
    assert page.index("A reply in") < page.index("“<bdi")


def test_a_person_is_reported_with_what_the_reporter_could_see(scene):
    Member.objects.filter(pk=scene.writer.pk).update(
        audience=Audience.MEMBERS, line="Best drops", about_html="<p>Secret</p>", audiences={"about": "only_me"}
    )
    browser = signed_in(scene.reporter)
    assert report_url("person", scene.writer) in text(
        browser.get(reverse("front:person", args=[scene.writer.public_id]))
    )
    browser.post(report_url("person", scene.writer), TOLD)
    made = Report.objects.get()
    assert (made.case.about, made.case.member, made.case.community) == ("person", scene.writer, None)
    assert "Best drops" in made.body
    assert "Secret" not in made.body


@pytest.mark.parametrize(("sent", "says"), [({}, "Choose what it is about"), ({"kind": "bogus"}, "valid choice")])
def test_a_report_without_a_kind_is_asked_for_it_and_the_words_stay(scene, sent, says):
    answer = signed_in(scene.reporter).post(report_url("reply", scene.reply), {"words": "Look at this"} | sent)
    assert answer.status_code == 200
    assert says in text(answer)
    assert "Look at this" in text(answer)
    assert not Report.objects.exists()


def test_a_report_sent_twice_is_one_report(scene, client):
    given = TOLD | {"once": "the-same-form"}
    for _time in range(2):
        assert client.post(report_url("reply", scene.reply), given).status_code == 302
    assert Report.objects.count() == 1


def test_visitors_of_one_network_report_so_often_in_an_hour(scene):
    answers = [Client().post(report_url("reply", scene.reply), TOLD) for _time in range(7)]
    assert [answer.status_code for answer in answers] == [302] * 6 + [200]
    assert "a lot in a short time" in text(answers[-1])
    assert "It tells people to stop." in text(answers[-1])
    assert signed_in(scene.reporter).post(report_url("reply", scene.reply), TOLD).status_code == 302


def test_moderators_are_offered_to_decide_instead_of_reporting(scene):
    page = text(signed_in(scene.moderator).get(scene.discussion.get_absolute_url()))
    assert report_url("reply", scene.reply) not in page
    assert reverse("moderation:take-up", args=["reply", scene.reply.public_id]) in page
    assert report_url("reply", scene.reply) not in text(signed_in(scene.hider).get(scene.discussion.get_absolute_url()))


def test_whoever_has_left_is_not_named_where_their_words_are_reported(scene, client):
    address = report_url("discussion", scene.discussion)
    assert scene.writer.name in text(client.get(address))
    close_account(account_of(scene.writer), keep_writing=True, at_once=False)
    page = text(client.get(address))
    assert "Buy my drops." in page
    assert "A former member" in page
    assert scene.writer.name not in page
    Account.objects.filter(pk=account_of(scene.writer).pk).update(keeps_writing=False)
    page = text(client.get(address))
    assert "Buy my drops." not in page
    assert scene.writer.name not in page
