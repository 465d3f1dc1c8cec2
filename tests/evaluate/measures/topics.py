"""Everyday synonyms and Spanish names for their topics."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hearth.search.actions.rebuilding import rebuild
from hearth.search.models import Kind
from hearth.topics.actions import Name, put_topic
from hearth.topics.models import NameKind
from tests.evaluate.ground import Text, clear, found_by
from tests.evaluate.plain import Plain
from tests.evaluate.scores import successes
from tests.evaluate.sources import lines


def topics(data: Path, every: int) -> Iterator[dict[str, Any]]:
    """Everyday synonyms and Spanish names find their topic."""
    rows = lines(data / "topics" / "medlineplus_topics_en_2024.jsonl")
    spanish = _spanish(data / "diseases" / "doid_es_translations.tsv", {row["title"].casefold() for row in rows})
    clear(vocabulary=False)
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
        Text(
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
        yield {"name": name, "queries": len(pairs)} | successes(wanted, ours, "") | successes(wanted, theirs, "plain_")


def _spanish(file: Path, titles: set[str]) -> dict[str, list[str]]:
    """Return the Spanish names whose English label is one of `titles`, by that title."""
    found: dict[str, list[str]] = {}
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["label_en"].casefold() in titles and row["kind"] in ("exact", "label") and row["text_es"]:
                found.setdefault(row["label_en"].casefold(), []).append(row["text_es"])
    return found
