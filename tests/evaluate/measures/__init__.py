"""What is measured, each beside something plain on the same texts."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.evaluate.measures.articles import articles
from tests.evaluate.measures.asked import asked
from tests.evaluate.measures.patients import patients
from tests.evaluate.measures.topics import topics

MEASURES: dict[str, Callable[[Path, int], Iterator[dict[str, Any]]]] = {
    "articles": articles,
    "topics": topics,
    "asked": asked,
    "patients": patients,
}
