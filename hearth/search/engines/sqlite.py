"""SQLite's FTS5, an index over the documents' own columns that triggers keep (https://www.sqlite.org/fts5.html)."""

import time
from typing import Any, Final

from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet

from hearth.search.engines.holding import Holding
from hearth.search.wanted import Clause, Phrase, Wanted

PAGES: Final = 500  # of the index that are merged at a time

CREATE: Final = (
    """CREATE VIRTUAL TABLE search_words USING fts5(title_stems, body_stems, content='search_document',
    content_rowid='id', tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* Co'")""",
    """CREATE TRIGGER search_written AFTER INSERT ON search_document BEGIN
    INSERT INTO search_words(rowid, title_stems, body_stems) VALUES (new.id, new.title_stems, new.body_stems); END""",
    """CREATE TRIGGER search_erased AFTER DELETE ON search_document BEGIN
    INSERT INTO search_words(search_words, rowid, title_stems, body_stems)
    VALUES ('delete', old.id, old.title_stems, old.body_stems); END""",
    """CREATE TRIGGER search_changed AFTER UPDATE OF title_stems, body_stems ON search_document BEGIN
    INSERT INTO search_words(search_words, rowid, title_stems, body_stems)
    VALUES ('delete', old.id, old.title_stems, old.body_stems);
    INSERT INTO search_words(rowid, title_stems, body_stems) VALUES (new.id, new.title_stems, new.body_stems); END""",
)
TRIGGERS: Final = ("search_written", "search_erased", "search_changed")
DROP: Final = (*(f"DROP TRIGGER IF EXISTS {name}" for name in TRIGGERS), "DROP TABLE search_words")


class SqliteEngine(Holding):
    """See `Engine`."""

    keys = "SELECT rowid FROM search_words WHERE search_words MATCH %s ORDER BY rowid DESC LIMIT %s"

    def narrow(self, documents: QuerySet[Any], wanted: Wanted, *, is_common: bool) -> QuerySet[Any]:
        return documents.extra(
            tables=["search_words"],
            where=["search_words.rowid = search_document.id", "search_words MATCH %s"],
            params=[_written(wanted)],
            order_by=["-search_words.rowid"],
        )

    def write(self, clause: Clause) -> str:
        return _any_of(clause)

    def optimize(self, *, seconds: float) -> bool:
        """Merge all segments into one, which drops what was deleted, in steps: nobody waits long for the write lock.

        What was begun and not done is gone on with.
        """
        ends = time.monotonic() + seconds
        has_more = self._merge(-PAGES)
        while has_more and time.monotonic() < ends:
            has_more = self._merge(PAGES)
        return not has_more

    def broken(self) -> bool:
        try:
            with connection.cursor() as cursor:
                # A table that a migration makes anew loses its triggers.
                if not set(TRIGGERS) <= _triggers(cursor):
                    return True
                cursor.execute("INSERT INTO search_words(search_words, rank) VALUES ('integrity-check', 1)")
        except DatabaseError:
            return True
        return False

    def rebuild(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in (*DROP, *CREATE):
                cursor.execute(statement)
            cursor.execute("INSERT INTO search_words(search_words) VALUES ('rebuild')")

    def _merge(self, pages: int) -> bool:
        """Merge about so many pages, of all segments where it is negative; say whether there may be more to do."""
        with connection.cursor() as cursor:
            before = cursor.execute("SELECT total_changes()").fetchone()[0]
            cursor.execute("INSERT INTO search_words(search_words, rank) VALUES ('merge', %s)", [pages])
            return bool(cursor.execute("SELECT total_changes()").fetchone()[0] - before > 1)


def _triggers(cursor: Any) -> set[str]:
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'search_document'")
    return {name for (name,) in cursor.fetchall()}


def _written(wanted: Wanted) -> str:
    found = (" OR " if wanted.any_will_do else " AND ").join(map(_any_of, wanted.clauses))
    left_out = " OR ".join(map(_any_of, wanted.without))
    return f"({found}) NOT ({left_out})" if left_out else found


def _any_of(clause: Clause) -> str:
    return f"({' OR '.join(map(_phrase, sorted(clause)))})"


def _phrase(stems: Phrase) -> str:
    return '"' + " ".join(stems).replace('"', '""') + '"'
