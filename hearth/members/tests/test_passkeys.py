import json
import re

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hearth.core.models import OutgoingMail
from tests.inventory import code_in_last_mail
from tests.people import PASSWORD, account_of, join_person, signed_in
from tests.ways import Authenticating, enter_by_passkey, make_passkey, options_on

pytestmark = pytest.mark.django_db
ADD, SETTINGS, HOME = "members:passkey-add", "members:settings-signing-in", "front:home"


def browser():
    return Client(HTTP_HOST="localhost", HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux) Gecko/20100101 Firefox/130.0")


@pytest.fixture
def marisol():
    return join_person("Marisol V.", email="marisol@example.org")


@pytest.fixture
def inside(marisol):
    """Marisol's browser, in which she has just shown who she is."""
    client = browser()
    client.post(reverse("account_login"), {"login": "marisol@example.org", "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def test_a_passkey_is_made_and_opens_the_door_alone(marisol, inside):
    device = make_passkey(inside)
    assert "Firefox on Linux" in inside.get(reverse(SETTINGS)).content.decode()
    assert OutgoingMail.objects.get().to == "marisol@example.org"
    other = browser()
    assert enter_by_passkey(other, device).url == reverse(HOME)
    assert "Marisol V." in other.get(reverse(HOME)).content.decode()


def test_several_passkeys_each_have_a_name_and_go_one_by_one(marisol, inside):
    phone, laptop = make_passkey(inside, name="My phone"), make_passkey(inside, name="My laptop")
    page = inside.get(reverse(SETTINGS)).content.decode()
    assert page.index("My phone") < page.index("My laptop")
    address = page.split("Rename or remove <bdi>My phone")[0].rsplit('href="', 1)[1].split('"')[0]
    assert inside.post(address, {"name": "Old phone"}).url == reverse(SETTINGS)
    assert "Old phone" in inside.get(reverse(SETTINGS)).content.decode()
    assert inside.post(address, {"remove": "1"}).url == reverse(SETTINGS)
    assert "Old phone" not in inside.get(reverse(SETTINGS)).content.decode()
    assert enter_by_passkey(browser(), phone).url == reverse("account_login")
    assert enter_by_passkey(browser(), laptop).url == reverse(HOME)
    assert inside.get(address).status_code == 404


def test_a_name_of_nothing_is_refused_and_one_of_script_is_shown_as_text(marisol, inside):
    make_passkey(inside, name="<script>alert(1)</script>")
    page = inside.get(reverse(SETTINGS)).content.decode()
    assert "<script>alert" not in page
    address = page.split("Rename or remove")[0].rsplit('href="', 1)[1].split('"')[0]
    assert "Write a name for this passkey" in inside.post(address, {"name": " "}).content.decode()


def test_a_passkey_of_somebody_else_is_not_found(marisol, inside):
    make_passkey(inside)
    page = inside.get(reverse(SETTINGS)).content.decode()
    address = page.split("Rename or remove")[0].rsplit('href="', 1)[1].split('"')[0]
    thief = signed_in(join_person())
    thief.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert thief.get(address).status_code == 404
    assert thief.post(address, {"remove": "1"}).status_code == 404
    assert Authenticator.objects.count() == 1


def test_a_borrowed_session_makes_no_passkey(marisol):
    borrowed = signed_in(marisol)
    asked = borrowed.get(reverse(ADD))
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert borrowed.post(reverse(ADD), {"credential": "{}"}).url == asked.url
    codes_only = signed_in(join_person(password_hash=""))
    assert codes_only.get(reverse(ADD)).url.startswith(reverse("members:still-you"))


def test_a_passkey_that_does_not_look_who_touches_it_is_not_taken(marisol, inside):
    device = Authenticating(verifies=False)
    credential = device.make(options_on(inside.get(reverse(ADD)).content.decode()))
    answer = inside.post(reverse(ADD), {"credential": credential})
    assert "could not be made" in answer.content.decode()
    careful = make_passkey(inside)
    careful.verifies = False
    assert enter_by_passkey(browser(), careful).url == reverse("account_login")


def test_a_passkey_made_for_another_site_is_worth_nothing_here(marisol, inside):
    device = make_passkey(inside)
    device.origin = "http://evil.example"
    assert enter_by_passkey(browser(), device).url == reverse("account_login")


def test_an_answer_counts_once_and_in_its_own_browser(marisol, inside):
    device, address = make_passkey(inside), reverse("mfa_login_webauthn")
    client, other = browser(), browser()
    options = client.get(address, headers={"accept": "application/json"}).json()["request_options"]
    other.get(address, headers={"accept": "application/json"})
    answer = {"credential": device.use(options)}
    assert other.post(address, answer).url == reverse("account_login")
    assert client.post(address, answer).url == reverse(HOME)
    client.post(reverse("account_logout"))
    assert client.post(address, answer).url == reverse("account_login")


JUNK = [
    "",
    "{",
    "[]",
    "null",
    "1",
    '"text"',
    "{}",
    '{"id": 1, "rawId": [], "type": {}, "response": 3}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}',
    '{"id": "AA", "rawId": "AA", "response": {"clientDataJSON": "AA", "attestationObject": "AA"}, "type": "a"}',
    json.dumps(
        {
            "id": "AA",
            "rawId": "AA",
            "type": "public-key",
            "response": {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": "AA"},
        }
    ),
    "[" * 15_000,
    "{" + "x" * 100_000,
]


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: junk[:30])
def test_what_no_browser_sends_is_refused_in_plain_words(marisol, inside, junk):
    inside.get(reverse(ADD))
    assert "could not be made" in inside.post(reverse(ADD), {"credential": junk}).content.decode()
    stranger = browser()
    stranger.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    refused = stranger.post(reverse("mfa_login_webauthn"), {"credential": junk}, follow=True)
    assert refused.status_code == 200
    assert "This passkey was not accepted" in refused.content.decode()


def test_an_answer_far_too_long_is_not_kept(marisol, inside):
    credential = Authenticating().make(options_on(inside.get(reverse(ADD)).content.decode()))
    padded = json.dumps(json.loads(credential) | {"more": "x" * 30_000})
    assert "could not be made" in inside.post(reverse(ADD), {"credential": padded}).content.decode()
    assert not Authenticator.objects.exists()


def test_whoever_has_a_passkey_still_comes_in_without_it(marisol, inside):
    """A passkey is a way in, not a lock: the phone that holds it may be at home."""
    make_passkey(inside)
    other = browser()
    other.post(reverse("account_request_login_code"), {"email": "marisol@example.org"})
    assert other.post(reverse("account_confirm_login_code"), {"code": code_in_last_mail()}).url == reverse(HOME)


def test_a_passkey_shows_that_it_is_still_you(marisol, inside):
    device, client = make_passkey(inside), browser()
    enter_by_passkey(client, device)
    address = f"{reverse('mfa_reauthenticate_webauthn')}?next={reverse(ADD)}"
    page = client.get(address).content.decode()
    assert client.post(address, {"credential": device.use(options_on(page))}).url == reverse(ADD)
    assert client.get(reverse(ADD)).status_code == 200


def test_a_closed_account_is_not_opened_by_its_passkey(marisol, inside):
    device, client = make_passkey(inside), browser()
    type(account_of(marisol)).objects.filter(pk=account_of(marisol).pk).update(is_active=False)
    assert enter_by_passkey(client, device).url == reverse("account_inactive")
    assert client.get(reverse(HOME)).status_code == 302


def join_without_password(client):
    client.post(reverse("members:join"), {"name": "Quiet Heron", "email": "heron@example.org", "birth_year": "1962"})
    client.post(reverse("members:join-about"), {"words": ""})
    client.post(reverse("members:join-privacy"), {"audience": "only_me", "rules": "on"})
    return client.post(reverse("members:join-code"), {"code": code_in_last_mail()})


def test_who_joins_without_a_password_is_offered_a_passkey_at_once():
    client = browser()
    offered = join_without_password(client)
    assert offered.url == f"{reverse(ADD)}?joined&next={reverse(HOME)}"
    page = client.get(offered.url).content.decode()
    assert "Next time without a code?" in page
    assert f'href="{reverse(HOME)}">Not now' in page
    device = make_passkey(client, next=reverse(HOME))
    assert enter_by_passkey(browser(), device).url == reverse(HOME)


def work_of_trying(device, user):
    """Return what trying to sign in as `user` with somebody's passkey answers, and what it costs."""
    cache.clear()
    client, address = browser(), reverse("mfa_login_webauthn")
    options = client.get(address, headers={"accept": "application/json"}).json()["request_options"]
    device.user = user
    answer = {"credential": device.use(options)}
    with CaptureQueriesContext(connection) as queries:
        refused = client.post(address, answer)
    asked = len(queries)  # the next request empties the list
    tables = sorted({word for query in queries for word in re.findall(r'(?:INTO|UPDATE) "(\w+)"', query["sql"])})
    page = re.sub(r'csrfmiddlewaretoken" value="\w+', "", client.get(refused.url).content.decode())
    return refused.status_code, refused.url, page, asked, tables


def test_nothing_tells_whether_an_account_has_a_passkey_or_exists(marisol, inside):
    make_passkey(inside)
    plain = account_of(join_person())
    handles = [user_pk_to_url_str(account_of(marisol)), user_pk_to_url_str(plain), "zzzzzz"]
    costs = [work_of_trying(Authenticating(), handle.encode()) for handle in handles]
    assert costs[0] == costs[1] == costs[2]


def test_hammering_an_address_stops_neither_its_passkey_nor_its_code(marisol, inside):
    device = make_passkey(inside)
    for number in range(25):
        network = Client(REMOTE_ADDR=f"198.51.100.{number % 5}", HTTP_HOST="localhost")
        network.post(reverse("account_login"), {"login": "marisol@example.org", "password": "guess"})
        network.post(reverse("account_request_login_code"), {"email": "marisol@example.org"})
    owner = Client(HTTP_HOST="localhost", REMOTE_ADDR="203.0.113.7")
    assert enter_by_passkey(owner, device).url == reverse(HOME)
    elsewhere = Client(HTTP_HOST="localhost", REMOTE_ADDR="203.0.113.8")
    elsewhere.post(reverse("account_request_login_code"), {"email": "marisol@example.org"})
    assert elsewhere.post(reverse("account_confirm_login_code"), {"code": code_in_last_mail()}).url == reverse(HOME)


def test_a_passkey_does_not_go_round_a_limit_on_its_network(marisol):
    client = browser()
    answers = [
        client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"}).status_code
        for _each in range(3)
    ]
    assert answers == [200] * 3
    assert {client.post(reverse("mfa_login_webauthn"), {}).status_code for _each in range(61)} == {302, 429}
