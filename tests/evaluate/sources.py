"""Where the texts and the questions come from."""

import json
import tomllib
from pathlib import Path
from typing import Any

OWN = Path(__file__).parent / "data"


def lines(file: Path) -> list[dict[str, Any]]:
    """Return the objects of a file of JSON lines."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]


def articles_in(data: Path) -> list[dict[str, Any]]:
    """Return the questions and answers of `health_articles`."""
    return lines(data / "health_articles" / "medquad_sample.jsonl")


def own_questions(name: str) -> list[dict[str, Any]]:
    """Return the questions in our own file `name`, each with its `language` and whether it is `held_out`.

    Of each language every second one is.
    """
    rows: list[dict[str, Any]] = tomllib.loads((OWN / f"{name}.toml").read_text(encoding="utf-8"))["question"]
    seen: dict[str, int] = {}
    for row in rows:
        language = row.setdefault("language", "en")
        row["held_out"] = bool(seen.get(language, 0) % 2)
        seen[language] = seen.get(language, 0) + 1
    return rows
