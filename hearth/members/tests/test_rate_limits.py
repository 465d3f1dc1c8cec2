"""How often one may guess, and have mail sent (docs/adr/0005)."""

import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest
import time_machine
from allauth.core import ratelimit
from django.conf import settings
from django.core.cache import cache, caches
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hearth import settings as house
from hearth.core import upkeep
from hearth.core.models import OutgoingMail
from tests.inventory import code_in_last_mail
from tests.people import PASSWORD, account_of, join_person
from tests.ways import code_for, switch_second_step_on_for

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "marisol@example.org", "unknown@example.org"


@pytest.fixture(autouse=True)
def _no_limits_left_over():
    cache.clear()


def try_passwords(amount, **where):
    """Try a password for each of so many addresses; return how often it was too often."""
    addresses = [f"nobody-{number}@example.org" for number in range(amount)]
    tries = [Client(**where).post(reverse("account_login"), {"login": each, "password": "x"}) for each in addresses]
    return sum("many tries" in answer.content.decode() for answer in tries)


def test_ones_own_second_step_forgets_no_tries_of_the_network():
    secret, client = switch_second_step_on_for(join_person(email=KNOWN)), Client()
    assert try_passwords(19) == 0
    client.post(reverse("account_login"), {"login": KNOWN, "password": PASSWORD})
    assert client.post(reverse("mfa_authenticate"), {"code": code_for(secret)}).url == reverse("front:home")
    assert try_passwords(2) == 1


def test_ones_own_new_password_forgets_no_tries_of_the_network_but_ones_own():
    member, client, new = join_person(email=KNOWN), Client(), "quite another few words"
    for _each in range(5):
        Client().post(reverse("account_login"), {"login": KNOWN, "password": "x"})
    assert try_passwords(14) == 0
    client.post(reverse("account_reset_password"), {"email": KNOWN})
    client.post(reverse("account_confirm_password_reset_code"), {"code": code_in_last_mail()})
    client.post(reverse("account_complete_password_reset"), {"password1": new, "password2": new})
    assert account_of(member).check_password(new)
    assert client.post(reverse("account_login"), {"login": KNOWN, "password": new}).url == reverse("front:home")
    assert try_passwords(2) == 1


def test_right_passwords_are_no_tries():
    join_person(email=KNOWN)
    given = {"login": KNOWN, "password": PASSWORD}
    assert [Client().post(reverse("account_login"), given).status_code for _each in range(25)] == [302] * 25


def ask(name, email, network="10.0.0.1"):
    client = Client(REMOTE_ADDR=network)
    answer = client.post(reverse(name), {"email": email})
    page = client.get(answer.url).content.decode() if answer.status_code == 302 else answer.content.decode()
    return answer.status_code, re.sub(r'csrfmiddlewaretoken" value="\w+', "", page).replace(email, "ADDRESS")


WAYS = ["account_request_login_code", "account_reset_password"]


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
def test_nobody_is_flooded_with_codes_from_one_network(email):
    join_person(email=KNOWN)
    answers = [ask(name, email) for name in WAYS for _each in range(10)]
    assert OutgoingMail.objects.filter(to=email).count() == 10
    assert [status for status, _page in answers] == [302] * 20
    assert len({page for _status, page in answers[:10]}) == 1, "the page says nothing of it"
    ask(WAYS[0], email, network="10.0.0.2")
    assert OutgoingMail.objects.filter(to=email).count() == 11, "from elsewhere the owner is still sent one"


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
def test_nor_from_many(email):
    join_person(email=KNOWN)
    for number in range(62):
        ask(WAYS[number % 2], email, network=f"10.0.{number}.1")
    assert OutgoingMail.objects.filter(to=email).count() == 60
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        ask(WAYS[0], email, network="10.1.0.1")
    assert OutgoingMail.objects.filter(to=email).count() == 61


@pytest.mark.parametrize("way", WAYS)
def test_beyond_the_bound_nothing_tells_a_known_address_from_an_unknown_one(way):
    join_person(email=KNOWN)
    seen = []
    for email in (KNOWN, UNKNOWN):
        for number in range(10):
            ask(WAYS[number % 2], email)
        with CaptureQueriesContext(connection) as queries:
            seen.append((ask(way, email), len(queries)))
    assert seen[0] == seen[1]
    assert OutgoingMail.objects.count() == 20


def test_nobody_is_flooded_by_a_change_of_address():
    client = Client()
    join_person(email=KNOWN)
    client.post(reverse("account_login"), {"login": KNOWN, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for number in range(14):
        with time_machine.travel(timezone.now() + timedelta(seconds=20 * number)):
            client.post(reverse("account_email"), {"email": UNKNOWN, "action_add": "1"})
    assert OutgoingMail.objects.filter(to=UNKNOWN).count() == 10


@pytest.fixture
def shipped_cache():
    """The cache a small site has: a table all processes share."""
    assert house.CONFIG.cache_url.startswith("dbcache:")
    shipped = {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "limits",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
    with override_settings(CACHES={"default": shipped}):
        call_command("createcachetable", verbosity=0)
        yield caches["default"]


def test_the_shipped_cache_keeps_more_than_a_busy_hour():
    shipped = house.CACHES["default"]
    assert shipped["OPTIONS"]["MAX_ENTRIES"] >= 100_000


def test_a_limit_outlives_many_other_peoples(shipped_cache, rf):
    request = rf.post("/", REMOTE_ADDR="127.0.0.1")
    amount = int(settings.ACCOUNT_RATE_LIMITS["join"].rpartition(",")[2].partition("/")[0])
    for _each in range(amount):
        assert ratelimit.consume(request, action="join", key="victim@example.org") or True
    for number in range(400):
        other = rf.post("/", REMOTE_ADDR=f"10.0.{number // 250}.{number % 250}")
        ratelimit.consume(other, action="join", key=f"{number}@example.org")
    assert not ratelimit.consume(rf.post("/", REMOTE_ADDR="10.9.9.9"), action="join", key="victim@example.org")


def test_a_count_by_network_is_not_kept_beyond_its_limit(shipped_cache, rf):
    for network in ("198.51.100.1", "198.51.100.2"):
        ratelimit.consume(rf.post("/", REMOTE_ADDR=network), action="request_login_code")
    assert kept() == 2
    upkeep.clear_cache()
    assert kept() == 2, "a limit that still holds"
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        upkeep.clear_cache()
    assert kept() == 0


def kept():
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM limits")
        return cursor.fetchone()[0]


SIX_TRIES = """
import django
django.setup()
from allauth.core import context, ratelimit
from django.core.management import call_command
from django.test import RequestFactory
call_command("createcachetable", verbosity=0)
request = RequestFactory().post("/", REMOTE_ADDR="127.0.0.1")
with context.request_context(request):
    for number in range(3):
        taken = ratelimit.consume(request, action="password_for", key="victim@example.org 127.0.0.1")
        print("taken" if taken else "refused")
"""


def test_a_limit_holds_over_restarts_and_several_processes(tmp_path):
    """Two processes, one after the other, share what was counted: five tries in all, not five each."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("HEARTH_", "DATABASE"))}
    environment |= {
        "HEARTH_HOME": str(tmp_path),
        "SECRET_KEY": "x" * 50,
        "DJANGO_SETTINGS_MODULE": "hearth.settings",
        "CACHE_URL": "dbcache://hearth_cache",
    }
    said = []
    for _each in range(2):
        done = subprocess.run(
            [sys.executable, "-c", SIX_TRIES], env=environment, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr
        said += [line for line in done.stdout.split() if line in {"taken", "refused"}]
    assert said == ["taken"] * 5 + ["refused"]
