"""What changing one's words keeps of them, for whom, and how often one may."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from hearth.communities.actions.picturing import Pictured
from hearth.communities.actions.revising import CHANGES_AN_HOUR, MOST_CHANGES
from hearth.communities.actions.writing import Answer, Opening, edit_discussion, edit_reply, post_reply
from hearth.communities.models import Picture, Reply, Revision
from hearth.communities.newcomers import LINKS
from hearth.communities.queries.revisions import SHOWN
from hearth.communities.tests.people import member_of
from hearth.core.refusals import Refusal
from tests.people import join_person, signed_in

pytestmark = pytest.mark.django_db
TREE = Pictured("treetreetr", "A tree", 800, 600)
WALL = Pictured("waffwaffwa", "A wall", 800, 600)


@pytest.fixture
def reply(discussion, friend):
    return post_reply(discussion, Answer(body="I remember the coat.", pictures=[TREE, WALL]), by=friend)


def said_by_pictures():
    return dict(Picture.objects.values_list("public_id", "alternative"))


def history_of(reply, reader, cursor=""):
    address = reverse("communities:reply-history", args=[reply.public_id])
    return signed_in(reader).get(address, {"cursor": cursor} if cursor else {})


def test_other_words_for_a_picture_are_a_change_that_is_kept(reply, friend):
    kept = edit_reply(reply, reply.body, by=friend, alternatives={"treetreetr": "Buy my pills", "waffwaffwa": "A wall"})
    assert kept.edited_at
    assert said_by_pictures() == {"treetreetr": "Buy my pills", "waffwaffwa": "A wall"}
    page = history_of(reply, friend).content.decode()
    assert "<li>A tree</li><li>A wall</li>" in page
    assert "I remember the coat." in page


def test_other_words_for_a_picture_of_an_opening_are_kept_too(discussion, asker):
    Picture.objects.create(discussion=discussion, public_id="treetreetr", alternative="A tree", width=1, height=1)
    same = Opening(title=discussion.title, body=discussion.body)
    assert not edit_discussion(discussion, same, by=asker, alternatives={"treetreetr": "A tree"}).edited_at
    assert edit_discussion(discussion, same, by=asker, alternatives={"treetreetr": "An oak"}).edited_at
    assert Revision.objects.get().alternatives == ["A tree"]


def test_a_picture_taken_out_leaves_its_words_and_nothing_changed_keeps_nothing(reply, friend):
    edit_reply(reply, reply.body, by=friend, alternatives={"treetreetr": "A tree", "waffwaffwa": "A wall"})
    assert not Revision.objects.exists()
    edit_reply(reply, reply.body, by=friend, alternatives={"treetreetr": "A tree"})
    assert Revision.objects.get().alternatives == ["A tree", "A wall"]
    assert said_by_pictures() == {"treetreetr": "A tree"}


def test_a_refused_change_changes_no_picture(discussion):
    newcomer = join_person(days=0)
    reply = post_reply(discussion, Answer(body="Hello", pictures=[TREE]), by=newcomer)
    many = " ".join(f"https://example.org/{number}" for number in range(LINKS + 1))
    Reply.objects.filter(pk=reply.pk).update(body=many)  # as it was taken before the limit
    with pytest.raises(Refusal):
        edit_reply(reply, many, by=newcomer, alternatives={"treetreetr": "Buy my pills"})
    assert said_by_pictures() == {"treetreetr": "A tree"}


def test_the_history_comes_in_pages_and_is_not_cleaned_anew(reply, friend, place):
    now = timezone.now()
    Revision.objects.bulk_create(
        Revision(discussion=reply.discussion, reply=reply, body=f"<p>Said {n:03}.</p>", until=now + timedelta(hours=n))
        for n in range(SHOWN + 3)
    )
    first = history_of(reply, friend)
    assert first.context["page"].items[0].body == f"<p>Said {SHOWN + 2:03}.</p>"
    assert first.content.decode().count("<p>Said") == SHOWN
    second = history_of(reply, friend, first.context["page"].next).content.decode()
    assert second.count("<p>Said") == 3
    assert history_of(reply, member_of(place)).status_code == 403


def test_plain_words_are_kept_as_clean_html(reply, friend):
    Reply.objects.filter(pk=reply.pk).update(body="One <script>alert(1)</script>\n\nTwo")
    edit_reply(reply, "Better.", by=friend)
    assert Revision.objects.get().html == "<p>One &lt;script&gt;alert(1)&lt;/script&gt;</p><p>Two</p>"


def test_one_changes_words_so_often_in_an_hour_and_so_often_in_all(discussion, friend):
    reply = post_reply(discussion, Answer(body="Hello"), by=friend)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for number in range(CHANGES_AN_HOUR):
            edit_reply(reply, f"Version {number}", by=friend)
        address = reverse("communities:reply-edit", args=[reply.public_id])
        answer = signed_in(friend).post(address, {"body": "One more version"})
        assert answer.status_code == 200
        assert "many times within an hour" in answer.content.decode()
        assert "One more version" in answer.content.decode()
        clock.shift(timedelta(minutes=61))
        edit_reply(reply, "An hour later", by=friend)
    past = timezone.now() - timedelta(days=9)
    kept = [Revision(discussion=reply.discussion, reply=reply, body="<p>Old</p>", until=past)] * MOST_CHANGES
    Revision.objects.bulk_create(kept[Revision.objects.count() :])
    with time_machine.travel(timezone.now() + timedelta(days=1)), pytest.raises(Refusal, match="no more"):
        edit_reply(reply, "Once too often", by=friend)
