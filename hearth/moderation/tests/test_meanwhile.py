"""Something is reported while its case is decided, or erased while it is decided: all of it is kept and answered."""

import pytest
from django.db import DatabaseError, transaction

from hearth.communities.actions.order import lock_discussion
from hearth.communities.actions.writing import delete_reply
from hearth.core.refusals import Refusal
from hearth.moderation.actions.deciding import Ruling, decide
from hearth.moderation.actions.reporting import Told, report, take_up
from hearth.moderation.models import Case
from hearth.moderation.tests.cases import Scene
from tests.people import join_person
from tests.threads import one_behind_the_other

LEAVES = Ruling(verdict="dismissed", reason="It keeps to the rules.")
HIDES = Ruling(verdict="hidden", rule="sale", reason="We sell nothing here.")


@pytest.fixture
def scene(waiting_database):
    with transaction.atomic():
        return Scene()


@pytest.mark.parametrize("about", ["discussion", "reply", "writer"])
def test_what_is_reported_while_it_is_decided_is_a_new_case(scene, about):
    subject, late = getattr(scene, about), join_person()
    case = scene.report(subject)
    _decided, made = one_behind_the_other(
        lambda: decide(case, LEAVES, by=scene.house), lambda: report(subject, Told(kind="unkind"), by=late)
    )
    case.refresh_from_db()
    assert (case.is_open, case.report_count) == (False, 1)
    newer = Case.objects.get(closed_at=None)
    assert (made.case, newer.report_count) == (newer, 1)


def test_what_is_taken_up_while_it_is_decided_is_a_new_case(scene):
    case = scene.report(scene.reply)
    _decided, taken = one_behind_the_other(
        lambda: decide(case, LEAVES, by=scene.house), lambda: take_up(scene.reply, by=scene.moderator)
    )
    assert taken.is_open
    assert taken != case


def test_deciding_holds_what_was_said_before_the_case(scene):
    """Else whoever erases it, holding what was said, and whoever decides would wait for each other."""
    case = scene.report(scene.reply)
    outcomes = one_behind_the_other(
        lambda: lock_discussion(scene.discussion, by=scene.moderator),
        lambda: decide(case, HIDES, by=scene.moderator),
        then=lambda: delete_reply(scene.reply, by=scene.hider),
    )
    assert not [each for each in outcomes if isinstance(each, DatabaseError)], outcomes
    case.refresh_from_db()
    assert case.written is None


def test_what_is_reported_while_it_is_erased_is_refused_in_words(scene):
    _gone, told = one_behind_the_other(
        lambda: delete_reply(scene.reply, by=scene.hider),
        lambda: report(scene.reply, Told(kind="unkind"), by=scene.reporter),
    )
    assert isinstance(told, Refusal)
    assert not Case.objects.exists()
