import datetime
import re

import pytest
from django.contrib.auth import hashers
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hearth.activity.models import Activity
from hearth.core.models import OutgoingMail
from hearth.members.models import Account, Consent, Member, Situation
from tests.people import PASSWORD, join_person, signed_in
from tests.threads import at_once

pytestmark = pytest.mark.django_db

NAME = {"name": "Marisol V.", "email": "Marisol@Example.org", "password": PASSWORD, "birth_year": "1962"}
PRIVACY = {"audience": "members", "rules": "on"}


def walk_to_code(client, name=NAME, about=None):
    assert client.post(reverse("members:join"), name).url == reverse("members:join-about")
    assert client.post(reverse("members:join-about"), about or {}).url == reverse("members:join-privacy")
    assert client.post(reverse("members:join-privacy"), PRIVACY).url == reverse("members:join-code")


def code_of(mail):
    return re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}", mail.text).group()


def test_three_steps_and_a_code_let_a_person_in(client):
    walk_to_code(client)
    assert not Account.objects.exists()
    mail = OutgoingMail.objects.get()
    assert mail.to == "marisol@example.org"
    answer = client.post(reverse("members:join-code"), {"code": code_of(mail).lower().replace("-", " ")})
    assert answer.url == reverse("front:home")
    account = Account.objects.get()
    assert (account.email, account.birth_year) == ("marisol@example.org", 1962)
    assert account.check_password(PASSWORD)
    member = Member.objects.get()
    assert (member.name, member.audience) == ("Marisol V.", "members")
    assert "Marisol V." in client.get(reverse("front:home")).content.decode()


def test_somebody_may_join_without_a_password(client):
    walk_to_code(client, NAME | {"password": ""})
    client.post(reverse("members:join-code"), {"code": code_of(OutgoingMail.objects.get())})
    assert not Account.objects.get().has_usable_password()


def test_health_data_is_kept_only_with_consent(client):
    answers = {"reasons": ["condition"], "words": "Heart failure"}
    walk_to_code(client, about=answers)
    client.post(reverse("members:join-code"), {"code": code_of(OutgoingMail.objects.get())})
    assert not Situation.objects.exists()
    client.logout()
    OutgoingMail.objects.all().delete()
    walk_to_code(client, NAME | {"email": "b@example.org", "name": "B"}, answers | {"keep_situation": "on"})
    client.post(reverse("members:join-code"), {"code": code_of(OutgoingMail.objects.get())})
    assert Situation.objects.get().words == "Heart failure"
    assert Consent.objects.get().withdrawn_at is None


def test_a_known_address_and_a_new_one_look_and_cost_the_same(client, monkeypatch):
    join_person(email="known@example.org")
    hashed = []
    real = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", lambda *a, **k: hashed.append(1) or real(*a, **k))
    pages, work = [], []
    for address in ("known@example.org", "unknown@example.org"):
        client.cookies.clear()
        hashed.clear()
        OutgoingMail.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            walk_to_code(client, NAME | {"email": address})
            page = client.get(reverse("members:join-code")).content.decode()
        page = re.sub(r'name="(csrfmiddlewaretoken|once)" value="[\w-]+', "", page)
        pages.append(page.replace(address, "ADDRESS"))
        work.append((len(queries), len(hashed), OutgoingMail.objects.count()))
    assert pages[0] == pages[1]
    assert work[0] == work[1]
    assert hashed


def test_no_code_opens_the_door_of_a_known_address(client):
    join_person(email="marisol@example.org", name="Someone else")
    walk_to_code(client)
    mail = OutgoingMail.objects.get()
    assert not re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}", mail.text)
    assert client.post(reverse("members:join-code"), {"code": "ABCD-EFGH"}).status_code == 200
    assert Account.objects.count() == 1


def test_a_code_is_worth_five_tries_only(client):
    walk_to_code(client)
    code = code_of(OutgoingMail.objects.get())
    for _ in range(5):
        assert client.post(reverse("members:join-code"), {"code": "WRONG"}).status_code == 200
    answer = client.post(reverse("members:join-code"), {"code": code})
    assert answer.status_code == 200
    assert not Account.objects.exists()


def test_a_code_grows_old(client, time_machine):
    walk_to_code(client)
    code = code_of(OutgoingMail.objects.get())
    time_machine.move_to(timezone.now() + datetime.timedelta(minutes=16))
    assert client.post(reverse("members:join-code"), {"code": code}).status_code == 200
    assert not Account.objects.exists()


def test_a_new_code_ends_the_old_one(client):
    walk_to_code(client)
    old = code_of(OutgoingMail.objects.get())
    OutgoingMail.objects.all().delete()
    client.post(reverse("members:join-code-again"))
    assert client.post(reverse("members:join-code"), {"code": old}).status_code == 200
    assert client.post(reverse("members:join-code"), {"code": code_of(OutgoingMail.objects.get())}).status_code == 302


def once_key_of(page):
    return re.search(r'name="once" value="([\w-]+)"', page.content.decode()).group(1)


def test_two_clicks_on_the_code_let_one_person_in(client, waiting_database):
    walk_to_code(client)
    given = {"once": once_key_of(client.get(reverse("members:join-code")))}
    given["code"] = code_of(OutgoingMail.objects.get())
    clicks = [Client(), Client()]
    for each in clicks:
        each.cookies = client.cookies.copy()
    answers = at_once(2, lambda number: clicks[number].post(reverse("members:join-code"), given).url)
    assert answers == [reverse("front:home")] * 2
    assert Account.objects.count() == Activity.objects.filter(verb="member.joined").count() == 1
    for each in clicks:
        assert "Marisol V." in each.get(reverse("front:home")).content.decode()


@pytest.mark.parametrize("step", ["join-privacy", "join-code-again"])
def test_two_clicks_send_one_code(client, step):
    walk_to_code(client)
    page = client.get(reverse("members:join-privacy" if step == "join-privacy" else "members:join-code"))
    OutgoingMail.objects.all().delete()
    answers = [client.post(reverse(f"members:{step}"), PRIVACY | {"once": once_key_of(page)}) for _ in range(2)]
    assert [answer.url for answer in answers] == [reverse("members:join-code")] * 2
    code = code_of(OutgoingMail.objects.get())
    assert client.post(reverse("members:join-code"), {"code": code}).url == reverse("front:home")


def test_too_young_is_refused_and_stays_refused(client):
    young = NAME | {"birth_year": "2015"}
    assert client.post(reverse("members:join"), young).url == reverse("members:join-refused")
    assert client.post(reverse("members:join"), NAME).url == reverse("members:join-refused")
    assert "16" not in client.get(reverse("members:join-refused")).content.decode().split("<main")[1].split("</main")[0]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("email", "marisol.example.org", "with an @"),
        ("birth_year", "last century", "four digits"),
        ("birth_year", "1492", "four digits"),
        ("birth_year", "9" * 4000, "four digits"),
        ("name", "", "Write the name"),
        ("name", "Maria\u202egnp", "cannot be seen"),
        ("name", "x" * 41, "at most 40"),
        ("name", "...", "at least one letter"),
        ("name", "Dr Ana ✓", "Signs and pictures"),
        ("name", "\u3164", "cannot be seen"),
        ("name", "Marisоl", "one alphabet"),
        ("name", "Moderator", "sounds like the people"),
        ("name", "ß" * 41, "at most 40"),
        ("email", "a@b@example.org", "a slip"),
        ("password", "password", "too common"),
        ("email", "a" * 5000 + "@example.org", "at most 254"),
    ],
)
def test_bad_input_is_named_beside_the_field_and_the_rest_is_kept(client, field, value, words):
    page = client.post(reverse("members:join"), NAME | {field: value}, follow=True).content.decode()
    assert words in page
    assert 'aria-invalid="true"' in page
    assert ("1962" in page) or field == "birth_year"


def test_a_name_that_is_taken_is_refused_with_another(client):
    join_person("Marisol V.")
    page = client.post(reverse("members:join"), NAME | {"name": "MARISOL  v."}, follow=True).content.decode()
    assert "already called" in page


def test_a_name_taken_meanwhile_is_asked_for_again(client):
    walk_to_code(client)
    join_person("Marisol V.")
    answer = client.post(reverse("members:join-code"), {"code": code_of(OutgoingMail.objects.get())})
    assert answer.url == reverse("members:join")
    page = client.get(answer.url).content.decode()
    assert "already called" in page
    assert "marisol@example.org" in page


def test_script_in_a_name_is_only_text(client):
    page = client.post(
        reverse("members:join"), NAME | {"name": "<script>a</script>", "email": "x"}, follow=True
    ).content.decode()
    assert "<script>a" not in page


def test_a_suggested_name_fills_the_field_and_keeps_the_rest(client):
    page = client.post(reverse("members:join"), NAME | {"suggestion": "Quiet Heron"}, follow=True).content.decode()
    assert 'value="Quiet Heron"' in page
    assert "Marisol@Example.org" in page


@pytest.mark.parametrize("told", [{"words": "Asthma"}, {"reasons": ["condition"]}])
def test_what_is_told_without_consent_is_not_dropped_in_silence(client, told):
    said = "You did not tick the consent, so we kept nothing of what brings you here."
    client.post(reverse("members:join"), NAME)
    assert said in client.post(reverse("members:join-about"), told, follow=True).content.decode()
    for answer in ({}, told | {"keep_situation": "on"}):
        assert said not in client.post(reverse("members:join-about"), answer, follow=True).content.decode()


@pytest.mark.parametrize("step", ["join-about", "join-privacy", "join-code"])
def test_steps_cannot_be_skipped(client, step):
    assert client.get(reverse(f"members:{step}")).url == reverse("members:join")


def test_members_are_not_asked_to_join_again(client):
    assert signed_in(join_person()).get(reverse("members:join")).url == reverse("front:home")


def test_a_page_with_faults_is_a_page_to_come_back_to(client):
    faulty = client.post(reverse("members:join"), NAME | {"email": "nobody"})
    assert faulty.url == reverse("members:join")
    for _each in range(2):
        page = client.get(reverse("members:join")).content.decode()
        assert "with an @" in page
        assert 'value="nobody"' in page
        assert PASSWORD not in page


def test_a_password_typed_beside_a_fault_is_kept(client):
    client.post(reverse("members:join"), NAME | {"email": "nobody"})
    assert "You have chosen a password already" in client.get(reverse("members:join")).content.decode()
    walk_to_code(client, NAME | {"password": ""})
    client.post(reverse("members:join-code"), {"code": code_of(OutgoingMail.objects.get())})
    assert Account.objects.get().check_password(PASSWORD)


def test_no_password_is_kept_in_words(client):
    client.post(reverse("members:join"), NAME | {"email": "nobody"})
    client.post(reverse("members:join"), NAME | {"suggestion": "Quiet Heron"})
    assert PASSWORD not in repr(dict(client.session))


def test_what_is_left_behind_is_bounded(client):
    client.post(reverse("members:join"), NAME | {"name": "x" * 100_000, "more": "y" * 100_000})
    assert len(repr(dict(client.session))) < 3_000


def test_a_code_proves_only_the_address_it_was_sent_to(client):
    walk_to_code(client, NAME | {"email": "mine@example.org"})
    mine = code_of(OutgoingMail.objects.get())
    client.post(reverse("members:join"), NAME | {"email": "victim@example.org"})
    assert client.post(reverse("members:join-code"), {"code": mine}).url == reverse("members:join")
    walk_to_code(client, NAME | {"email": "victim@example.org"})
    assert client.post(reverse("members:join-code"), {"code": mine}).status_code == 200
    assert not Account.objects.exists()


def test_health_is_not_kept_in_the_session_without_consent(client):
    client.post(reverse("members:join"), NAME)
    client.post(reverse("members:join-about"), {"reasons": ["condition"], "words": "Canary condition"})
    assert "Canary condition" not in repr(dict(client.session))
    assert client.session.get_expiry_age() <= 3600


HEALTH = {"reasons": ["condition"], "words": "Canary condition, " + "and more " * 30}


@pytest.mark.parametrize("ticked", [{}, {"keep_situation": "on"}])
def test_health_that_cannot_be_taken_yet_is_shown_again_and_kept_nowhere(client, ticked):
    client.post(reverse("members:join"), NAME)
    answer = client.post(reverse("members:join-about"), HEALTH | ticked)
    assert "Canary condition" in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()
    assert "Canary condition" not in repr(dict(client.session))
    assert "Canary condition" not in client.get(reverse("members:join-about")).content.decode()


def test_a_tick_taken_back_beside_a_fault_takes_the_earlier_answers_too(client):
    client.post(reverse("members:join"), NAME)
    earlier = {"reasons": ["condition"], "words": "Canary condition", "keep_situation": "on"}
    client.post(reverse("members:join-about"), earlier)
    assert "Canary condition" in repr(dict(client.session))
    client.post(reverse("members:join-about"), {"reasons": ["invented"]})
    assert "Canary condition" not in repr(dict(client.session))


OTHER = {"email": "other@example.org", "password": ""}


def test_nobody_joins_with_the_password_of_who_sat_there_before(client):
    client.post(reverse("members:join"), NAME)
    assert client.post(reverse("members:join"), NAME | OTHER).url == reverse("members:join")
    page = client.get(reverse("members:join")).content.decode()
    assert "another address now" in page
    assert "You have chosen a password already" not in page
    walk_to_code(client, NAME | OTHER)
    client.post(reverse("members:join-code"), {"code": code_of(OutgoingMail.objects.get())})
    account = Account.objects.get()
    assert (account.email, account.has_usable_password()) == ("other@example.org", False)


def test_nor_after_a_step_that_had_a_fault(client):
    client.post(reverse("members:join"), NAME | {"birth_year": "62"})
    assert client.post(reverse("members:join"), NAME | OTHER).url == reverse("members:join")
    walk_to_code(client, NAME | OTHER)
    client.post(reverse("members:join-code"), {"code": code_of(OutgoingMail.objects.get())})
    assert not Account.objects.get().has_usable_password()


def test_who_chose_no_password_may_mend_the_address(client):
    walk_to_code(client, NAME | {"email": "slip@example.org", "password": ""})
    walk_to_code(client, NAME | {"password": ""})
    client.post(reverse("members:join-code"), {"code": code_of(OutgoingMail.objects.latest("pk"))})
    assert not Account.objects.get(email="marisol@example.org").has_usable_password()


def test_who_mends_the_address_chooses_the_password_again(client):
    client.post(reverse("members:join"), NAME | {"email": "slip@example.org"})
    walk_to_code(client)
    client.post(reverse("members:join-code"), {"code": code_of(OutgoingMail.objects.get())})
    assert Account.objects.get().check_password(PASSWORD)


def test_joining_leaves_the_session_its_ordinary_length(client):
    walk_to_code(client)
    client.post(reverse("members:join-code"), {"code": code_of(OutgoingMail.objects.get())})
    assert client.session.get_expiry_age() > 24 * 3600


def test_the_first_step_is_bounded_by_network(client):
    answers = [client.post(reverse("members:join"), {"password": PASSWORD}).status_code for _each in range(61)]
    assert answers[-1] == 429
    assert 429 not in answers[:60]
