"""Long, conversational and misspelt questions of patients, in our own words, for the texts of `health_articles`."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from hearth.search.models import Kind
from hearth.search.stems import words_of
from hearth.search.stopwords import says_nothing
from tests.evaluate.ground import Text, clear, discussions_of, found_by
from tests.evaluate.plain import Plain
from tests.evaluate.scores import mean, ndcg
from tests.evaluate.sources import articles_in, own_questions

OVERVIEWS = "MPlusHealthTopics"
Finder = Callable[[dict[str, Any]], Sequence[int]]
Question = dict[str, Any]
GROUPS: dict[str, Callable[[Question], bool]] = {
    "patients_worked_on": lambda each: each["language"] == "en" and not each["held_out"],
    "patients_held_out": lambda each: each["language"] == "en" and each["held_out"],
    "patients_held_out_everyday": lambda each: each["language"] == "en" and each["held_out"] and "everyday" in each,
    "patients_held_out_clinical": lambda each: each["language"] == "en" and each["held_out"] and "everyday" not in each,
    "patients_spanish_worked_on": lambda each: each["language"] == "es" and not each["held_out"],
    "patients_spanish_held_out": lambda each: each["language"] == "es" and each["held_out"],
}


def patients(data: Path, every: int) -> Iterator[dict[str, Any]]:
    """nDCG@10 by the grades that `patients.toml` gives its rule for; both sides are asked the whole text as it is."""
    rows = articles_in(data)
    texts = [Text(row["question"], row["answer"]) for row in rows]
    clear(vocabulary=True)
    numbers, plain = discussions_of(texts), Plain(texts)
    finders: dict[str, Finder] = {
        "": lambda each: [
            numbers[address] for address in found_by(each["text"], kinds=(Kind.DISCUSSION,), language=each["language"])
        ],
        "plain_": lambda each: plain.find(each["text"]),
        "plain_without_stop_words_": lambda each: plain.find(_telling(each["text"])),
    }
    asked = own_questions("patients")[::every]
    graded = [grades_of(each, rows) for each in asked]
    figures = {
        prefix: [ndcg(grades, find(each)) for each, grades in zip(asked, graded, strict=True)]
        for prefix, find in finders.items()
    }
    for name, holds in GROUPS.items():
        places = [at for at, each in enumerate(asked) if holds(each)]
        means = {f"{prefix}ndcg_at_10": mean([each[at] for at in places]) for prefix, each in figures.items()}
        yield {"name": name, "queries": len(places)} | means


def grades_of(question: Question, rows: Sequence[dict[str, Any]]) -> dict[int, int]:
    """Return the grades of the texts `rows` that are relevant, by number: 2 for what was asked for, 1 for its topic."""
    about, asks = set(question["about"]), set(question["asks"])
    return {
        number: 2 if row["qtype"] in asks or row["source"] == OVERVIEWS else 1
        for number, row in enumerate(rows)
        if row["focus"] in about
    }


def _telling(text: str) -> str:
    return " ".join(word for word in words_of(text) if not says_nothing(word))
