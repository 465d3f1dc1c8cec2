"""A copy of everything we keep about a person: asked for, made, mailed, and gone after three days."""

import json
import os
import re
import zipfile
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hearth.core import mail
from hearth.core.leases import State
from hearth.core.work import Unwanted, owe
from hearth.members import faces
from hearth.members.models import Account, DataExport
from hearth.members.ports import Fact, Section, Value, parts
from hearth.members.queries.exports import folder, path_of

LIFETIME: Final = timedelta(days=3)


@transaction.atomic
def ask_for_export(account: Account, *, language: str) -> DataExport:
    """Promise `account` a copy, in `language`, of everything we keep about the person; one that is asked for counts.

    One that was made before, or could not be made, gives way to the new one.
    """
    export = DataExport.objects.select_for_update().filter(account=account).first()
    if export and export.state == State.WAITING:
        return export
    if export:
        discard(export)
    try:
        with transaction.atomic():
            export = DataExport.objects.create(account=account, language=language)
    except IntegrityError:  # the same person was faster in another window
        return DataExport.objects.get(account=account)
    owe([export])
    return export


def make_export(export: DataExport) -> None:
    """Write the file of `export` and mail its person the way to it; doing so again mails nobody twice.

    Raises Unwanted when the account was closed in the meantime.
    """
    if export.account.closed_at is not None:
        raise Unwanted
    if export.ready_at is not None:
        return
    with translation.override(export.language):
        sections = [section for part in parts() for section in part.export(faces.person_behind(export.account))]
        _write(path_of(export), sections)
    try:
        _announce(export)
    except DatabaseError:  # the row is gone: its person left while the file was being written
        path_of(export).unlink(missing_ok=True)
        raise


def discard(export: DataExport) -> None:
    """Erase `export`, the file before the row, so that no file is ever left without one that knows of it."""
    path_of(export).unlink(missing_ok=True)
    export.delete()


def erase_expired_exports() -> int:
    """Erase the downloads whose three days are over, and files that a killed worker left; return how many rows."""
    expired = list(DataExport.objects.filter(expires_at__lte=timezone.now()))
    for export in expired:
        discard(export)
    known = {path_of(export) for export in DataExport.objects.all()}
    for path in folder().glob("*"):
        with suppress(FileNotFoundError):
            if path.with_suffix(".zip") not in known and _is_old(path):
                path.unlink()
    return len(expired)


def _is_old(path: Path) -> bool:
    # What is being written this moment may belong to a row that was not there when the rows were read.
    return path.stat().st_mtime < (timezone.now() - timedelta(hours=1)).timestamp()


@transaction.atomic
def _announce(export: DataExport) -> None:
    export.ready_at = timezone.now()
    export.expires_at = export.ready_at + LIFETIME
    export.save(update_fields=["ready_at", "expires_at"])
    mail.send(
        "members/mail/export_ready.html",
        to=export.account.email,
        language=export.language,
        context={"export": export},
        expires_at=export.expires_at,
    )


def _write(path: Path, sections: list[Section]) -> None:
    """Write the archive beside its place and move it there whole; only the site's own user may read it."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    part = path.with_suffix(".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(file.fileno(), 0o600)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in _files(sections).items():
                archive.writestr(name, content)
    part.replace(path)


def _files(sections: list[Section]) -> dict[str, bytes | str]:
    held = {
        section.key: [{fact.key: _plain(fact.value) for fact in row} for row in section.rows] for section in sections
    }
    made_at = timezone.now()
    kept = {"site": settings.CONFIG.site_url, "made_at": made_at.isoformat(timespec="seconds"), **held}
    context = {
        "site_name": settings.CONFIG.site_name,
        "site_url": settings.CONFIG.site_url,
        "made_at": made_at,
        "sections": [(section, _shown(section), _names(section)) for section in sections],
    }
    files: dict[str, bytes | str] = {
        "index.html": render_to_string("members/export/index.html", context),
        "style.css": render_to_string("members/export/style.css"),
        "data.json": json.dumps(kept, ensure_ascii=False, indent=2) + "\n",
    }
    for section in sections:
        files |= dict(zip(_names(section), section.files.values(), strict=True))
    return files


def _names(section: Section) -> list[str]:
    """Return where the files of `section` stand in the archive: letters, digits, dots, and no way out of the folder."""
    safe = (re.sub(r"[^A-Za-z0-9.-]+", "-", Path(name).name).strip(".-")[-80:] for name in section.files)
    return [f"files/{section.key}/{number}-{name}" for number, name in enumerate(safe, start=1)]


def _shown(section: Section) -> list[list[tuple[str, str]]]:
    return [[(fact.label, _readable(fact)) for fact in row if fact.value not in (None, "", [])] for row in section.rows]


def _plain(value: Value) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _readable(fact: Fact) -> str:
    value = fact.value
    if fact.shown:
        return fact.shown
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, str | int):
        return str(value)
    return translation.pgettext("between the items of a list", ", ").join(value or [])
