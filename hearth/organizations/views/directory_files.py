"""The directory for machines and spreadsheets: facts of organisations, with whose list says so and its licence."""

import csv
import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from hearth.core import mail
from hearth.core.outer_cache import kept_for_visitors
from hearth.core.pace import keeps_pace
from hearth.core.spreadsheets import harmless
from hearth.core.views.errors import too_many
from hearth.organizations.queries.directory import list_sources
from hearth.organizations.queries.opening import (
    OF_ENTRY,
    OF_ORGANIZATION,
    changed_at,
    entry_facts,
    open_rows,
    organization_facts,
    source_facts,
    state_of_directory,
)

BOM: Final = "\ufeff"
"""For spreadsheet programs, which take a file for Latin-1 without it."""


@kept_for_visitors
def show(request: HttpRequest) -> HttpResponse:
    """What there is to download, from which lists, under which licences."""
    crumbs = [(_("Network"), reverse("front:network")), (_("Directory"), reverse("organizations:directory"))]
    context = {"sources": list_sources(), "changed_at": changed_at(), "crumbs": crumbs}
    return render(request, "organizations/open_data.html", context)


def as_csv(request: HttpRequest) -> HttpResponseBase:
    """One line for each organisation, or for each list that it is on (RFC 4180)."""
    return _download(request, "csv", "text/csv; charset=utf-8; header=present", _csv)


def as_json(request: HttpRequest) -> HttpResponseBase:
    """The lists with their licences, then each organisation with what lists say of it (RFC 8259)."""
    return _download(request, "json", "application/json", _json)


def _download(request: HttpRequest, ending: str, kind: str, parts: Callable[[], Iterator[str]]) -> HttpResponseBase:
    """Answer with a file made while it is sent, or that it is as the reader has it (RFC 9110, 13.1.2)."""
    etag = f'W/"{hashlib.sha256(state_of_directory().encode()).hexdigest()[:32]}-{ending}"'
    if (same := get_conditional_response(request, etag=etag)) is not None:
        return same
    if request.method == "GET" and not keeps_pace(request, "open_data"):
        return too_many(request)
    name = f"organizations-{timezone.localdate():%Y-%m-%d}.{ending}"
    headers = {
        "Content-Type": kind,
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-cache",
        "ETag": etag,
        "Link": f'<{mail.absolute(reverse("organizations:open-data"))}>; rel="license"',
        "X-Robots-Tag": "noindex",
    }
    return StreamingHttpResponse(parts() if request.method == "GET" else [], headers=headers)


def _csv() -> Iterator[str]:
    lines = _Lines()
    table = csv.writer(lines)
    table.writerow([*OF_ORGANIZATION, *(name if name == "list" else f"list_{name}" for name in OF_ENTRY)])
    yield BOM + lines.take()
    for batch in open_rows():
        for row in batch:
            facts = organization_facts(row)
            mine = [facts[name] for name in OF_ORGANIZATION[:-1]] + [" ".join(facts["channels"])]
            for entry in [entry_facts(each) for each in row.entries.all()] or [dict.fromkeys(OF_ENTRY, "")]:
                more = json.dumps(entry["more"], ensure_ascii=False) if entry["more"] else ""
                said = [*mine, *(entry[name] for name in OF_ENTRY[:-1]), more]
                table.writerow([harmless(cell) for cell in said])
        yield lines.take()


def _json() -> Iterator[str]:
    said = {"title": _("Directory of health organisations"), "made_at": f"{timezone.now():%Y-%m-%dT%H:%M:%SZ}"}
    said["licence"] = mail.absolute(reverse("organizations:open-data"))
    lists = [source_facts(each) for each in list_sources()]
    yield f'{json.dumps(said, ensure_ascii=False)[:-1]}, {_pair("lists", lists)}, "organizations": ['
    before = "\n"
    for batch in open_rows():
        rows = [
            organization_facts(row) | {"entries": [entry_facts(each) for each in row.entries.all()]} for row in batch
        ]
        yield before + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        before = ",\n"
    yield "\n]}\n"


def _pair(name: str, value: Any) -> str:
    return f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"


class _Lines:
    """Where the writer of a table puts its lines, until they are sent."""

    def __init__(self) -> None:
        self._waiting: list[str] = []

    def write(self, line: str) -> None:
        """Keep a line."""
        self._waiting.append(line)

    def take(self) -> str:
        """Return the lines since last time."""
        taken, self._waiting = "".join(self._waiting), []
        return taken
