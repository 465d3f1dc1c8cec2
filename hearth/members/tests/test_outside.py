"""Signing in from an outside provider, against one on loopback: discovery, code, signed id_token, userinfo."""

import os
import subprocess
import sys
from datetime import timedelta
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearth.core.models import OutgoingMail
from hearth.members.actions.suspension import suspend
from hearth.members.models import Account
from hearth.members.outside import Provider, ProvidersError, as_allauth_takes_them, read
from tests.inventory import code_in_last_mail
from tests.openid import CLIENT, OTHER_KEY, SECRET, OpenID
from tests.people import PASSWORD, account_of, appoint, join_person, signed_in
from tests.ways import code_for, switch_second_step_on_for

pytestmark = pytest.mark.django_db
HOME, JOIN, SETTINGS, LOGIN = "front:home", "members:join", "members:settings-signing-in", "account_login"


@pytest.fixture
def clinic(settings):
    """A clinic's OpenID provider, named by the host."""
    with OpenID() as provider:
        settings.OUTSIDE_PROVIDERS = [
            Provider(id="clinic", name="Clínica del Río", client_id=CLIENT, secret=SECRET, server=provider.url)
        ]
        yield provider


@pytest.fixture
def marisol():
    return join_person("Marisol V.", email="marisol@example.org")


def come_from_there(client, **given):
    """Go to the provider and come back, as a browser does; return our answer."""
    there = client.post(reverse("openid_connect_login", args=["clinic"]), given)
    assert there.status_code == 302, there.content.decode()[:500]
    place = urlsplit(there.url)
    link = HTTPConnection(place.netloc)
    link.request("GET", f"{place.path}?{place.query}")
    back = urlsplit(link.getresponse().headers["Location"])
    link.close()
    assert back.path == reverse("openid_connect_callback", args=["clinic"])
    return client.get(f"{back.path}?{back.query}")


def link_to(member):
    return SocialAccount.objects.create(user=account_of(member), provider="clinic", uid="person-1")


def join_from_there(client):
    assert come_from_there(client).url == reverse(JOIN)
    given = {"name": "Quiet Heron", "email": "heron@example.org", "birth_year": "1962"}
    assert client.post(reverse(JOIN), given).url == reverse("members:join-about")
    client.post(reverse("members:join-about"), {"words": ""})
    client.post(reverse("members:join-privacy"), {"audience": "only_me", "rules": "on"})
    return client.post(reverse("members:join-code"), {"code": code_in_last_mail()})


def test_somebody_new_goes_through_our_steps_and_comes_back_without_them(clinic):
    clinic.person |= {"email": "heron@example.org", "email_verified": True, "name": "Her Full Name"}
    client = Client()
    assert come_from_there(client).url == reverse(JOIN)
    page = client.get(reverse(JOIN)).content.decode()
    assert "You come from <bdi>Clínica del Río</bdi>" in page
    assert 'value="heron@example.org"' in page
    assert "Her Full Name" not in page
    assert not Account.objects.exists()
    assert join_from_there(client).url == reverse(HOME)
    kept = SocialAccount.objects.get()
    assert (kept.uid, kept.extra_data, kept.user.email) == ("person-1", {}, "heron@example.org")
    later = Client()
    assert come_from_there(later).url == reverse(HOME)
    assert "Quiet Heron" in later.get(reverse(HOME)).content.decode()
    kept.refresh_from_db()
    assert kept.extra_data == {}
    assert not SocialToken.objects.exists()
    assert not SocialApp.objects.exists()


def test_too_young_is_too_young_from_elsewhere_too(clinic, client):
    come_from_there(client)
    given = {"name": "Young Heron", "email": "young@example.org", "birth_year": "2020"}
    assert client.post(reverse(JOIN), given).url == reverse("members:join-refused")
    assert come_from_there(client).url == reverse(JOIN)
    assert client.get(reverse(JOIN)).url == reverse("members:join-refused")
    assert client.session.get_expiry_age() > 23 * 3600
    assert not Account.objects.exists()


def test_whoever_shares_a_browser_does_not_join_as_the_one_before(clinic, client):
    come_from_there(client)
    assert "That is not me" in client.get(reverse(JOIN)).content.decode()
    assert client.post(reverse(JOIN), {"alone": "1"}).url == reverse(JOIN)
    assert "You come from" not in client.get(reverse(JOIN)).content.decode()
    client.post(reverse(JOIN), {"name": "Heron", "email": "b@example.org", "birth_year": "1962", "password": PASSWORD})
    client.post(reverse("members:join-about"), {"words": ""})
    client.post(reverse("members:join-privacy"), {"audience": "only_me", "rules": "on"})
    assert client.post(reverse("members:join-code"), {"code": code_in_last_mail()}).url == reverse(HOME)
    assert not SocialAccount.objects.exists()


def test_who_is_suspended_reads_why_after_the_second_step_only(clinic, client, marisol):
    link_to(marisol)
    secret, june = switch_second_step_on_for(marisol), appoint(join_person("June"), "moderators")
    suspend(marisol, by=june, reason="You sold something.", until=timezone.now() + timedelta(days=7))
    assert come_from_there(client).url == reverse("mfa_authenticate")
    assert "You sold something." not in client.get(reverse("account_inactive")).content.decode()
    page = client.post(reverse("mfa_authenticate"), {"code": code_for(secret)}, follow=True).content.decode()
    assert "You sold something." in page


@pytest.mark.parametrize("verified", [True, False])
def test_an_address_alone_links_to_no_account(clinic, client, marisol, verified):
    clinic.person |= {"email": "marisol@example.org", "email_verified": verified}
    assert come_from_there(client).url == reverse(JOIN)
    assert client.get(reverse(HOME)).status_code == 302
    given = {"name": "Thief", "email": "marisol@example.org", "birth_year": "1962"}
    client.post(reverse(JOIN), given)
    client.post(reverse("members:join-about"), {"words": ""})
    client.post(reverse("members:join-privacy"), {"audience": "only_me", "rules": "on"})
    note = OutgoingMail.objects.get()
    assert (note.to, "code" in note.subject.lower()) == ("marisol@example.org", False)
    assert not SocialAccount.objects.exists()
    assert Account.objects.count() == 1


def test_the_second_step_is_asked_of_who_comes_from_there(clinic, client, marisol):
    link_to(marisol)
    secret = switch_second_step_on_for(marisol)
    assert come_from_there(client).url == reverse("mfa_authenticate")
    assert client.get(reverse(HOME)).status_code == 302
    assert client.post(reverse("mfa_authenticate"), {"code": code_for(secret)}).url == reverse(HOME)


def test_a_closed_account_is_closed_from_there_too(clinic, client, marisol):
    link_to(marisol)
    Account.objects.update(is_active=False)
    assert come_from_there(client).url == reverse("account_inactive")
    assert client.get(reverse(HOME)).status_code == 302


def test_whoever_shows_who_they_are_links_and_unlinks(clinic, marisol):
    client, page = signed_in(marisol), reverse("members:outside", args=["clinic"])
    assert client.get(page).url.startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert 'value="connect"' in client.get(page).content.decode()
    assert come_from_there(client, process="connect").url == reverse(SETTINGS)
    shown = client.get(reverse(SETTINGS)).content.decode()
    assert "Linked: you can sign in from there." in shown
    assert come_from_there(Client()).url == reverse(HOME)
    assert client.post(page).url == reverse(SETTINGS)
    assert not SocialAccount.objects.exists()
    assert OutgoingMail.objects.filter(to="marisol@example.org").count() == 2


def test_a_borrowed_session_links_nothing(clinic, marisol):
    for member in (marisol, join_person(password_hash="")):
        borrowed = signed_in(member)
        answer = come_from_there(borrowed, process="connect")
        assert answer.url == reverse("members:outside", args=["clinic"])
        borrowed.post(reverse("members:outside", args=["clinic"]))
    assert not SocialAccount.objects.exists()


def test_what_belongs_to_somebody_is_not_linked_to_another(clinic, marisol):
    link_to(marisol)
    other = signed_in(join_person())
    other.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    shown = other.get(come_from_there(other, process="connect").url).content.decode()
    assert "belongs to somebody else" in shown
    assert SocialAccount.objects.get().user == account_of(marisol)


BAD = {
    "signed by another": {"key": OTHER_KEY},
    "not signed": {"key": None, "algorithm": "none"},
    "signed with a word": {"key": "x" * 40, "algorithm": "HS256"},
    "for another site": {"claims": {"aud": "somebody-else"}},
    "of another provider": {"claims": {"iss": "http://evil.example"}},
    "too old": {"claims": {"exp": 1}},
    "of two people": {"said": {"sub": "somebody-else"}},
    "of nobody": {"person": {}, "claims": {}},
}


@pytest.mark.parametrize("what", BAD)
def test_what_the_provider_cannot_have_said_is_refused(clinic, client, marisol, what):
    link_to(marisol)
    for name, value in BAD[what].items():
        setattr(clinic, name, value)
    answer = come_from_there(client)
    assert answer.status_code == 401
    assert "That did not work" in answer.content.decode()
    assert client.get(reverse(HOME)).status_code == 302


def test_a_code_is_taken_in_the_browser_that_asked_only(clinic, marisol):
    link_to(marisol)
    victim, attacker = Client(), Client()
    there = attacker.post(reverse("openid_connect_login", args=["clinic"]))
    state = there.url.split("state=")[1].split("&")[0]
    back = reverse("openid_connect_callback", args=["clinic"])
    assert victim.get(f"{back}?code=stolen&state={state}").status_code == 401
    assert victim.get(back).status_code == 401
    assert victim.get(reverse(HOME)).status_code == 302


def test_proof_keys_go_with_every_code(clinic, client):
    come_from_there(client)
    assert clinic.asked[0]["code_challenge_method"] == "S256"


def test_a_provider_that_is_away_is_said_to_be_so(clinic, client, settings):
    settings.OUTSIDE_PROVIDERS = [
        Provider(id="clinic", name="Away", client_id=CLIENT, secret=SECRET, server="http://localhost:9")
    ]
    answer = client.post(reverse("openid_connect_login", args=["clinic"]))
    assert (answer.status_code, "That did not work" in answer.content.decode()) == (401, True)


def test_buttons_and_their_way_out_are_there_only_where_the_host_named_a_provider(client, settings):
    page = client.get(reverse(LOGIN))
    assert "Sign in with <bdi>" not in page.content.decode()
    assert "form-action 'self';" in page["Content-Security-Policy"] + ";"
    assert client.get(reverse("openid_connect_login", args=["clinic"])).status_code == 404
    settings.OUTSIDE_PROVIDERS = [
        Provider(
            id="clinic",
            name="Clinic",
            client_id="a",
            secret="b",
            server="https://id.example.org/x",
            origins=("https://other.example.org",),
        )
    ]
    for address in (reverse(LOGIN), reverse("openid_connect_login", args=["clinic"])):
        page = client.get(address)
        allowed = "form-action 'self' https://id.example.org https://other.example.org"
        assert allowed in page["Content-Security-Policy"]
        assert "Sign in with <bdi>Clinic</bdi>" in page.content.decode()
    elsewhere = client.get(reverse("front:rules"))["Content-Security-Policy"]
    assert "id.example.org" not in elsewhere


def test_a_provider_of_another_kind_is_not_found_where_openid_is(client, settings):
    settings.OUTSIDE_PROVIDERS = [Provider(id="google", name="Google", client_id="a", secret="b", kind="google")]
    for name in ("openid_connect_login", "openid_connect_callback"):
        address = reverse(name, args=["google"])
        assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]


def test_a_link_alone_sends_nobody_away(clinic, client):
    assert client.get(reverse("openid_connect_login", args=["clinic"])).status_code == 200
    assert not clinic.asked


GOOD = """
[[provider]]
id = "clinic"
name = "Clinic"
client_id = "a"
secret = "b"
server = "https://id.example.org"

[[provider]]
kind = "google"
id = "google"
name = "Google"
client_id = "a"
secret = "b"
origins = ["https://accounts.google.com"]
"""


def test_the_file_names_providers(tmp_path):
    path = tmp_path / "providers.toml"
    path.write_text(GOOD)
    clinic, google = read(str(path))
    assert (clinic.kind, google.app) == ("openid_connect", "allauth.socialaccount.providers.google")
    taken = as_allauth_takes_them([clinic, google])
    assert taken["openid_connect"]["APPS"][0]["settings"]["server_url"] == "https://id.example.org"
    assert read("") == []


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("https://id", "http://id", "https://"),
        ('secret = "b"\nserver', "server", "lacks secret"),
        ('"google"\nid', '"no_such_place"\nid', "knows no provider"),
        ('id = "google"', 'id = "clinic"', "same id"),
        ('id = "clinic"', 'id = "../clinic"', "letters, digits"),
        ("origins", "origin", "nobody reads origin"),
        ("[[", "[", "cannot be read"),
    ],
)
def test_a_slip_in_the_file_is_named(tmp_path, was, becomes, said):
    path = tmp_path / "providers.toml"
    path.write_text(GOOD.replace(was, becomes, 1))
    with pytest.raises(ProvidersError, match=said):
        read(str(path))


def test_a_site_starts_with_a_provider_that_allauth_knows(tmp_path):
    """Its app and its addresses are there, and the page that leads to it may lead there."""
    path = tmp_path / "providers.toml"
    path.write_text(GOOD)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("HEARTH_", "DATABASE"))}
    environment |= {"HEARTH_HOME": str(tmp_path), "SECRET_KEY": "x" * 50, "HEARTH_SIGN_IN_WITH": str(path)}
    environment |= {"DJANGO_SETTINGS_MODULE": "hearth.settings", "DEBUG": "1"}  # no static files are gathered here
    environment |= {"DJANGO_SETTINGS_MODULE": "hearth.settings", "DEBUG": "1"}  # no static files are gathered here
    say = "import django; django.setup(); from django.conf import settings; from django.test import Client; "
    say += "print([provider.login_url for provider in settings.OUTSIDE_PROVIDERS]); "
    say += "asked = Client(SERVER_NAME='localhost').get('/sign-in/from/google/login/'); "
    say += "print(asked.status_code, asked['Content-Security-Policy'])"
    done = subprocess.run([sys.executable, "-c", say], env=environment, capture_output=True, text=True, timeout=60)
    addresses, asked = done.stdout.strip().splitlines()
    assert addresses == "['/sign-in/with/clinic/', '/sign-in/from/google/login/']", done.stderr
    assert asked.startswith("200 ")
    assert "form-action 'self' https://accounts.google.com" in asked
    path.write_text("provider = 1")
    done = subprocess.run([sys.executable, "-c", say], env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "HEARTH_SIGN_IN_WITH cannot be read" in done.stderr
