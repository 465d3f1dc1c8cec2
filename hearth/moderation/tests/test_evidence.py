"""What is kept of what was said, so that a case can be decided though its words or pictures change or go."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from hearth.communities import picture_files
from hearth.communities.actions.picturing import Pictured, erase_left_over_pictures, put_pictures
from hearth.communities.actions.writing import delete_reply, edit_reply
from hearth.communities.models import Discussion, Labels, Picture, Reply
from hearth.moderation.actions.deciding import Ruling, decide
from hearth.moderation.actions.keeping import KEPT, prune_reports
from hearth.moderation.models import Case, Report, ReportedPicture
from hearth.moderation.tests.cases import Scene
from hearth.moderation.tests.test_keeping import leave
from tests.people import signed_in

pytestmark = pytest.mark.django_db
HIDE = Ruling(verdict="hidden", rule="sale", reason="We sell nothing here.")


@pytest.fixture
def scene(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    scene = Scene()
    scene.key = picture_files.store({640: b"the file"})
    put_pictures(scene.reply, [Pictured(scene.key, "My drops", 640, 480)])
    scene.reply = Reply.objects.get(pk=scene.reply.pk)
    return scene


def at(case, key, size="large"):
    return reverse("moderation:case-picture", args=[case.public_id, key, size])


def page(scene, case, by=None):
    return signed_in(by or scene.moderator).get(reverse("moderation:case", args=[case.public_id])).content.decode()


def take_up(scene, subject, by=None):
    about = "reply" if isinstance(subject, Reply) else "discussion"
    address = reverse("moderation:take-up", args=[about, subject.public_id])
    assert signed_in(by or scene.moderator).post(address).status_code == 302
    return Case.objects.get()


@pytest.mark.parametrize("goes", ["changed", "taken back"])
def test_a_picture_is_seen_as_it_was_though_it_goes(scene, goes, django_capture_on_commit_callbacks):
    case = scene.report(scene.reply)
    assert page(scene, case).count('alt="My drops"') == 2
    with django_capture_on_commit_callbacks(execute=True):
        if goes == "changed":
            edit_reply(scene.reply, scene.reply.body, by=scene.hider, alternatives={})
        else:
            delete_reply(scene.reply, by=scene.hider)
    assert not Picture.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        erase_left_over_pictures()
    shown = page(scene, case)
    assert shown.count('alt="My drops"') == 1
    assert at(case, scene.key) in shown
    answer = signed_in(scene.moderator).get(at(case, scene.key))
    assert (answer.content, answer["Content-Type"], answer["Cache-Control"]) == (
        b"the file",
        "image/webp",
        "private, no-store",
    )


def test_who_may_not_read_the_case_gets_no_picture(scene, client):
    case, other = scene.report(scene.reply), scene.report()
    for who in (scene.hider, scene.reporter, scene.elsewhere):
        assert signed_in(who).get(at(case, scene.key)).status_code == 404
    assert client.get(at(case, scene.key)).status_code in {302, 404}
    moderator = signed_in(scene.moderator)
    assert moderator.get(at(case, scene.key)).status_code == 200
    for missing in (at(other, scene.key), at(case, "aaaaaaaaaa"), at(case, scene.key, "huge")):
        assert moderator.get(missing).status_code == 404


def test_the_house_sees_it_where_it_reads_nothing(scene):
    case = scene.report(scene.reply)
    type(scene.place).objects.update(reading="its_members", joining="on_request")
    house = signed_in(scene.house)
    assert house.get(reverse("communities:picture", args=[scene.key, "large"])).status_code == 404
    assert house.get(at(case, scene.key)).content == b"the file"


def test_the_file_goes_with_the_report(scene, django_capture_on_commit_callbacks):
    case = scene.report(scene.reply)
    delete_reply(scene.reply, by=scene.hider)
    decide(case, Ruling(verdict="dismissed", reason="It is gone."), by=scene.moderator)
    later = timezone.now() + KEPT + timedelta(hours=1)
    with time_machine.travel(later, tick=False), django_capture_on_commit_callbacks(execute=True):
        assert prune_reports() == 1
    assert not ReportedPicture.objects.exists()
    assert picture_files.read(scene.key, "large") is None


def test_a_picture_that_is_still_shown_outlives_the_report(scene, django_capture_on_commit_callbacks):
    decide(scene.report(scene.reply), Ruling(verdict="dismissed", reason="A tree."), by=scene.moderator)
    later = timezone.now() + KEPT + timedelta(hours=1)
    with time_machine.travel(later, tick=False), django_capture_on_commit_callbacks(execute=True):
        assert prune_reports() == 1
    assert picture_files.read(scene.key, "large") == b"the file"


@pytest.mark.parametrize("is_open", [True, False])
def test_of_somebody_who_leaves_it_is_kept_while_the_case_is_open(scene, is_open, django_capture_on_commit_callbacks):
    case = scene.report(scene.reply)
    with django_capture_on_commit_callbacks(execute=True):
        edit_reply(scene.reply, scene.reply.body, by=scene.hider, alternatives={})
        if not is_open:
            decide(case, HIDE, by=scene.moderator)
        leave(scene.hider)
    assert (picture_files.read(scene.key, "large") is not None) == is_open
    if is_open:
        with django_capture_on_commit_callbacks(execute=True):
            decide(case, HIDE, by=scene.moderator)
    assert picture_files.read(scene.key, "large") is None


def test_what_a_moderator_takes_up_is_kept_too(scene, django_capture_on_commit_callbacks):
    case = take_up(scene, scene.reply)
    assert take_up(scene, scene.reply) == case
    kept = case.reports.get()
    assert (kept.reporter, kept.kind, kept.body) == (None, "", "Stop your tablets.")
    case.refresh_from_db()
    assert case.report_count == 0
    edit_reply(scene.reply, "Take care.", by=scene.hider, alternatives={})
    shown = page(scene, case)
    assert "A moderator saw it" in shown
    assert "Stop your tablets." in shown
    assert 'alt="My drops"' in shown
    take_up(scene, scene.reply)
    assert [each.body for each in case.reports.order_by("pk")] == ["Stop your tablets.", "Take care."]
    decide(case, HIDE, by=scene.moderator)
    with time_machine.travel(timezone.now() + KEPT + timedelta(hours=1), tick=False):
        assert prune_reports() == 2


def test_the_title_of_what_is_taken_up_is_kept(scene):
    case = take_up(scene, scene.discussion)
    assert Report.objects.get(case=case).title == Discussion.objects.get().title


def test_the_labels_of_what_was_reported_are_kept_as_they_were(scene):
    edit_reply(scene.reply, "Buy my drops.", by=scene.hider, labels=Labels(is_lived=True, read_in="My shop"))
    case = scene.report(Reply.objects.get(pk=scene.reply.pk))
    edit_reply(scene.reply, "Take care.", by=scene.hider, labels=Labels())
    kept = Report.objects.get(case=case)
    assert (kept.is_lived, kept.read_in, kept.is_ai_written) == (True, "My shop", False)
    assert page(scene, case).count("My shop") == 1
