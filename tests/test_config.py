"""Configuration: safe where silent, and one clear line for each thing to mend."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hearth.config import ConfigurationError, load

TOP = Path(__file__).parent.parent
SECRET = "s" * 50


def problems(**environment: str) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        load({"SECRET_KEY": SECRET, **environment})
    return caught.value.problems


def test_silence_means_production(tmp_path):
    config = load({"SECRET_KEY": SECRET, "HEARTH_HOME": str(tmp_path)})
    assert (config.debug, config.demo, config.bind, config.trusted_proxies) == (False, False, "127.0.0.1", 0)
    assert config.database_url == f"sqlite:///{tmp_path}/hearth.sqlite3"
    assert config.site_url == "http://localhost:8000"


def test_a_secret_has_no_default(tmp_path):
    with pytest.raises(ConfigurationError, match="SECRET_KEY is not set"):
        load({"HEARTH_HOME": str(tmp_path)})
    with pytest.raises(ConfigurationError, match="SECRET_KEY is not set"):
        load({"HEARTH_HOME": str(tmp_path), "HEARTH_DEMO": "1", "SECRET_KEY": ""})


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SECRET_KEY", "short", "at least 50"),
        ("PORT", "eighty", "whole number"),
        ("PORT", "70000", "between 1 and 65535"),
        ("HEARTH_WEB_PROCESSES", "0", "between 1 and 64"),
        ("HEARTH_TRUSTED_PROXIES", "-1", "between 0 and 9"),
        ("DEBUG", "perhaps", "yes or no"),
        ("HEARTH_SITE_URL", "hearth.example.org", "http:// or https://"),
        ("HEARTH_SITE_URL", "https://hearth.example.org", "HEARTH_TRUSTED_PROXIES"),
        ("DATABASE_URL", "mysql://localhost/hearth", "sqlite://, postgres:// or postgresql://"),
        ("DATABASE_URL", "postgres://localhost:port/hearth", "must begin with"),
        ("CACHE_URL", "memcache://localhost", "dbcache://"),
        ("TASKS_URL", "amqp://localhost", "redis://"),
        ("EMAIL_URL", "mail.example.org", "smtp+tls://"),
        ("EMAIL_URL", "mailgun://mg.example.org", "mailgun://KEY@NAME"),
        ("EMAIL_URL", "postmark://token@", "postmark://KEY@NAME"),
        ("HEARTH_MAIL_FEEDBACK_SECRET", "s" * 20, "mailgun://, mailgun+eu:// or postmark://"),
        ("HEARTH_TIME_ZONE", "Mars/Olympus", "Europe/Madrid"),
        ("HEARTH_TIME_ZONE", "../../etc/passwd", "Europe/Madrid"),
        ("HEARTH_LOG_LEVEL", "LOUD", "DEBUG, INFO, WARNING or ERROR"),
    ],
)
def test_what_cannot_be_used_is_named(name, value, words):
    (problem,) = [problem for problem in problems(**{name: value}) if name in problem]
    assert words in problem


@pytest.mark.parametrize("secret", ["too-short", "é" * 20, "x" * 19 + "\x00"])
def test_a_secret_of_feedback_can_be_typed_and_not_guessed(secret):
    (problem,) = problems(EMAIL_URL="postmark://token@outbound", HEARTH_MAIL_FEEDBACK_SECRET=secret)
    assert "at least 20 characters" in problem


def test_a_provider_is_a_setting_of_its_own(tmp_path):
    code = "from django.conf import settings as s; print(s.EMAIL_BACKEND, s.ANYMAIL['MAILGUN_SENDER_DOMAIN'])"
    given = {"EMAIL_URL": "mailgun+eu://key@mg.example.org", "HEARTH_MAIL_FEEDBACK_SECRET": SECRET}
    said = django("-c", code, HEARTH_HOME=str(tmp_path), SECRET_KEY=SECRET, **given)
    assert said.stdout.split() == ["anymail.backends.mailgun.EmailBackend", "mg.example.org"]


def test_every_problem_is_told_at_once():
    assert len(problems(SECRET_KEY="short", HEARTH_LOG_LEVEL="LOUD", HEARTH_MINIMUM_AGE="old")) == 3


def test_a_demo_can_be_reached_and_any_other_site_says_how_itself(tmp_path):
    given = {"SECRET_KEY": "x" * 50, "HEARTH_HOME": str(tmp_path)}
    assert load(given).contact == ""
    assert load(given | {"HEARTH_DEMO": "1"}).contact == "hello@hearth.example"
    assert load(given | {"HEARTH_DEMO": "1", "HEARTH_CONTACT": "care@example.org"}).contact == "care@example.org"


def test_a_demo_takes_answers_to_the_mail_it_keeps_and_none_to_mail_it_sends(tmp_path):
    given = {"SECRET_KEY": "x" * 50, "HEARTH_HOME": str(tmp_path)}
    assert load(given).reply_domain == ""
    assert load(given | {"HEARTH_DEMO": "1"}).reply_domain == "reply.hearth.example"
    assert load(given | {"HEARTH_DEMO": "1", "EMAIL_URL": "smtp://mail.example.org:25"}).reply_domain == ""


def test_a_demo_stays_on_loopback():
    assert "loopback only" in problems(HEARTH_DEMO="1", HEARTH_BIND="0.0.0.0")[0]
    assert "IP address" in problems(HEARTH_BIND="localhost")[0]


def test_the_environment_wins_over_the_file(tmp_path):
    (tmp_path / ".env").write_text(f"SECRET_KEY={SECRET}\nHEARTH_SITE_NAME=From the file\nPORT=9000\n")
    config = load({"HEARTH_HOME": str(tmp_path), "HEARTH_SITE_NAME": "From outside", "PORT": ""})
    assert (config.site_name, config.port) == ("From outside", 9000)


def test_a_home_may_have_any_name(tmp_path):
    home = tmp_path / "a home + 50 %"
    home.mkdir()
    code = "from django.conf import settings as s; print(s.DATABASES['default']['NAME'], s.EMAIL_FILE_PATH, sep='\\n')"
    said = django("-c", code, HEARTH_HOME=str(home), SECRET_KEY=SECRET, HEARTH_DEMO="1")
    assert said.stdout.splitlines() == [str(home / "hearth.sqlite3"), str(home / "mail")]


def test_a_start_that_cannot_be_is_told_in_lines_not_in_a_traceback(tmp_path):
    said = django("-m", "django", "check", HEARTH_HOME=str(tmp_path), PORT="eighty")
    assert said.returncode == 2
    assert said.stderr.splitlines()[0] == "Hearth cannot start:"
    assert [line[:2] for line in said.stderr.splitlines()[1:3]] == ["- ", "- "]
    assert "Traceback" not in said.stderr


def test_a_site_behind_tls_passes_djangos_own_check(tmp_path):
    said = django(
        *("-m", "django", "check", "--deploy", "--fail-level", "WARNING"),
        HEARTH_HOME=str(tmp_path),
        HEARTH_SITE_URL="https://hearth.example.org",
        HEARTH_TRUSTED_PROXIES="1",
        SECRET_KEY="".join(chr(33 + n) for n in range(60)),
    )
    assert (said.returncode, said.stderr) == (0, "")


def test_the_handbook_tells_the_settings_as_they_are(tmp_path):
    said = django("-m", "django", "settings_table", "--check", HEARTH_HOME=str(tmp_path), SECRET_KEY=SECRET)
    assert (said.returncode, said.stderr) == (0, "")


def test_an_old_handbook_is_found_out(tmp_path):
    old = tmp_path / "operations.md"
    old.write_text((TOP / "docs" / "operations.md").read_text().replace("| `PORT` |", "| `PORTAL` |"))
    arguments = ("-m", "django", "settings_table", "--file", str(old))
    environment = {"HEARTH_HOME": str(tmp_path), "SECRET_KEY": SECRET}
    assert django(*arguments, "--check", **environment).returncode == 1
    assert django(*arguments, **environment).returncode == 0
    assert old.read_text() == (TOP / "docs" / "operations.md").read_text()


def django(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    given = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "hearth.settings", "PYTHONPATH": str(TOP)}
    return subprocess.run([sys.executable, *arguments], env=given | environment, capture_output=True, text=True)
