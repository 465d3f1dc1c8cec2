"""What is measured, each beside plain FTS5 on the same texts."""

import csv
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hearth.search.actions.rebuilding import rebuild
from hearth.search.models import Kind
from hearth.search.stems import words_of
from hearth.search.stopwords import says_nothing
from hearth.topics.actions import Name, put_topic
from hearth.topics.models import NameKind
from tests.evaluate.ground import discussions_of, found_by
from tests.evaluate.plain import Plain

Figures = Iterator[dict[str, Any]]
SEED = 7


def articles(data: Path, every: int) -> Figures:
    """Each text's question without its stop words, and with one word misspelt; the same question counts as found."""
    rows = _lines(data / "health_articles" / "medquad_sample.jsonl")
    texts = [(row["question"], row["answer"]) for row in rows]
    numbers, plain, chance = discussions_of(texts), Plain(texts), random.Random(SEED)
    said = [[word for word in words_of(title) if not says_nothing(word)] for title, _body in texts]
    titles = [title for title, _body in texts]
    for name, queries in (
        ("articles", [" ".join(words) for words in said]),
        ("articles_misspelt", [" ".join(_misspelt(words, chance)) for words in said]),
    ):
        some = queries[::every]
        ours = [[numbers[each] for each in found_by(query, kinds=(Kind.DISCUSSION,))] for query in some]
        theirs = [plain.find(query) for query in some]
        wanted = [{title} for title in titles[::every]]
        yield (
            {"name": name, "queries": len(some)}
            | _success(titles, wanted, ours, "")
            | _success(titles, wanted, theirs, "plain_")
        )


def topics(data: Path, every: int) -> Figures:
    """Everyday synonyms and Spanish names find their topic."""
    rows = _lines(data / "topics" / "medlineplus_topics_en_2024.jsonl")
    spanish = _spanish(data / "diseases" / "doid_es_translations.tsv", {row["title"].casefold() for row in rows})
    slugs = {}
    for row in rows:
        slug = f"m{row['id']}"
        slugs[row["title"].casefold()] = slug
        names = [Name("en", NameKind.PREFERRED, row["title"][:100])]
        names += [Name("en", NameKind.EVERYDAY, each[:100]) for each in row["also_called"] or ()]
        own = spanish.get(row["title"].casefold(), [])
        names += [
            Name("es", NameKind.PREFERRED if not n else NameKind.CLINICAL, each[:100]) for n, each in enumerate(own)
        ]
        put_topic(slug, icon="leaf", names=names, description={"en": row["meta_desc"][:300]})
    rebuild(kinds=(Kind.TOPIC,))
    asked = {
        "topics_synonyms": [(each, row["title"]) for row in rows for each in row["also_called"] or ()],
        "topics_spanish": [(each, title) for title, names in spanish.items() for each in names],
    }
    texts = [
        (
            " / ".join([row["title"], *(row["also_called"] or ()), *spanish.get(row["title"].casefold(), [])]),
            row["meta_desc"],
        )
        for row in rows
    ]
    plain = Plain(texts)
    order = [row["title"].casefold() for row in rows]
    for name, every_pair in asked.items():
        pairs = every_pair[::every]
        language = "es" if name == "topics_spanish" else "en"
        owners: dict[str, set[str]] = {}
        for query, title in every_pair:
            owners.setdefault(query.casefold(), set()).add(slugs[title.casefold()])
        ours = [
            [each.strip("/").rpartition("/")[2] for each in found_by(query, kinds=(Kind.TOPIC,), language=language)]
            for query, _title in pairs
        ]
        theirs = [[slugs[order[each]] for each in plain.find(query)] for query, _title in pairs]
        wanted = [owners[query.casefold()] for query, _title in pairs]
        yield {"name": name, "queries": len(pairs)} | _among(wanted, ours, "") | _among(wanted, theirs, "plain_")


def _spanish(file: Path, titles: set[str]) -> dict[str, list[str]]:
    """Return the Spanish names whose English label is one of `titles`, by that title."""
    found: dict[str, list[str]] = {}
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["label_en"].casefold() in titles and row["kind"] in ("exact", "label") and row["text_es"]:
                found.setdefault(row["label_en"].casefold(), []).append(row["text_es"])
    return found


def _success(titles: list[str], wanted: list[set[str]], answers: list[list[int]], prefix: str) -> dict[str, float]:
    return _among(wanted, [[titles[each] for each in found] for found in answers], prefix)


def _among(wanted: list[set[str]], answers: list[list[str]], prefix: str) -> dict[str, float]:
    def share(size: int) -> float:
        return round(
            sum(bool(one & set(found[:size])) for one, found in zip(wanted, answers, strict=True)) / len(wanted), 4
        )

    return {f"{prefix}success_at_{size}": share(size) for size in (1, 5, 10)}


def _misspelt(words: list[str], chance: random.Random) -> list[str]:
    """Return `words` with one slip in one of those of five letters and more."""
    long = [at for at, word in enumerate(words) if len(word) >= 5]
    if not long:
        return words
    at = chance.choice(long)
    word, place = words[at], chance.randrange(1, len(words[at]) - 1)
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    slips = [
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
    ]
    return [*words[:at], chance.choice(slips), *words[at + 1 :]]


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]


MEASURES: dict[str, Callable[[Path, int], Figures]] = {"articles": articles, "topics": topics}
