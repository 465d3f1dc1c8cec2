"""The papers that clinicians show us: in a folder that no address leads to, until the decision, and no longer.

The folder is `HEARTH_HOME/private/evidence`: outside media, and in no backup, so that what is deleted is gone.
"""

import contextlib
import os
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings

MAX_BYTES: Final = 10 * 1024 * 1024
KINDS: Final = {  # extension: how such a file begins, and what a browser is told it is
    "pdf": (b"%PDF-", "application/pdf"),
    "jpg": (b"\xff\xd8\xff", "image/jpeg"),
    "png": (b"\x89PNG\r\n\x1a\n", "image/png"),
}


def kind_of(content: bytes) -> str:
    """Return `pdf`, `jpg` or `png` by how `content` begins, whatever its name says; empty for anything else."""
    return next((kind for kind, (start, _type) in KINDS.items() if content.startswith(start)), "")


def keep(key: str, content: bytes) -> None:
    """Keep `content` under `key` where only the site's own user may read it."""
    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(_path(key), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)


def read(key: str) -> bytes | None:
    """Return what is kept under `key`, or None when there is nothing."""
    try:
        return _path(key).read_bytes()
    except FileNotFoundError:
        return None


def erase(key: str) -> None:
    """Erase what is kept under `key`. Harmless when there is nothing."""
    with contextlib.suppress(FileNotFoundError):
        _path(key).unlink()


def erase_others(keys: Collection[str], *, older_than: datetime) -> int:
    """Erase every file but those under `keys` that was written before `older_than`; return how many."""
    files = _folder().iterdir() if _folder().exists() else iter(())
    lost = [path for path in files if path.name not in keys and path.stat().st_mtime < older_than.timestamp()]
    for path in lost:
        path.unlink(missing_ok=True)
    return len(lost)


def _folder() -> Path:
    return Path(settings.CONFIG.home) / "private" / "evidence"


def _path(key: str) -> Path:
    return _folder() / key
