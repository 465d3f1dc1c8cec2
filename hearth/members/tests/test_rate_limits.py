import pytest
from allauth.core import ratelimit
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.test import override_settings

from hearth import settings as house

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
