import os
import subprocess
import sys
from datetime import timedelta

import pytest
import time_machine
from allauth.core import ratelimit
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from hearth import settings as house
from hearth.core import upkeep

pytestmark = pytest.mark.django_db


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
        taken = ratelimit.consume(request, action="login_failed", key="victim@example.org 127.0.0.1")
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
