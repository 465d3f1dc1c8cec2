"""The address of a new database holds a password: it is on no command line and in no answer."""

import io
import sys

import pytest
from django.core.management import CommandError, call_command

from hearth.core.management.commands.move_database import VARIABLE, read_address, without_password

ADDRESS = "postgres://hearth:pass@word@db.example.org:5432/hearth"


def test_the_address_comes_from_the_environment_or_else_from_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{ADDRESS}\n"))
    monkeypatch.setenv(VARIABLE, "postgresql://other@/hearth")
    assert read_address() == "postgresql://other@/hearth"
    monkeypatch.delenv(VARIABLE)
    assert read_address() == ADDRESS


@pytest.mark.parametrize("given", ["", "\n", "db.example.org\n"])
def test_without_an_address_it_says_where_to_put_it(monkeypatch, given):
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(sys, "stdin", io.StringIO(given))
    with pytest.raises(CommandError, match=VARIABLE):
        call_command("move_database")


def test_an_address_as_an_argument_is_refused():
    with pytest.raises(CommandError, match="unrecognized"):
        call_command("move_database", ADDRESS)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (ADDRESS, "postgres://hearth:PASSWORD@db.example.org:5432/hearth"),
        ("postgres://hearth@db.example.org/hearth", "postgres://hearth@db.example.org/hearth"),
        ("postgres://hearth@/x?host=/run&password=secret&a=b", "postgres://hearth@/x?host=/run&password=PASSWORD&a=b"),
        ("sqlite:////srv/hearth/new.sqlite3", "sqlite:////srv/hearth/new.sqlite3"),
    ],
)
def test_what_is_shown_holds_no_password(url, shown):
    assert without_password(url) == shown
