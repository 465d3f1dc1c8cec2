"""The questions of `health_articles` for their own texts."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hearth.search.models import Kind
from hearth.search.stems import words_of
from hearth.search.stopwords import says_nothing
from tests.evaluate.ground import Text, clear, discussions_of, found_by
from tests.evaluate.plain import Plain
from tests.evaluate.scores import successes
from tests.evaluate.sources import articles_in

SEED = 7


def articles(data: Path, every: int) -> Iterator[dict[str, Any]]:
    """Each text's question without its stop words, and with one word misspelt; the same question counts as found."""
    texts = [Text(row["question"], row["answer"]) for row in articles_in(data)]
    clear(vocabulary=True)
    numbers, plain, chance = discussions_of(texts), Plain(texts), random.Random(SEED)
    said = [[word for word in words_of(text.title) if not says_nothing(word)] for text in texts]
    for name, queries in (
        ("articles", [" ".join(words) for words in said]),
        ("articles_misspelt", [" ".join(_misspelt(words, chance)) for words in said]),
    ):
        some = queries[::every]
        wanted = [{text.title} for text in texts[::every]]
        ours = [[texts[numbers[each]].title for each in found_by(query, kinds=(Kind.DISCUSSION,))] for query in some]
        theirs = [[texts[each].title for each in plain.find(query)] for query in some]
        yield {"name": name, "queries": len(some)} | successes(wanted, ours, "") | successes(wanted, theirs, "plain_")


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
