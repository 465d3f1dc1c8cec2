"""What is logged says how the site does, never who was there or what they wrote."""

import json
import os
import subprocess
import sys

import pytest
from django.db import OperationalError

from hearth.core.logs import describe, scrub

PROGRAM = """
import django; django.setup()
import logging, structlog
from django.test import Client
client = Client(raise_request_exception=False)
headers = {"user-agent": "agent-canary", "x-forwarded-for": "203.0.113.77", "referer": "http://testserver/referer-canary/"}
client.get("/probe/boom/?q=query-canary", headers=headers)
client.get("/people/2345678923/", headers=headers)
client.get("/health/", headers=headers)
client.post("/probe/echo/", {"body": "words-canary"}, headers=headers)
client.get("/", headers={"host": "host-canary.example"})
logging.getLogger("some.library").warning("Mail to %s from 203.0.113.77 failed", "person-canary@example.org")
logging.getLogger("django.request").error("Broken: /people/canary/")
structlog.get_logger("hearth.test").info("counted", people=3)
try:
    raise ValueError("value-canary")
except ValueError:
    logging.getLogger("some.library").exception("It broke")
"""


def test_nothing_personal_is_in_any_line(tmp_path):
    site = {
        "HEARTH_HOME": str(tmp_path),
        "SECRET_KEY": "x" * 60,
        "DJANGO_SETTINGS_MODULE": "hearth.core.tests.probe_settings",
        "HEARTH_ALLOWED_HOSTS": "testserver",
        "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3",
        "HEARTH_LOG_LEVEL": "INFO",
        "DEBUG": "0",
    }
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAM],
        env=os.environ | site,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    lines = [json.loads(line) for line in ran.stderr.splitlines()]
    assert "canary" not in ran.stderr
    assert "203.0.113.77" not in ran.stderr
    assert "2345678923" not in ran.stderr
    requests = [line for line in lines if line["event"] == "request"]
    assert (requests[0]["route"], requests[0]["status"]) == ("hearth.core.tests.probe_urls.boom", 500)
    assert requests[1]["route"] == "front:person"
    assert not [line for line in requests if line["route"] == "core:health"]
    assert all({"route", "method", "status", "ms"} < set(line) for line in requests)
    broken = next(line for line in lines if "probe_urls.py" in line.get("error", ""))
    assert "builtins.ValueError" in broken["error"]
    assert any(line.get("people") == 3 for line in lines)
    assert any(line["event"] == "Mail to (address) from (ip) failed" for line in lines)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("to a.b+c@example.org now", "to (address) now"),
        ("from 10.1.2.3 and 2a00:1450:4001::1", "from (ip) and (ip)"),
        ("GET /x/?code=123456 HTTP", "GET /x/?… HTTP"),
        ("Key (email)=(a@example.org) already exists", "Key (email)=(…) already exists"),
        ("token eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9 seen", "token (token) seen"),
        ("started at 12:30:59 with 3 workers", "started at 12:30:59 with 3 workers"),
    ],
)
def test_scrubbing_takes_what_points_at_people(text, left):
    assert scrub(text) == left


def test_only_the_machines_own_trouble_keeps_its_words():
    assert "could not connect to server" in describe(OperationalError("could not connect to server"))
    assert "canary" not in describe(ValueError("canary"))
    try:
        try:
            raise KeyError("canary")
        except KeyError as error:
            raise OSError(28, "No space left on device") from error
    except OSError as error:
        said = describe(error)
    assert "No space left on device" in said
    assert "builtins.KeyError" in said
    assert "test_logs.py" in said
    assert "canary" not in said
