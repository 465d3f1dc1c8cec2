"""What search is compared with, as plain as it comes: SQLite's FTS5 with porter stemming, and weighted word overlap."""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

from hearth.search.stems import words_of
from tests.evaluate.ground import Text

TITLE_COUNTS = 5.0


class Plain:
    """FTS5 over titles and bodies, by number."""

    def __init__(self, texts: Iterable[Text]) -> None:
        self.base = sqlite3.connect(":memory:")
        self.base.execute("CREATE VIRTUAL TABLE t USING fts5(title, body, tokenize='porter unicode61')")
        rows = ((number, text.title, text.body) for number, text in enumerate(texts))
        self.base.executemany("INSERT INTO t(rowid, title, body) VALUES (?, ?, ?)", rows)

    def find(self, query: str, *, size: int = 10) -> list[int]:
        """Return the numbers of what holds any word of `query`, the best first."""
        words = re.findall(r"\w+", query)
        if not words:
            return []
        wanted = " OR ".join(f'"{word}"' for word in words)
        order = "SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t, ?, 1.0) LIMIT ?"
        return [row[0] for row in self.base.execute(order, (wanted, TITLE_COUNTS, size))]


class Overlap:
    """Weighted word overlap: each word that is shared counts ln(N / n), n of N `questions` holding it.

    With `by_all`, what is shared counts by what both hold together (weighted Jaccard), so that long ones win nothing.
    """

    def __init__(self, questions: Sequence[str], *, by_all: bool) -> None:
        self.by_all = by_all
        self.said = [set(words_of(each)) for each in questions]
        self.held = Counter(word for words in self.said for word in words)

    def find(self, question: str, *, size: int = 10) -> list[int]:
        """Return the numbers of what shares a word with `question`, the closest first."""
        own = set(words_of(question))
        worth = {number: self._worth(own, words) for number, words in enumerate(self.said) if own & words}
        return sorted(worth, key=lambda number: (-worth[number], number))[:size]

    def _worth(self, own: set[str], other: set[str]) -> float:
        shared = self._weight(own & other)
        return shared / (self._weight(own | other) or 1.0) if self.by_all else shared

    def _weight(self, words: set[str]) -> float:
        return sum(log(len(self.said) / max(1, self.held[word])) for word in words)
