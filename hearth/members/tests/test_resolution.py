from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from hearth.core.models import OutgoingMail
from hearth.core.refusals import Refusal
from hearth.members.actions.pseudonyms import create_alias
from hearth.members.actions.resolution import ask_who, confirm_who, see_who, tell_people
from hearth.members.actions.staff import give_rights, take_rights
from hearth.members.models import Resolution, StaffAction
from hearth.members.rights import MODERATORS
from tests.people import account_of, appoint, join_person, signed_in

pytestmark = pytest.mark.django_db
WHY = "They wrote that they will not be here tomorrow."


@pytest.fixture
def june():
    return appoint(join_person("June"), MODERATORS)


@pytest.fixture
def sam():
    return appoint(join_person("Sam"), MODERATORS)


@pytest.fixture
def marisol():
    return join_person("Marisol", email="marisol@example.org")


@pytest.fixture
def alias(marisol):
    return create_alias(account_of(marisol))


def test_two_together_see_it_once_each_and_the_person_is_told(june, sam, marisol, alias):
    first, second = signed_in(june), signed_in(sam)
    act = reverse("members:staff-act", args=[alias.public_id, "resolution"])
    assert first.post(act, {"reason": WHY}).status_code == 302
    resolution = Resolution.objects.get()
    page, confirm, answer = (
        reverse(f"members:staff-{name}", args=[resolution.public_id])
        for name in ("resolution", "confirmation", "answer")
    )
    assert "Marisol" not in first.get(page).content.decode()
    assert first.post(confirm).status_code == 403
    assert first.post(answer).status_code == 409
    assert not OutgoingMail.objects.exists()
    assert second.post(confirm).status_code == 302
    for client in (first, second):
        assert "Marisol" in client.post(answer).content.decode()
        assert client.post(answer).status_code == 409
        assert "Marisol" not in client.get(page).content.decode()
    letter = OutgoingMail.objects.get()
    assert letter.to == "marisol@example.org"
    assert alias.name not in letter.text + letter.html
    told = signed_in(marisol).get(reverse("members:settings-names")).content.decode()
    assert WHY in told
    assert "looked at who is behind" in told
    kinds = StaffAction.objects.filter(subject=alias).order_by("pk").values_list("kind", "actor")
    assert list(kinds) == [
        ("resolution_asked", june.pk),
        ("resolution_confirmed", sam.pk),
        ("resolution_seen", june.pk),
        ("resolution_seen", sam.pk),
    ]


def test_a_question_nobody_confirms_in_a_day_lapses_and_nobody_is_told(june, sam, alias):
    resolution = ask_who(alias, by=june, reason=WHY)
    with travel(timezone.now() + timedelta(days=1, minutes=1)), pytest.raises(Refusal):
        confirm_who(resolution, by=sam)
    assert not OutgoingMail.objects.exists()


def test_the_answer_closes_after_an_hour(june, sam, alias):
    resolution = ask_who(alias, by=june, reason=WHY)
    confirm_who(resolution, by=sam)
    resolution.refresh_from_db()
    with travel(timezone.now() + timedelta(hours=1, minutes=1)), pytest.raises(Refusal):
        see_who(resolution, by=june)


def test_where_telling_is_dangerous_the_person_is_told_thirty_days_later(june, sam, marisol, alias):
    resolution = ask_who(alias, by=june, reason=WHY, is_unsafe_to_tell=True)
    confirm_who(resolution, by=sam)
    page = reverse("members:settings-names")
    assert tell_people() == 0
    assert WHY not in signed_in(marisol).get(page).content.decode()
    with travel(timezone.now() + timedelta(days=31)):
        assert tell_people() == 1
        assert tell_people() == 0
        assert WHY in signed_in(marisol).get(page).content.decode()
    assert OutgoingMail.objects.get().to == "marisol@example.org"


def test_nobody_does_both_halves(june, alias):
    resolution = ask_who(alias, by=june, reason=WHY)
    with pytest.raises(PermissionDenied):
        confirm_who(resolution, by=june)


def test_an_own_second_account_does_not_do(june, sam, alias):
    """It would have to be appointed: not by oneself, and not within the week."""
    boss = appoint(join_person("Boss"), "administrators", MODERATORS)
    second = join_person("Second account of the boss")
    give_rights(second, MODERATORS, by=boss, reason="Helps me.")
    with pytest.raises(PermissionDenied):
        confirm_who(ask_who(alias, by=june, reason=WHY), by=second)  # too fresh
    with travel(timezone.now() + timedelta(days=8)):
        for asker, confirmer in ((boss, second), (second, boss)):
            with pytest.raises(PermissionDenied):
                confirm_who(ask_who(alias, by=asker, reason=WHY), by=confirmer)
        confirm_who(ask_who(alias, by=sam, reason=WHY), by=second)


def test_nobody_gives_themself_rights(alias):
    boss = appoint(join_person("Boss"), "administrators")
    with pytest.raises(PermissionDenied):
        give_rights(boss, MODERATORS, by=boss, reason="Why not.")


def test_an_administrator_of_the_server_is_no_moderator_by_that(june, alias):
    root = join_person("Ruth")
    account = account_of(root)
    account.is_staff = account.is_superuser = True
    account.save()
    with pytest.raises(PermissionDenied):
        ask_who(alias, by=root, reason=WHY)
    with pytest.raises(PermissionDenied):
        confirm_who(ask_who(alias, by=june, reason=WHY), by=root)


def test_not_about_oneself_and_one_does_not_read_that_others_ask(june, sam):
    own = create_alias(account_of(sam))
    with pytest.raises(PermissionDenied):
        ask_who(own, by=sam, reason=WHY)
    resolution = ask_who(own, by=june, reason=WHY)
    client = signed_in(sam)
    assert client.get(reverse("members:staff-resolution", args=[resolution.public_id])).status_code == 404
    assert WHY not in client.get(reverse("members:staff-resolutions")).content.decode()
    assert WHY not in client.get(reverse("members:staff-log")).content.decode()
    assert WHY in signed_in(june).get(reverse("members:staff-log")).content.decode()
    with pytest.raises(PermissionDenied):
        confirm_who(resolution, by=sam)


def test_whoever_lost_the_right_sees_nothing_any_more(june, sam, alias):
    boss = appoint(join_person("Boss"), "administrators")
    resolution = ask_who(alias, by=june, reason=WHY)
    confirm_who(resolution, by=sam)
    take_rights(june, MODERATORS, by=boss, reason="Left us.")
    answer = reverse("members:staff-answer", args=[resolution.public_id])
    assert signed_in(june).post(answer).status_code == 404
    assert signed_in(sam).post(answer).status_code == 200


def test_a_third_moderator_sees_nothing(june, sam, alias):
    resolution = ask_who(alias, by=june, reason=WHY)
    confirm_who(resolution, by=sam)
    third = signed_in(appoint(join_person("Third"), MODERATORS))
    assert third.post(reverse("members:staff-answer", args=[resolution.public_id])).status_code == 403


def test_no_row_keeps_the_answer(june, sam, marisol, alias):
    resolution = ask_who(alias, by=june, reason=WHY)
    confirm_who(resolution, by=sam)
    see_who(Resolution.objects.get(), by=june)
    row = Resolution.objects.values().get()
    assert marisol.pk not in {value for name, value in row.items() if name.endswith("_id") and name != "public_id"}
    assert "Marisol" not in str(row)
