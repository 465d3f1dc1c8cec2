"""PostgreSQL's tsvector of the `simple` configuration, a column that follows the documents' own, with GIN.

https://www.postgresql.org/docs/current/textsearch.html
"""

from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet

from hearth.search.engines.holding import Holding
from hearth.search.wanted import Clause, Phrase, Wanted

CREATE: Final = (
    """ALTER TABLE search_document ADD COLUMN words tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('simple'::regconfig, title_stems), 'A')
    || setweight(to_tsvector('simple'::regconfig, body_stems), 'B')) STORED""",
    "CREATE INDEX search_words ON search_document USING gin (words)",
)
DROP: Final = ("ALTER TABLE search_document DROP COLUMN words",)


class PostgresEngine(Holding):
    """See `Engine`."""

    # Beside a limit the planner would read the table for a word it does not know; so it may not see the limit, and
    # reads only for one that it knows to be common, no further than to it.
    keys = """WITH holding AS MATERIALIZED (SELECT id FROM search_document WHERE words @@ %s::tsquery)
    SELECT id FROM holding LIMIT %s"""

    def narrow(self, documents: QuerySet[Any], wanted: Wanted, *, is_common: bool) -> QuerySet[Any]:
        # For few hits the planner would rather walk the whole key than sort what the index finds: it may not.
        order = "-id" if is_common else "-unwalked"
        return documents.extra(
            where=["search_document.words @@ %s::tsquery"],
            params=[_written(wanted)],
            select={"unwalked": "search_document.id + 0"},
            order_by=[order],
        )

    def write(self, clause: Clause) -> str:
        return _any_of(clause)

    def optimize(self, *, seconds: float) -> bool:
        if not connection.in_atomic_block:  # VACUUM has a transaction of its own
            with connection.cursor() as cursor:
                cursor.execute("VACUUM (ANALYZE) search_document")
                cursor.execute("VACUUM (ANALYZE) search_word")
        return True

    def broken(self) -> bool:
        return False  # the column is made by the database with each row

    def rebuild(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("REINDEX INDEX search_words")


def _written(wanted: Wanted) -> str:
    found = (" | " if wanted.any_will_do else " & ").join(map(_any_of, wanted.clauses))
    left_out = " | ".join(map(_any_of, wanted.without))
    return f"({found}) & !({left_out})" if left_out else found


def _any_of(clause: Clause) -> str:
    return f"({' | '.join(map(_phrase, sorted(clause)))})"


def _phrase(stems: Phrase) -> str:
    return " <-> ".join("'" + stem.replace("\\", "\\\\").replace("'", "''") + "'" for stem in stems)
