"""Where a person's own download stands. For the person themself only."""

from pathlib import Path
from typing import BinaryIO, NamedTuple

from django.conf import settings
from django.http import Http404
from django.utils import timezone

from hearth.members.models import Account, DataExport


class Download(NamedTuple):
    """A file to send: its name says nothing of whose it is."""

    file: BinaryIO
    name: str


def folder() -> Path:
    """Return where downloads wait for three days; only the site itself may look inside."""
    return Path(settings.CONFIG.home) / "exports"


def path_of(export: DataExport) -> Path:
    """Return the file of `export`, whether or not it is there."""
    return folder() / f"{export.public_id}.zip"


def get_export(account: Account) -> DataExport | None:
    """Return what `account` asked for last, unless that is over."""
    export = DataExport.objects.filter(account=account).first()
    return None if export and export.ready_at and not export.is_open else export


def open_download(account: Account, public_id: str) -> Download:
    """Open the file of the export `public_id` of `account`.

    Raises Http404 for one that is over, is not made yet or is somebody else's: each looks like one that never was.
    """
    export = DataExport.objects.filter(account=account, public_id=public_id, expires_at__gt=timezone.now()).first()
    if export is None or export.ready_at is None:
        raise Http404
    try:
        file = path_of(export).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return Download(file, f"my-data-{timezone.localtime(export.ready_at):%Y-%m-%d}.zip")
