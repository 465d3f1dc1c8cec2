"""Nothing but the owner column says which names belong together: no page, no row, no moment, no letter, no log line."""

import re
from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from hearth.activity.models import Activity
from hearth.core.models import OutgoingMail
from hearth.core.refusals import Refusal
from hearth.members import evidence
from hearth.members.actions.pseudonyms import A_DAY, create_alias, create_pseudonym
from hearth.members.actions.resolution import ask_who, confirm_who, see_who
from hearth.members.actions.staff_edits import edit_member_as_staff
from hearth.members.actions.staff_history import erase_staff_history
from hearth.members.actions.suspension import let_back, suspend
from hearth.members.actions.verification import ask_verification
from hearth.members.models import Account, Audience, Kind, Member, Resolution, StaffAction
from hearth.members.queries.administrators import would_leave_none
from tests.people import account_of, appoint, join_person, signed_in

pytestmark = pytest.mark.django_db
FIRST_PK = 7_700_001  # beyond all other numbers, so that a number found in a row is no accident


@pytest.fixture
def staff():
    return [appoint(join_person(name), "moderators", "administrators", "verifiers") for name in ("June", "Sam")]


@pytest.fixture
def marisol(staff):
    """Somebody whose keys are like no others."""
    filler = join_person("Filler")
    Member.objects.create(pk=FIRST_PK, name="Filler two", name_key="filler two")
    Account.objects.create(pk=FIRST_PK + 100_000, email="filler@example.org")
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Member, Account]):
            cursor.execute(statement)
    assert filler
    return join_person("Marisol", email="marisol@example.org", languages=["es"], audience=Audience.EVERYONE)


@pytest.fixture
def alias(marisol, staff):
    """A name of hers to which everything was done that is done to a name."""
    june, sam = staff
    alias = create_alias(account_of(marisol))
    edit_member_as_staff(alias, "line", by=june, reason="Why blanked")
    suspend(alias, by=june, reason="Why suspended", until=timezone.now() + timedelta(days=7))
    let_back(alias, by=june, reason="Why let back")
    resolution = ask_who(alias, by=june, reason="Why asked")
    confirm_who(resolution, by=sam)
    resolution = Resolution.objects.get()
    see_who(resolution, by=june)
    see_who(resolution, by=sam)
    suspend(alias, by=june, reason="Why again", until=timezone.now() + timedelta(days=7))
    return alias


def marks_of(marisol, alias):
    account = account_of(marisol)
    usual = {marisol.pk, marisol.public_id, "marisol", account.pk, account.email}
    return usual, {alias.pk, alias.public_id, alias.name.lower()}


def rows():
    """Yield every row of every table, as its table and values, without the one column that is the link."""
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.values():
            if model is Member:
                row.pop("owner_id")
            yield model._meta.label, list(row.values())


def holds(values, marks):
    text = " ".join(map(str, values)).lower()
    return any(mark in values if isinstance(mark, int) else mark in text for mark in marks)


def test_no_row_of_any_table_holds_both(marisol, alias):
    usual, other = marks_of(marisol, alias)
    rows_of_both = [table for table, values in rows() if holds(values, usual) and holds(values, other)]
    assert rows_of_both == []
    assert any(holds(values, usual) for _table, values in rows())
    assert any(table == "members.Resolution" and holds(values, other) for table, values in rows())


def test_no_moment_stands_in_rows_of_both(marisol, alias):
    usual, other = marks_of(marisol, alias)

    def moments(marks):
        return {value for _table, row in rows() if holds(row, marks) for value in row if isinstance(value, datetime)}

    assert moments(usual)
    assert moments(other)
    assert not moments(usual) & moments(other)


def test_a_further_name_has_nothing_of_the_usual_one(marisol):
    for face in (create_alias(account_of(marisol)), create_pseudonym(account_of(marisol), name="Garza")):
        made = face.created_at
        assert (made.hour, made.minute, made.second, made.microsecond) == (0, 0, 0, 0)
        assert (face.languages, face.country, face.line, face.about, face.standing) == ([], "", "", "", "")
        assert face.audience == Audience.ONLY_ME
        assert not Activity.objects.filter(subject_id=face.pk).exists()


def test_no_letter_names_either(marisol, alias):
    assert OutgoingMail.objects.filter(to="marisol@example.org").count() == 5
    for letter in OutgoingMail.objects.all():
        said = f"{letter.subject} {letter.text} {letter.html}".lower()
        assert not [
            word
            for word in (alias.name.lower(), "marisol", "why blanked", "why suspended", "why asked")
            if word in said
        ]


def test_no_page_of_staff_shows_both(marisol, alias, staff, capfd):
    usual, other = marks_of(marisol, alias)
    client = signed_in(staff[0])
    addresses = [
        *(reverse(f"members:staff{name}") for name in ("", "-people", "-log", "-accounts", "-resolutions")),
        *(reverse("members:staff-person", args=[member.public_id]) for member in (marisol, alias)),
        reverse("members:staff-resolution", args=[Resolution.objects.get().public_id]),
        f"{reverse('members:staff-people')}?name={alias.name}",
        f"{reverse('members:staff-people')}?name=marisol",
    ]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        page = answer.content.decode().lower()
        shown = [any(str(mark) in page for mark in marks) for marks in (usual, other)]
        assert shown != [True, True], address
    assert "marisol" not in capfd.readouterr().err.lower()


def test_a_suspension_of_one_name_shows_on_no_page_of_another(marisol, alias, staff, client):
    page = signed_in(staff[0]).get(reverse("members:staff-person", args=[marisol.public_id])).content.decode()
    assert "Suspended until" not in page
    assert client.get(reverse("front:person", args=[marisol.public_id])).status_code == 200
    accounts = signed_in(staff[0]).get(f"{reverse('members:staff-accounts')}?address=marisol@example.org")
    row = accounts.content.decode().partition("marisol@example.org</bdi>")[2].partition("</tr>")[0]
    assert "open" in row
    assert "closed" not in row


@pytest.mark.parametrize("act", ["appointment", "dismissal"])
def test_nobody_who_appoints_learns_that_another_name_is_suspended(marisol, alias, staff, act):
    client, other = signed_in(staff[0]), join_person("Nobody else", audience=Audience.EVERYONE)
    given = {"group": "verifiers", "reason": "Why."}
    pages = [client.get(reverse("members:staff-person", args=[each.public_id])) for each in (marisol, other)]
    answers = [
        client.post(reverse("members:staff-act", args=[each.public_id, act]), given) for each in (marisol, other)
    ]
    assert answers[0].status_code == answers[1].status_code
    for mine, theirs in (answers, pages):
        assert plain(mine, marisol) == plain(theirs, other)


def plain(answer, member):
    """Return what an answer says, without whom it is about."""
    said = f"{answer.headers.get('Location')} {answer.content.decode()}"
    for mark in (member.public_id, member.name):
        said = said.replace(mark, "…")
    said = re.sub(r'name="(csrfmiddlewaretoken|once)" value="[^"]*"|nonce="[^"]*"|avatar--\d|>[A-Z]{1,2}<', "…", said)
    return " ".join(said.split())


def test_the_last_administrator_is_not_told_that_the_other_is_suspended(marisol, alias):
    boss = join_person("Boss")
    for member in (boss, marisol):
        Account.objects.filter(pk=account_of(member).pk).update(is_superuser=True, is_staff=True)
    assert not would_leave_none(account_of(boss))
    page = signed_in(boss).get(reverse("members:settings-leaving")).content.decode()
    assert "the last administrator" not in page


def test_the_person_sees_all_their_names_and_what_was_done(marisol, alias, staff):
    let_back(alias, by=staff[0], reason="Over.")
    page = signed_in(marisol).get(reverse("members:settings-names")).content.decode()
    for words in ("Marisol", alias.name, "Why blanked", "Why suspended", "Why let back", "Why asked"):
        assert words in page
    assert "June" not in page


@travel("2026-11-20 12:00", tick=False)
def test_names_are_made_a_few_a_day(marisol):
    account = account_of(marisol)
    for _each in range(A_DAY[Kind.ALIAS]):
        assert create_alias(account).kind == Kind.ALIAS
    with pytest.raises(Refusal, match="tomorrow"):
        create_alias(account)
    for number in range(A_DAY[Kind.PSEUDONYM]):
        assert create_pseudonym(account, name=f"Garza {number}").kind == Kind.PSEUDONYM
    with pytest.raises(Refusal, match="tomorrow"):
        create_pseudonym(account, name="Garza once more")


def test_a_name_in_use_is_refused_like_anybodys(marisol):
    with pytest.raises(Refusal, match="already called"):
        create_pseudonym(account_of(marisol), name="marisol")


def test_erasing_a_person_leaves_no_reason_and_no_name_in_the_records_of_staff(
    marisol, alias, django_capture_on_commit_callbacks
):
    verification = ask_verification(
        marisol, field="Canary-field", country="SE", registration_number="Canary-number", content=b"%PDF-1.4"
    )
    kept = StaffAction.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        for _each in range(2):
            erase_staff_history([marisol, alias])
    assert evidence.read(verification.public_id) is None
    said = " ".join(str(values) for table, values in rows() if table.startswith("members."))
    gone = "Why blanked", "Why asked", "Why again", "Canary-field", "Canary-number"
    assert not [word for word in gone if word in said]
    assert StaffAction.objects.count() == kept
    assert not StaffAction.objects.filter(subject__in=[marisol, alias]).exists()
