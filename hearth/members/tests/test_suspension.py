from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from hearth.core.models import OutgoingMail
from hearth.core.refusals import Refusal
from hearth.members.actions.pseudonyms import create_pseudonym
from hearth.members.actions.suspension import end_suspensions, let_back, suspend
from hearth.members.models import Audience, Member, StaffAction
from hearth.members.queries.people import get_member
from tests.people import PASSWORD, account_of, appoint, join_person, signed_in

pytestmark = pytest.mark.django_db
REASON = "You sold something three times."


@pytest.fixture
def june():
    return appoint(join_person("June"), "moderators")


@pytest.fixture
def marisol():
    return join_person("Marisol", email="marisol@example.org", audience=Audience.EVERYONE)


def keep_out(member, june, days=7):
    return suspend(member, by=june, reason=REASON, until=timezone.now() + timedelta(days=days))


def sign_in(client=None):
    client = client or Client()
    given = {"login": "marisol@example.org", "password": PASSWORD}
    return client, client.post(reverse("account_login"), given, follow=True).content.decode()


def test_a_suspended_person_is_out_everywhere_and_reads_why_and_until_when(june, marisol):
    elsewhere = signed_in(marisol)
    keep_out(marisol, june)
    assert elsewhere.get(reverse("front:home")).status_code == 302
    client, page = sign_in()
    assert "You cannot come in for now" in page
    assert REASON in page
    assert client.get(reverse("front:home")).status_code == 302
    letter = OutgoingMail.objects.get()
    assert letter.to == "marisol@example.org"
    assert "suspended until" in letter.text


def test_a_letter_names_no_face_and_no_reason(june, marisol):
    keep_out(create_pseudonym(account_of(marisol), name="Garza"), june)
    letter = OutgoingMail.objects.get()
    assert not [word for word in ("Garza", "Marisol", REASON) if word in letter.subject + letter.text + letter.html]


def test_nobody_else_reads_why(june, marisol, client):
    keep_out(marisol, june)
    assert "This account is closed" in client.get(reverse("account_inactive")).content.decode()


def test_on_a_shared_computer_the_reason_goes_after_a_quarter_of_an_hour(june, marisol):
    keep_out(marisol, june)
    client, _page = sign_in()
    with travel(timezone.now() + timedelta(minutes=16)):
        assert REASON not in client.get(reverse("account_inactive")).content.decode()


def test_an_old_session_stays_dead_when_the_person_is_let_back(june, marisol):
    elsewhere = signed_in(marisol)
    keep_out(marisol, june)
    let_back(marisol, by=june, reason="It was somebody else.")
    assert elsewhere.get(reverse("front:home")).status_code == 302
    client, _page = sign_in()
    assert client.get(reverse("front:home")).status_code == 200
    assert OutgoingMail.objects.count() == 2


def test_it_ends_by_itself_on_its_day(june, marisol):
    keep_out(marisol, june, days=1)
    assert end_suspensions() == 0
    with travel(timezone.now() + timedelta(days=1, minutes=1)):
        assert end_suspensions() == 1
        assert end_suspensions() == 0
    assert account_of(marisol).is_active


def test_it_closes_the_page_of_that_name_and_leaves_the_others_as_they_were(june, marisol):
    other = create_pseudonym(account_of(marisol), name="Garza")
    Member.objects.filter(pk=other.pk).update(audience=Audience.EVERYONE)
    keep_out(other, june)
    seen = Member.objects.visible_to(None)
    assert marisol in seen
    assert other not in seen
    assert get_member(marisol.public_id, viewer=None) == marisol


def test_two_names_of_one_person_are_suspended_apart_and_nobody_can_tell(june, marisol):
    other = create_pseudonym(account_of(marisol), name="Garza")
    keep_out(other, june)
    keep_out(marisol, june)
    let_back(other, by=june, reason="Enough.")
    assert not account_of(marisol).is_active
    let_back(marisol, by=june, reason="Enough.")
    assert account_of(marisol).is_active


def test_what_cannot_be_is_refused(june, marisol):
    with pytest.raises(Refusal, match="still to come"):
        keep_out(marisol, june, days=-1)
    with pytest.raises(Refusal, match="not suspended"):
        let_back(marisol, by=june, reason="x")
    keep_out(marisol, june)
    with pytest.raises(Refusal, match="already"):
        keep_out(marisol, june)


def test_nobody_suspends_themself_under_any_name_nor_without_the_right(june, marisol):
    for by, member in ((june, june), (june, create_pseudonym(account_of(june), name="Garza")), (marisol, june)):
        with pytest.raises(PermissionDenied):
            keep_out(member, by)
    assert not StaffAction.objects.filter(kind="suspended").exists()


def test_it_is_written_down_who_did_it_and_why(june, marisol):
    keep_out(marisol, june)
    action = StaffAction.objects.get(kind="suspended")
    assert (action.actor, action.subject, action.reason) == (june, marisol, REASON)


def test_a_line_outlives_the_name_it_is_about(june, marisol):
    keep_out(marisol, june)
    Member.objects.get(pk=marisol.pk).delete()
    assert StaffAction.objects.get(kind="suspended").subject is None


def test_the_log_is_added_to_never_changed(june, marisol):
    keep_out(marisol, june)
    rows = StaffAction.objects.all()
    for change in (rows.delete, lambda: rows.update(reason=""), lambda: rows.bulk_update(list(rows), ["reason"])):
        with pytest.raises(TypeError):
            change()
    with pytest.raises(TypeError):
        row = rows.first()
        row.reason = ""
        row.save()
    with pytest.raises(TypeError):
        rows.first().delete()
    assert StaffAction.objects.filter(reason=REASON).count() == 1
