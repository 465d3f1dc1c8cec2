"""What search is compared with: SQLite's FTS5 with porter stemming, as it comes."""

import re
import sqlite3
from collections.abc import Iterable

TITLE_COUNTS = 5.0


class Plain:
    """Titles and bodies, by number."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        self.base = sqlite3.connect(":memory:")
        self.base.execute("CREATE VIRTUAL TABLE t USING fts5(title, body, tokenize='porter unicode61')")
        self.base.executemany(
            "INSERT INTO t(rowid, title, body) VALUES (?, ?, ?)", ((n, *t) for n, t in enumerate(texts))
        )

    def find(self, query: str, *, size: int = 10) -> list[int]:
        """Return the numbers of what holds any word of `query`, the best first."""
        words = re.findall(r"\w+", query)
        if not words:
            return []
        wanted = " OR ".join(f'"{word}"' for word in words)
        order = "SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t, ?, 1.0) LIMIT ?"
        return [row[0] for row in self.base.execute(order, (wanted, TITLE_COUNTS, size))]
