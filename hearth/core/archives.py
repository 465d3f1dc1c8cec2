"""The archive that bin/backup writes and bin/restore reads: database, media, mail, secrets, and a manifest.

A gzipped tar of `database`, `home/…` and, last, `manifest.json`: what every file hashes to and how many rows every
table holds. It carries the secrets of `.env`, so only its owner may read it.
"""

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO

from hearth.core.snapshots import Database

FORMAT = 1
KEPT = (".env", "media", "mail")
IN_MEMORY_BYTES = 8 * 1024 * 1024


class ArchiveError(Exception):
    """The archive is damaged or not one of ours; the message says what is wrong in one sentence."""


@dataclass
class Manifest:
    """What an archive holds: rows by table, SHA-256 by path inside the archive."""

    engine: str
    made_at: str
    rows: dict[str, int]
    hashes: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def check(self) -> None:
        """Raise TypeError when what was read from outside is not of the kinds declared here."""
        tables = isinstance(self.rows, dict) and all(isinstance(count, int) for count in self.rows.values())
        files = isinstance(self.hashes, dict) and all(isinstance(digest, str) for digest in self.hashes.values())
        if not (tables and files and isinstance(self.engine, str)):
            raise TypeError("not a manifest of ours")


def write(target: Path, *, home: Path, database: Database) -> Manifest:
    """Write an archive of `home` and `database` to `target` while the site runs.

    The database is copied first: whatever file a row of the copy names was there before it. Raises SnapshotError when
    the database cannot be copied, OSError when `target` cannot be written; neither leaves a file behind.
    """
    part = target.with_name(target.name + ".part")
    with tempfile.TemporaryDirectory(prefix="hearth-backup-") as folder:
        copy = Path(folder) / "database"
        manifest = Manifest(
            engine=database.engine, made_at=datetime.now(UTC).isoformat(timespec="seconds"), rows=database.copy(copy)
        )
        try:
            with (
                os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file,
                tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar,
            ):
                os.fchmod(file.fileno(), 0o600)
                _add(tar, "database", copy, manifest)
                for path in kept_files(home):
                    _add(tar, f"home/{path.relative_to(home).as_posix()}", path, manifest)
                text = json.dumps(asdict(manifest), indent=1).encode()
                _add_bytes(tar, "manifest.json", BytesIO(text), len(text))
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    return manifest


def kept_files(home: Path) -> Iterator[Path]:
    """Yield every regular file of `home` that belongs in an archive."""
    for name in KEPT:
        top = home / name
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield path


def read(source: Path, folder: Path) -> Manifest:
    """Unpack the archive `source` into the empty `folder`; return its manifest.

    Raises ArchiveError when it is no archive, holds names that lead elsewhere, or a file is missing, added or changed.
    """
    try:
        with tarfile.open(source, mode="r|gz") as tar:
            found = {member.name: _unpack(tar, member, folder) for member in tar}
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise ArchiveError(f"{source} is not a whole archive: {error}") from error
    if missing := {"manifest.json", "database"} - found.keys():
        raise ArchiveError(f"The archive has no {min(missing)}.")
    manifest = _read_manifest(folder / "manifest.json")
    del found["manifest.json"]
    if found != manifest.hashes:
        names = sorted(name for name in found.keys() | manifest.hashes if found.get(name) != manifest.hashes.get(name))
        raise ArchiveError(f"The archive does not hold what its manifest says: {', '.join(names[:5])}.")
    return manifest


def _read_manifest(path: Path) -> Manifest:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        manifest = Manifest(**told)
        manifest.check()
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise ArchiveError("The archive has no manifest that can be read.") from error
    if manifest.format != FORMAT:
        raise ArchiveError(f"The archive has format {manifest.format}; this version of Hearth reads {FORMAT}.")
    return manifest


def _unpack(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> str:
    content = tar.extractfile(member) if member.isreg() else None
    if content is None or not _is_ours(member.name):
        raise ArchiveError(f"The archive holds {member.name!r}, which is no plain file of ours.")
    target = folder / member.name
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        shutil.copyfileobj(content, file)
    with target.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_ours(name: str) -> bool:
    """Say whether `write` gives this name: nothing that leads elsewhere, nothing beside what it keeps."""
    path = PurePosixPath(name)
    if str(path) != name or ".." in path.parts:
        return False
    top, *inner = path.parts
    return name in {"database", "manifest.json"} or (
        top == "home" and bool(inner) and inner[0] in KEPT and (inner[0] == ".env") == (len(inner) == 1)
    )


def _add(tar: tarfile.TarFile, name: str, path: Path, manifest: Manifest) -> None:
    # A private copy first: a file that grows or goes while it is read would leave a broken archive.
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES) as copy:
        try:
            with path.open("rb") as file:
                shutil.copyfileobj(file, copy)
        except FileNotFoundError:
            return
        size = copy.tell()
        copy.seek(0)
        digest = hashlib.sha256()
        while chunk := copy.read(1 << 20):
            digest.update(chunk)
        copy.seek(0)
        manifest.hashes[name] = digest.hexdigest()
        _add_bytes(tar, name, copy, size)


def _add_bytes(tar: tarfile.TarFile, name: str, content: IO[bytes], size: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    tar.addfile(entry, content)
