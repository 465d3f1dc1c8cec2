"""How a person goes: hidden at once, thirty days to come back, then nothing; or at once."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from hearth.core.leases import LEASE
from hearth.core.models import OutgoingMail
from hearth.core.refusals import Refusal
from hearth.core.work import sweep
from hearth.members import derived, faces, photos, ports
from hearth.members.actions.distance import block, mute
from hearth.members.actions.joining import create_face
from hearth.members.actions.leaving import begin_erasures, carry_out, close_account, prune_held_names
from hearth.members.actions.profile import Profile, edit_profile
from hearth.members.models import Account, Block, DataExport, Erasure, Follow, HeldName, Kind, Member, Mute
from hearth.members.queries.names import is_name_taken
from hearth.members.queries.profiles import profile_for
from tests.people import PASSWORD, account_of, join_person, show_photo, signed_in
from tests.ways import switch_second_step_on_for

pytestmark = pytest.mark.django_db
LATER = {"writing": "keep", "when": "later", "sure": "on"}
NOW = {"writing": "erase", "when": "now", "sure": "on"}
ADDRESS = "marisol@example.org"


@pytest.fixture
def marisol():
    return join_person("Marisol V.", email=ADDRESS, audience="everyone", language="")


@pytest.fixture
def client(marisol):
    return prove(signed_in(marisol))


def prove(client):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def leave(client, given):
    return client.post(reverse("members:leave"), given)


def sign_in():
    client = Client()
    answer = client.post(reverse("account_login"), {"login": ADDRESS, "password": PASSWORD}, follow=True)
    return client, answer


def in_days(count):
    return time_machine.travel(timezone.now() + timedelta(days=count), tick=False)


def test_it_asks_first_who_it_is(marisol):
    client = signed_in(marisol)
    assert client.get(reverse("members:settings-leaving")).status_code == 200
    for method in (client.get, client.post):
        assert method(reverse("members:leave"), NOW).url.startswith(reverse("account_reauthenticate"))
    assert Account.objects.get(email=ADDRESS).closed_at is None


def with_app(member):
    switch_second_step_on_for(member)


def with_passkey(member):
    data = {"name": "Telephone", "credential": {}}
    Authenticator.objects.create(user=account_of(member), type=Authenticator.Type.WEBAUTHN, data=data)


@pytest.mark.parametrize(
    ("arm", "asked"),
    [
        (lambda member: None, "members:still-you"),
        (with_app, "mfa_reauthenticate"),
        (with_passkey, "mfa_reauthenticate_webauthn"),
    ],
    ids=["a code by mail", "the app", "a passkey"],
)
def test_whoever_has_no_password_is_asked_for_what_they_have(arm, asked):
    heron = join_person("Quiet Heron", password_hash="")
    arm(heron)
    client = signed_in(heron)
    for address in (reverse("members:leave"), reverse("members:export", args=["zzzzzzzzzz"])):
        assert client.get(address).url == f"{reverse(asked)}?{urlencode({'next': address})}"
    assert leave(client, NOW).url.startswith(reverse(asked))
    assert not Account.objects.exclude(closed_at=None).exists()


def test_nobody_leaves_by_mistake(client):
    page = leave(client, {"writing": "keep", "when": "now"}).content.decode()
    assert "Tick the box if you want to close your account" in page
    assert Account.objects.get(email=ADDRESS).closed_at is None


def test_from_now_on_nobody_sees_the_person(client, marisol):
    friend = signed_in(join_person("A friend"))
    page = reverse("front:person", args=[marisol.public_id])
    elsewhere = signed_in(marisol)
    assert friend.get(page).status_code == Client().get(page).status_code == 200
    assert leave(client, LATER).url == reverse("members:goodbye")
    for somebody in (friend, Client(), client, elsewhere):
        assert somebody.get(page).status_code == 404
    for session in (client, elsewhere):
        assert session.get(reverse("members:settings")).url.startswith(reverse("account_login"))


def test_a_letter_says_until_when(client, run_worker, mailoutbox):
    client.cookies["hearth_language"] = "es"
    leave(client, LATER)
    run_worker()
    (letter,) = mailoutbox
    assert letter.to == [ADDRESS]
    account = Account.objects.get(email=ADDRESS)
    assert account.erase_on == timezone.localdate() + timedelta(days=30)
    assert account.language == "es", "The letter of the end comes in the language they left in."
    assert letter.extra_headers["Content-Language"] == "es"


def test_signing_in_offers_to_come_back_and_nothing_else(client, marisol):
    leave(client, LATER)
    back, answer = sign_in()
    assert "Would you like to come back?" in answer.content.decode()
    assert back.get(reverse("members:settings"), follow=True).redirect_chain[-1][0] == reverse("members:come-back")
    back.post(reverse("members:settings-privacy"), {"audience": "members"})
    back.post(reverse("members:settings-data"))
    assert Member.objects.get(pk=marisol.pk).audience == "everyone"
    assert not DataExport.objects.exists()
    assert back.get(reverse("front:rules")).status_code == 200
    assert back.get(reverse("front:person", args=[marisol.public_id])).status_code == 404


def test_whoever_comes_back_finds_everything_as_it_was(client, marisol):
    friend = join_person("A friend", audience="everyone")
    Follow.objects.create(follower=marisol, member=friend)
    Follow.objects.create(follower=friend, member=marisol)
    stolen = signed_in(marisol)
    leave(client, LATER)
    back, _answer = sign_in()
    assert back.post(reverse("members:come-back"), {"answer": "return"}).url == reverse("front:home")
    assert "Welcome back. Everything is as you left it." in back.get(reverse("front:home")).content.decode()
    assert Client().get(reverse("front:person", args=[marisol.public_id])).status_code == 200
    assert Follow.objects.count() == 2
    assert stolen.get(reverse("front:home")).status_code == 302, "Signed out everywhere means everywhere."
    assert begin_erasures() == 0


def test_whoever_stays_away_is_signed_out(client):
    leave(client, LATER)
    back, _answer = sign_in()
    assert back.post(reverse("members:come-back"), {"answer": "stay-away"}).url == reverse("members:goodbye")
    assert back.get(reverse("members:come-back")).status_code == 404
    assert Account.objects.get(email=ADDRESS).closed_at is not None


def test_the_way_back_is_for_nobody_else(client):
    for somebody in (Client(), client):
        assert somebody.get(reverse("members:come-back")).status_code == 404
        assert somebody.post(reverse("members:come-back"), {"answer": "return"}).status_code == 404


def test_after_thirty_days_all_is_erased(client, marisol, run_worker, mailoutbox):
    leave(client, LATER)
    with in_days(29):
        assert begin_erasures() == 0
    with in_days(30):
        assert begin_erasures() == 1
        assert begin_erasures() == 0
        run_worker()
        assert not Account.objects.filter(email=ADDRESS).exists()
        assert not Member.objects.filter(pk=marisol.pk).exists()
        assert [letter.subject for letter in mailoutbox][-1] == "Your account is erased"


def test_at_once_there_is_no_way_back(client, run_worker, mailoutbox):
    leave(client, NOW)
    back, answer = sign_in()
    assert "Your account is being erased" in answer.content.decode()
    assert "already" in back.post(reverse("members:come-back"), {"answer": "return"}).content.decode()
    run_worker()
    assert not Account.objects.exists()
    assert [letter.to for letter in mailoutbox] == [[ADDRESS]]
    assert "not go together" in sign_in()[1].content.decode()
    assert back.get(reverse("front:home")).status_code == 302


def test_what_is_left_of_it_names_nobody(client, run_worker):
    leave(client, NOW)
    run_worker()
    erasure = Erasure.objects.get()
    assert (erasure.state, erasure.account) == ("done", None)
    assert not OutgoingMail.objects.exclude(to="", subject="", text="").exists()


def test_the_name_is_nobodys_for_a_year_and_the_address_is_free(client, run_worker):
    leave(client, NOW)
    run_worker()
    for alike in ("MARISOL  v.", "Marlsol V.", "Mariso1 V."):
        with pytest.raises(Refusal, match="already called"):
            join_person(alike)
    other = join_person("Somebody else")
    with pytest.raises(Refusal, match="already called"):
        edit_profile(other, Profile(name="Marisol V."), by=other)
    assert is_name_taken("marisol v.")
    assert "marisol" not in str(HeldName.objects.values_list()).lower()
    assert join_person("Marisol Anew", email=ADDRESS)
    with in_days(366):
        assert prune_held_names() == 1
        assert join_person("Marisol V.")


def test_joining_says_nothing_of_who_left(client, run_worker):
    def answer(name):
        given = {"name": name, "email": "heron@example.org", "password": PASSWORD, "birth_year": "1962"}
        return Client().post(reverse("members:join"), given, follow=True).content.decode()

    join_person("Taken Heron")
    leave(client, NOW)
    run_worker()
    assert "already called “Marisol V.”" in answer("Marisol V.")
    assert "already called “Taken Heron”" in answer("Taken Heron")


class Writing:
    """A room in which people wrote: what it keeps of them needs the face they wrote under."""

    covers = frozenset()

    def export(self, person):
        return []

    def ties(self, person):
        return []

    def erase_some(self, person, *, keep_writing):
        return False

    def erase(self, person, *, keep_writing):
        wrote = [face.pk for face in person.faces if face.name != "Wrote nothing"]
        return frozenset(wrote if keep_writing else ())


@pytest.fixture
def alias(marisol):
    account = account_of(marisol)
    create_face(account, name="Wrote nothing", audience="everyone", languages=[], kind=Kind.ALIAS)
    return create_face(account, name="One-off", audience="everyone", languages=["es"], kind=Kind.ALIAS)


def test_writing_stays_under_a_former_member_who_is_nobody(
    client, marisol, alias, run_worker, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(ports, "_PARTS", [*ports.parts(), Writing()])
    profile = Profile(name="Marisol V.", line="Heart", about="Words", country="ES", roles=["patient"])
    edit_profile(marisol, profile, by=marisol)
    show_photo(marisol)
    other = join_person("Somebody else")
    block(marisol, by=other)
    mute(alias, by=other)
    mute(other, by=alias)
    leave(client, NOW | {"writing": "keep"})
    with django_capture_on_commit_callbacks(execute=True):
        run_worker()
    assert not Block.objects.exists()
    assert not Mute.objects.exists()
    Member.objects.filter(pk=other.pk).delete()
    assert photos.read(marisol.photo, "large") is None
    former = Member.objects.order_by("pk")
    assert [each.pk for each in former] == [marisol.pk, alias.pk]
    plain = Member(pk=0, kind=Kind.FORMER)
    for each in former:
        assert str(each) == "A former member"
        assert faces.account_of(each) is None
        own = {"id", "public_id", "name_key", "created_at"}
        line = render_to_string("parts/byline.html", {"member": profile_for(each, viewer=None)})
        assert "A former member" in line
        assert "href" not in line.replace("use href", "")
        same = [field.attname for field in Member._meta.concrete_fields if field.attname not in own]
        assert [getattr(each, name) for name in same] == [getattr(plain, name) for name in same]
        assert Client().get(reverse("front:person", args=[each.public_id])).status_code == 404
    assert former[0].created_at == former[1].created_at, "When each was made would tell which belonged together."
    assert not set(former.values_list("public_id", flat=True)) & {marisol.public_id, alias.public_id}


def test_what_was_made_from_health_data_goes_too(client, marisol, run_worker, monkeypatch):
    class Matches:
        erased = ()

        def erase(self, account):
            self.erased += (account.pk,)

    matches, key = Matches(), account_of(marisol).pk
    monkeypatch.setattr(derived, "_parts", {"matches": matches})
    leave(client, NOW)
    run_worker()
    assert matches.erased == (key,)


def test_writing_goes_when_the_person_says_so(client, alias, run_worker, monkeypatch):
    monkeypatch.setattr(ports, "_PARTS", [*ports.parts(), Writing()])
    leave(client, NOW)
    run_worker()
    assert not Member.objects.exists()
    assert HeldName.objects.count() == 3


def test_a_room_that_fails_leaves_all_of_it_for_the_next_time(client, marisol, run_worker, monkeypatch):
    class Trouble(Writing):
        def erase(self, person, *, keep_writing):
            raise OSError("the disk is away")

    with monkeypatch.context() as patch:
        # The lowest part: every other has erased its own when this one fails.
        patch.setattr(ports, "_PARTS", [Trouble(), *ports.parts()])
        leave(client, NOW)
        run_worker()
        assert Account.objects.filter(email=ADDRESS).exists()
        assert Member.objects.filter(pk=marisol.pk).exists()
        assert not HeldName.objects.exists()
        assert Erasure.objects.get().state == "waiting"
    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        run_worker()
        assert not Account.objects.exists()
        assert Erasure.objects.get().state == "done"


@pytest.mark.parametrize("after", ["before anything", "after everything"])
def test_a_killed_worker_is_made_up_for(client, run_worker, after):
    leave(client, NOW)
    erasure = Erasure.objects.claim(Erasure.objects.get().pk)
    if after == "after everything":
        carry_out(erasure)
    with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=30), tick=False):
        sweep()
    assert not Account.objects.exists()
    assert Erasure.objects.get().state == "done"
    assert OutgoingMail.objects.count() == 1


@time_machine.travel("2026-11-20 12:00", tick=False)
def test_whoever_runs_the_server_can_do_it_for_somebody(marisol, run_worker, capsys):
    call_command("erase_account", ADDRESS.upper())
    assert "Closed." in capsys.readouterr().out
    assert Account.objects.get(email=ADDRESS).erase_on == timezone.localdate() + timedelta(days=30)
    for _twice in range(2):
        call_command("erase_account", ADDRESS, "--now", "--writing")
    run_worker()
    with pytest.raises(CommandError, match="Nobody signs in"):
        call_command("erase_account", ADDRESS)


def test_the_last_administrator_cannot_go(client, marisol):
    Account.objects.filter(email=ADDRESS).update(is_superuser=True, is_staff=True)
    assert "You are the last administrator" in client.get(reverse("members:settings-leaving")).content.decode()
    assert "You are the last administrator" in leave(client, NOW).content.decode()
    assert Account.objects.get(email=ADDRESS).closed_at is None
    other = account_of(join_person("Second in line"))
    Account.objects.filter(pk=other.pk).update(is_superuser=True, is_staff=True)
    assert "Please hand over first" in client.get(reverse("members:settings-leaving")).content.decode()
    assert leave(client, LATER).url == reverse("members:goodbye")
    with pytest.raises(Refusal, match="last administrator"):
        close_account(Account.objects.get(pk=other.pk), keep_writing=True, at_once=True)
