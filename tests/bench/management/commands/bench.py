"""Fill the database of this home and measure what pages cost. `bin/bench` gives it a home to fill."""

import json
import os
from argparse import ArgumentParser
from dataclasses import asdict
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hearth.members import faces
from hearth.members.models import Member
from hearth.organizations.models import DirectorySource
from tests.bench.cases import Case, cases
from tests.bench.fill import Size, fill, say
from tests.bench.imports import measure_imports
from tests.bench.server import Server, measure, serving

BEFORE = ("migrate", "createcachetable", "collectstatic")
CSRF = "b" * 32
PAST_CACHE = {"If-None-Match": '"none of ours"'}  # such a request goes to Django, and what it is told is not kept


class Command(BaseCommand):
    help = (
        "Fill the database and measure what pages cost. --postgres: on a PostgreSQL of its own, not on SQLite. "
        "--home DIR: keep what is filled there, and use it again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scale", type=float, default=1.0, help="1 is 2,000 members and 100,000 replies")
        parser.add_argument("--organizations", type=int, help="in the directory; 5,400 at scale 1 unless told")
        parser.add_argument("--imports", type=int, help="measure no pages, but reading lists: one of so many rows")
        parser.add_argument("--seconds", type=float, default=3.0, help="for each case, with one client and with eight")
        parser.add_argument("--cases", default="", help="only those whose names begin so, parted by commas")
        parser.add_argument("--out", default="", help="write the figures to this file too, as JSON")

    def handle(self, *, imports: int | None, out: str, **options: Any) -> None:
        for command in BEFORE:
            call_command(command, verbosity=0, **({"interactive": False} if command == "collectstatic" else {}))
        results = self.imports(imports) if imports else self.pages(**options)
        if out:
            Path(out).write_text(json.dumps(results, indent=1) + "\n")

    def imports(self, rows: int) -> list[dict[str, Any]]:
        """Measure what reading a list costs."""
        if DirectorySource.objects.exists():
            raise CommandError("A list was read in this home before. Name another one.")
        results = []
        for result in measure_imports(rows, Path(settings.CONFIG.home)):
            results.append(result)
            self.tell(result)
        return results

    def pages(self, *, scale: float, organizations: int | None, seconds: float, **options: Any) -> list[dict[str, Any]]:
        """Measure what pages cost."""
        beginnings = tuple(options["cases"].split(","))
        _fill_once(scale, organizations)
        viewer, wanted = cases()
        session = Client()
        session.force_login(faces.account_of(viewer))
        cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in session.cookies.items())
        results: list[dict[str, Any]] = []
        with serving(dict(os.environ)) as server:
            for case in (each for each in wanted if each.name.startswith(beginnings)):
                results.append(_measure(server, case, f"{cookie}; hearth_csrf={CSRF}", seconds))
                results[-1]["queries"] = _queries(case, viewer)
                self.tell(results[-1])
            results.append({"name": "memory", "megabytes": server.memory_mb()})
            self.stdout.write(f"memory {results[-1]['megabytes']} MB")
        return results

    def tell(self, result: dict[str, Any]) -> None:
        """Say one result."""
        self.stdout.write("  ".join(f"{name} {value}" for name, value in result.items()))
        self.stdout.flush()


def _fill_once(scale: float, organizations: int | None) -> None:
    """Fill the database, unless it is filled already; raises CommandError where that was at another scale.

    How many organisations a kept home has was settled when it was filled.
    """
    note = Path(settings.CONFIG.home, f"filled-{connection.vendor}")
    if not note.exists():
        fill(Size.of(scale, organizations))
        note.write_text(f"{scale}\n")
    elif (filled := float(note.read_text())) != scale:
        raise CommandError(f"This home is filled at --scale {filled:g}. Say so, or name another one.")


def _measure(server: Server, case: Case, cookie: str, seconds: float) -> dict[str, Any]:
    """Return the figures of `case`, and of a bare page of the same size asked for with the same cookies."""
    host = f"localhost:{server.port}"
    headers = {"Host": host, "Accept-Encoding": "gzip", "Accept-Language": "en"}
    headers |= {"Cookie": cookie} if case.signed_in else {}
    headers |= PAST_CACHE if case.past_cache else {}
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{host}"}

    def sent(number: int) -> str:
        return urlencode(case.form(number) | {"csrfmiddlewaretoken": CSRF}) if case.form else ""

    whole, line = headers | {"Accept-Encoding": "identity"}, server.connection()
    if case.form and not case.shows:
        _status, page = server.ask(line, case.path, whole | kind, sent(0))
    else:
        _status, page = server.ask(line, case.shows or case.path, whole)

    def bare(line: HTTPConnection, number: int) -> int:
        return _asked(server.ask(line, f"/bare/{len(page)}/", headers), 200)

    def get(line: HTTPConnection, number: int) -> int:
        return _asked(server.ask(line, case.path, headers), 200)

    def post(line: HTTPConnection, number: int) -> int:
        return _asked(server.ask(line, case.path, headers | kind, sent(number)), 302 if case.shows else 200)

    say(f"{case.name} … ")
    base = measure(server, bare, seconds=seconds)
    cost = measure(server, post if case.form else get, seconds=seconds)
    say("\n")
    ratio = round(cost.cpu_ms / base.cpu_ms, 2)
    return {"name": case.name, "ratio_to_bare": ratio, "bare_cpu_ms": base.cpu_ms} | asdict(cost)


def _asked(answer: tuple[int, bytes], wanted: int) -> int:
    status, body = answer
    if status != wanted:
        raise RuntimeError(f"answered {status} instead of {wanted}: {body[:500]!r}")
    return len(body)


def _queries(case: Case, viewer: Member) -> int:
    """Return how many queries one request makes, once everything is warm."""
    client = Client(headers={"host": "localhost"})
    if case.signed_in:
        client.force_login(faces.account_of(viewer))
    for number in (10**6, 10**6 + 1):
        with CaptureQueriesContext(connection) as queries:
            ours = {"origin": "http://localhost"}
            client.post(case.path, case.form(number), headers=ours) if case.form else client.get(case.path)
    return len(queries)
