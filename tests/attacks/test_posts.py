"""Every form of communities, their mentors and the network: sent twice, bent, or long after everything has changed."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from hearth.communities.actions.belonging import leave_community
from hearth.communities.actions.order import hide_discussion, hide_reply, lock_discussion, move_discussion
from hearth.communities.actions.places import archive_community
from hearth.communities.actions.restricting import restrict
from hearth.communities.actions.writing import delete_discussion, delete_reply
from hearth.communities.models import Community, Reading
from hearth.communities.tests.people import open_community, recount
from tests.attacks.rows import ROOMS, rows
from tests.attacks.scene import SENT, Scene, open_form
from tests.attacks.sent import WORDS
from tests.cast import MADE_UP_ID
from tests.inventory import INVENTORY

pytestmark = pytest.mark.django_db
POSTS = {name for name, page in INVENTORY.items() if "POST" in page.takes and name.split(":")[0] in ROOMS}


@pytest.fixture
def scene():
    return Scene()


def check_counters():
    for place in Community.objects.all():
        counted = recount(place)
        assert {name: getattr(place, name) for name in counted} == counted


def test_every_form_stands_in_the_table():
    assert set(SENT) == POSTS, "Add it to tests/attacks/scene.py."


@pytest.mark.parametrize("name", SENT)
def test_a_form_sent_twice_does_one_thing(scene, name):
    form = open_form(name, scene)
    first = form.send()
    assert first.status_code in {200, 302}, first.content.decode()
    assert "error-summary" not in first.content.decode()
    done = rows()
    second = form.send()
    assert rows() == done
    assert second.status_code == first.status_code
    assert second.get("Location") == first.get("Location")
    check_counters()


BENT = {
    "empty": lambda value: "",
    "over-long": lambda value: "x" * 500_000,
    "NUL": lambda value: "a\x00b",
    "script": lambda value: "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "half an id": lambda value: "%' OR 1=1 --",
    "many": lambda value: ["x"] * 300,
}


@pytest.mark.parametrize("name", SENT)
def test_bent_input_is_answered_and_writes_nothing_that_breaks(scene, name):
    form = open_form(name, scene)
    for kind, bend in BENT.items():
        for field in [*SENT[name].filled(scene), "once"]:
            answer = form.send(**{field: bend(form.filled.get(field))})
            assert answer.status_code < 500, (kind, field)
            assert b"<script>alert" not in answer.content
    check_counters()


@pytest.mark.parametrize("name", SENT)
def test_ids_of_nothing_are_found_nowhere(scene, name):
    form, at = open_form(name, scene), SENT[name].at(scene)
    before = rows()
    for key in at:
        for wrong in ("no-such-thing",) if key in {"about", "kind", "token"} else (MADE_UP_ID, "0000000001"):
            address = reverse(name, kwargs=at).replace(f"/{at[key]}/", f"/{wrong}/")
            assert form.client.post(address, form.filled).status_code == 404, (key, wrong)
    assert rows() == before


def leave(scene):
    for each in (scene.friend, scene.asker):
        leave_community(scene.place, by=each)


def close(scene):
    leave(scene)
    Community.objects.filter(pk=scene.place.pk).update(reading=Reading.ITS_MEMBERS)


def restrict_both(scene):
    for each in (scene.friend, scene.asker):
        restrict(scene.place, each, by=scene.steward, reason="Rest.", until=timezone.now() + timedelta(days=1))


MEANWHILE = {
    "left": leave,
    "left a place that is closed now": close,
    "restricted": restrict_both,
    "archived": lambda scene: [archive_community(place, by=scene.steward) for place in (scene.place, scene.gate)],
    "locked": lambda scene: lock_discussion(scene.discussion, by=scene.steward),
    "moved": lambda scene: move_discussion(
        scene.discussion, open_community(steward=scene.steward, reading=Reading.ITS_MEMBERS), by=scene.steward
    ),
    "discussion hidden": lambda scene: hide_discussion(scene.discussion, by=scene.steward),
    "reply hidden": lambda scene: hide_reply(scene.reply, by=scene.steward),
    "discussion deleted": lambda scene: delete_discussion(scene.discussion, by=scene.asker),
    "reply deleted": lambda scene: delete_reply(scene.reply, by=scene.friend),
}


WRITING = [name for name in SENT if SENT[name].words]
THOROUGH = {"left a place that is closed now", "moved", "discussion deleted"}  # the others would not differ


@pytest.mark.parametrize("change", MEANWHILE)
def test_a_form_sent_when_everything_has_changed_keeps_its_words(scene, change):
    opened = {name: open_form(name, scene) for name in (SENT if change in THOROUGH else WRITING)}
    MEANWHILE[change](scene)
    for name, form in opened.items():
        with transaction.atomic():
            before = rows()
            answer = form.send()
            assert answer.status_code < 500, name
            if answer.status_code not in {200, 302}:
                assert rows() == before, name
            if SENT[name].words and answer.status_code != 302:
                assert WORDS in answer.content.decode(), (name, answer.status_code)
            check_counters()
            transaction.set_rollback(True)
