"""A backup taken while others write, brought back elsewhere, is the site as it was at one moment."""

import hashlib
import json
import os
import sqlite3
import stat
import subprocess
import sys
import tarfile
import time
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from hearth.config import load
from hearth.core import archives
from hearth.core.locks import lock_home
from hearth.core.restore import RestoreError, restore
from hearth.core.snapshots import SnapshotError, open_database
from tests.servers import has_postgres, private_postgres

SECRET = "s" * 50
DEADLINE_SECONDS = 30
TABLES = """
CREATE TABLE heading (id integer PRIMARY KEY, replies integer NOT NULL);
CREATE TABLE reply (id integer PRIMARY KEY, heading_id integer NOT NULL, body text NOT NULL);
INSERT INTO heading VALUES (1, 0);
"""
# Each transaction adds a reply and counts it: in any consistent copy the count is the number of replies.
WRITE = """
import sqlite3, sys
import psycopg
url, count = sys.argv[1], 0
here = sqlite3.connect(url[len("sqlite:///"):], timeout=20) if url.startswith("sqlite") else psycopg.connect(url)
while True:
    here.execute("INSERT INTO reply SELECT replies + 1, 1, 'words and words' FROM heading")
    here.execute("UPDATE heading SET replies = replies + 1")
    here.commit()
    count += 1
    if count == 20:
        print("writing", flush=True)
"""


@pytest.fixture(scope="module")
def postgres():
    if not has_postgres():
        pytest.skip("PostgreSQL's programs are not here (apt install postgresql)")
    with private_postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request, tmp_path):
    """A home with media, mail, secrets and a database; gives the home and the database's address."""
    home = tmp_path / "home"
    for folder in ("media/2026", "mail/new", "mail/tmp"):
        (home / folder).mkdir(parents=True)
    (home / ".env").write_text(f"SECRET_KEY={SECRET}\n")
    (home / "media" / "2026" / "a b.bin").write_bytes(os.urandom(100_000))
    (home / "mail" / "new" / "1.host").write_text("Subject: x\n\nwords")
    (home / "static").mkdir()
    (home / "static" / "built.css").write_text("not kept")
    if request.param == "sqlite":
        url = f"sqlite:///{home}/hearth.sqlite3"
        with closing(sqlite3.connect(home / "hearth.sqlite3")) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.executescript(TABLES)
    else:
        url = fresh_database(request.getfixturevalue("postgres"), "source")
        with psycopg.connect(url) as connection:
            connection.execute(TABLES)
    return home, url


def fresh_database(server: str, name: str) -> str:
    """Make an empty database `name` in the private server; return its address."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    return server.replace("/hearth?", f"/{name}?")


@contextmanager
def writer(url: str):
    """Keep writing to the database from another process."""
    process = subprocess.Popen([sys.executable, "-c", WRITE, url], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline() == "writing\n"
        yield
        assert process.poll() is None, "the writer fell"
    finally:
        process.kill()
        process.communicate()


def rows(url: str) -> tuple[int, int]:
    """The count kept in `heading` and the number of replies there are."""
    query = "SELECT (SELECT replies FROM heading), (SELECT count(*) FROM reply)"
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            return connection.execute(query).fetchone()
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchone()


def test_a_backup_under_writes_comes_back_whole(site, request, tmp_path, monkeypatch):
    home, url = site
    archive, fresh = tmp_path / "a.tar.gz", tmp_path / "fresh"
    with writer(url):
        before = rows(url)[1]
        manifest = archives.write(archive, home=home, database=open_database(url))
        deadline = time.monotonic() + DEADLINE_SECONDS
        while rows(url)[1] <= manifest.rows["reply"]:
            assert time.monotonic() < deadline, "nothing was written during the backup"
    assert before <= manifest.rows["reply"] < rows(url)[1]
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600

    target = f"sqlite:///{fresh}/hearth.sqlite3"
    if url.startswith("postgres"):
        target = fresh_database(request.getfixturevalue("postgres"), "target")
    monkeypatch.setenv("DATABASE_URL", target)
    monkeypatch.delenv("SECRET_KEY", raising=False)
    restore(archive, home=fresh)

    counted, there = rows(target)
    assert counted == there == manifest.rows["reply"]
    kept = {path.relative_to(home) for path in archives.kept_files(home)}
    assert {path.relative_to(fresh) for path in archives.kept_files(fresh)} == kept
    for path in kept:
        assert (fresh / path).read_bytes() == (home / path).read_bytes()
    assert stat.S_IMODE((fresh / ".env").stat().st_mode) == 0o600
    assert not (fresh / "static").exists()


@pytest.fixture
def archive(tmp_path):
    """An archive of a small SQLite site."""
    home = tmp_path / "home"
    (home / "media").mkdir(parents=True)
    (home / ".env").write_text(f"SECRET_KEY={SECRET}\n")
    (home / "media" / "picture").write_bytes(b"picture")
    with closing(sqlite3.connect(home / "hearth.sqlite3")) as connection:
        connection.executescript(TABLES)
    path = tmp_path / "archive.tar.gz"
    archives.write(path, home=home, database=open_database(f"sqlite:///{home}/hearth.sqlite3"))
    return path


@pytest.fixture(autouse=True)
def no_settings_of_this_run(monkeypatch):
    for name in ("DATABASE_URL", "SECRET_KEY", "HEARTH_DEMO"):
        monkeypatch.delenv(name, raising=False)


def rewrite(archive: Path, change):
    """Pack the archive anew, with `change(name, content)` in place of each content; None leaves it out."""
    with tarfile.open(archive) as tar:
        files = {member.name: tar.extractfile(member).read() for member in tar}
    folder = archive.parent / "rewritten"
    with tarfile.open(archive, "w:gz") as tar:
        for name, content in files.items():
            content = change(name, content)
            if content is not None:
                folder.mkdir(exist_ok=True)
                (folder / "file").write_bytes(content)
                tar.add(folder / "file", arcname=name)


def test_a_home_with_data_is_not_replaced_unless_forced(archive, tmp_path):
    home = tmp_path / "other"
    (home / "media").mkdir(parents=True)
    (home / "media" / "mine").write_text("mine")
    with pytest.raises(RestoreError, match="--force"):
        restore(archive, home=home)
    assert (home / "media" / "mine").read_text() == "mine"
    restore(archive, home=home, force=True)
    assert (home / "media" / "picture").read_bytes() == b"picture"
    (aside,) = home.glob("before-restore-*")
    assert (aside / "media" / "mine").read_text() == "mine"


def test_a_database_with_data_is_not_replaced_unless_forced(archive, tmp_path):
    home = tmp_path / "other"
    home.mkdir()
    (home / "hearth.sqlite3").write_bytes(b"mine")
    with pytest.raises(RestoreError, match="--force"):
        restore(archive, home=home)
    assert (home / "hearth.sqlite3").read_bytes() == b"mine"
    restore(archive, home=home, force=True)
    assert rows(f"sqlite:///{home}/hearth.sqlite3") == (0, 0)


def test_a_running_site_is_not_replaced(archive, tmp_path):
    home = tmp_path / "other"
    home.mkdir()
    held = lock_home(home)
    with pytest.raises(RestoreError, match="Stop it first"):
        restore(archive, home=home, force=True)
    os.close(held)
    restore(archive, home=home)


def with_manifest(**changes):
    """Return a change for `rewrite` that puts `changes` into the manifest."""
    return lambda name, content: (
        json.dumps(json.loads(content) | changes).encode() if name == "manifest.json" else content
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda name, content: b"other" if name == "home/media/picture" else content,
        lambda name, content: None if name == "home/media/picture" else content,
        lambda name, content: None if name == "manifest.json" else content,
        lambda name, content: b"{}" if name == "manifest.json" else content,
        lambda name, content: b"[" * 100_000 if name == "manifest.json" else content,
        lambda name, content: None if name == "database" else content,
        with_manifest(hashes=None),
        with_manifest(hashes=[]),
        with_manifest(rows=None),
        with_manifest(rows={"reply": "many"}),
        with_manifest(engine=None),
        with_manifest(more=1),
    ],
    ids=[
        *("changed", "missing", "no manifest", "empty manifest", "deep manifest", "no database"),
        *("no hashes", "hashes in a list", "no rows", "odd rows", "no engine", "more"),
    ],
)
def test_a_damaged_archive_is_refused(archive, tmp_path, change):
    rewrite(archive, change)
    with pytest.raises(archives.ArchiveError) as refused:
        restore(archive, home=tmp_path / "other")
    assert str(refused.value).count("\n") == 0
    assert not (tmp_path / "other" / "media").exists()


@pytest.mark.parametrize(
    "name",
    ["./manifest.json", "manifest.json/", "home/static/x.css", "home/media", "home/.env/x", "home//media/x", "x"],
)
def test_an_archive_holds_only_what_a_backup_writes(archive, tmp_path, name):
    (tmp_path / "file").write_text("{}")
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(tmp_path / "file", arcname=name)
    with pytest.raises(archives.ArchiveError):
        restore(archive, home=tmp_path / "other")


def with_file(archive, name, content):
    """Put `content` in place of the file `name` of the archive, and let its manifest say so."""

    def change(other, before):
        if other == name:
            return content
        if other == "manifest.json":
            told = json.loads(before)
            told["hashes"][name] = hashlib.sha256(content).hexdigest()
            return json.dumps(told).encode()
        return before

    rewrite(archive, change)


def settings_of(archive, text):
    """Let the archive's `.env` say `text` beside its secret."""
    with_file(archive, "home/.env", f"SECRET_KEY={SECRET}\n{text}\n".encode())


@pytest.mark.parametrize("line", ["{}", "export {}", "HEARTH_SITE_NAME=a\u2028{}"])
def test_an_archive_does_not_choose_where_its_database_goes(archive, tmp_path, line):
    there = tmp_path / "keys" / "authorized_keys"
    there.parent.mkdir()
    there.write_text("mine")
    settings_of(archive, line.format(f"DATABASE_URL=sqlite:///{there}"))
    home = tmp_path / "other"
    restore(archive, home=home, force=True)
    assert there.read_text() == "mine"
    assert rows(f"sqlite:///{home}/hearth.sqlite3") == (0, 0)
    assert load({"HEARTH_HOME": str(home)}).database_url == f"sqlite:///{home}/hearth.sqlite3"


def test_an_archive_that_is_trusted_does(archive, tmp_path):
    settings_of(archive, f"DATABASE_URL=sqlite:///{tmp_path}/elsewhere.sqlite3")
    restore(archive, home=tmp_path / "other", its_database=True)
    assert rows(f"sqlite:///{tmp_path}/elsewhere.sqlite3") == (0, 0)


def test_a_server_that_only_the_archive_names_is_left_alone(archive, tmp_path):
    settings_of(archive, "DATABASE_URL=postgres://hearth@db.example.org/hearth")
    with pytest.raises(RestoreError, match=r"hearth at db\.example\.org.*--its-database"):
        restore(archive, home=tmp_path / "other", force=True)


def test_settings_that_cannot_be_read_are_told_in_one_line(archive, tmp_path):
    with_file(archive, "home/.env", b"SECRET_KEY=\xff\xfe\n")
    with pytest.raises(RestoreError, match=r"\.env cannot be read"):
        restore(archive, home=tmp_path / "other")


@pytest.mark.parametrize("content", [b"ssh-ed25519 AAAA", b"SQLite format 3\0" + b"x" * 5000])
def test_what_is_no_database_replaces_nothing(archive, tmp_path, content):
    with_file(archive, "database", content)
    home = tmp_path / "other"
    home.mkdir()
    (home / "hearth.sqlite3").write_bytes(b"mine")
    with pytest.raises(SnapshotError):
        restore(archive, home=home, force=True)
    assert (home / "hearth.sqlite3").read_bytes() == b"mine"


def test_a_cut_archive_is_refused(archive, tmp_path):
    archive.write_bytes(archive.read_bytes()[:-200])
    with pytest.raises(archives.ArchiveError):
        restore(archive, home=tmp_path / "other")


def test_an_archive_cannot_write_elsewhere(archive, tmp_path):
    with tarfile.open(archive, "w:gz") as tar:
        (tmp_path / "evil").write_text("evil")
        tar.add(tmp_path / "evil", arcname="home/../../../escaped")
    with pytest.raises(archives.ArchiveError, match="no plain file"):
        restore(archive, home=tmp_path / "deep" / "other")
    assert not list(tmp_path.rglob("escaped"))


def test_too_few_rows_are_found_out(archive, tmp_path):
    def claim_more(name, content):
        if name != "manifest.json":
            return content
        told = json.loads(content)
        told["rows"]["reply"] += 1
        return json.dumps(told).encode()

    rewrite(archive, claim_more)
    with pytest.raises(RestoreError, match="reply"):
        restore(archive, home=tmp_path / "other")


def test_a_database_of_another_kind_is_refused(archive, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://hearth@localhost/hearth")
    with pytest.raises(RestoreError, match="PostgreSQL database hearth"):
        restore(archive, home=tmp_path / "other")


def test_a_backup_of_nothing_leaves_no_file(tmp_path):
    with pytest.raises(SnapshotError, match="no database"):
        archives.write(tmp_path / "a.tar.gz", home=tmp_path, database=open_database(f"sqlite:///{tmp_path}/none"))
    assert list(tmp_path.iterdir()) == []
