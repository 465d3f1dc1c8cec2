import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from hearth.activity.actions import KEEP_ACTIVITIES, prune_activities, record
from hearth.activity.models import Activity, Delivery
from hearth.activity.verbs import Verb


@pytest.fixture
def bell(village):
    """A verb with two handlers; `heard` lists who heard which activity."""
    verb = Verb("bell.rung", "{actor} rang the bell.")
    verb_heard = []

    @village.on("bell.rung")
    def cook(activity):
        verb_heard.append(("cook", activity.pk))

    @village.on("bell.rung")
    def guest(activity):
        verb_heard.append(("guest", activity.pk))

    return verb, verb_heard


def test_each_handler_hears_once(bell, run_worker):
    verb, heard = bell
    group = Group.objects.create(name="kitchen")
    with transaction.atomic():
        activity = record(verb, by=None, subject=group)
    run_worker()
    run_worker()
    assert sorted(heard) == [("cook", activity.pk), ("guest", activity.pk)]
    assert set(Delivery.objects.values_list("state", "attempts")) == {("done", 1)}


def test_one_task_for_all_the_handlers_of_an_activity(bell, db):
    verb, _heard = bell
    group = Group.objects.create(name="kitchen")
    record(verb, by=group, subject=group)
    assert Delivery.objects.count() == 2
    assert DBTaskResult.objects.count() == 1


def test_an_activity_without_handlers_is_recorded_and_owes_nothing(village, db):
    group = Group.objects.create(name="kitchen")
    record(Verb("bell.cast", "{actor} cast a bell."), by=group, subject=group)
    assert Activity.objects.count() == 1
    assert not Delivery.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_an_activity_holds_ids_and_never_content(bell, db):
    verb, _heard = bell
    group = Group.objects.create(name="Ana is ill")
    activity = record(verb, by=group, subject=group)
    row = Activity.objects.filter(pk=activity.pk).values().get()
    del row["id"], row["at"]
    assert row == {
        "verb": "bell.rung",
        "actor_type": "auth.group",
        "actor_id": group.pk,
        "subject_type": "auth.group",
        "subject_id": group.pk,
    }
    assert "Ana" not in str(DBTaskResult.objects.get().args_kwargs)


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_delivered(bell, run_worker):
    verb, heard = bell
    with transaction.atomic():
        record(verb, by=None, subject=Group.objects.create(name="kitchen"))
        transaction.set_rollback(True)
    run_worker()
    assert heard == []
    assert not Activity.objects.exists()
    assert not Delivery.objects.exists()
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused(bell):
    verb, _heard = bell
    group = Group.objects.create(name="kitchen")
    with pytest.raises(transaction.TransactionManagementError):
        record(verb, by=None, subject=group)
    assert not Activity.objects.exists()


def test_old_activities_go_with_their_deliveries(bell, db):
    verb, _heard = bell
    group = Group.objects.create(name="kitchen")
    new, old = (record(verb, by=None, subject=group) for _ in range(2))
    Activity.objects.filter(pk=old.pk).update(at=old.at - KEEP_ACTIVITIES)
    assert prune_activities() == 1
    assert set(Delivery.objects.values_list("activity", flat=True)) == {new.pk}


@pytest.mark.parametrize("name", ["bell", "Bell.rung", "bell.rung.twice", "bell.rung "])
def test_a_verb_is_noun_and_past_tense(village, name):
    with pytest.raises(ValueError, match="not noun"):
        Verb(name, "")


def test_a_verb_is_announced_once(bell):
    with pytest.raises(ValueError, match="twice"):
        Verb("bell.rung", "")


def test_a_handler_waits_for_a_verb_that_exists(village):
    with pytest.raises(LookupError):

        @village.on("bell.melted")
        def weep(activity): ...
