"""The order of hits: by their engine's score, and the best of them once more by what their titles and bodies hold.

The second look is the same on every database: BM25 over two fields (Robertson and Zaragoza, The Probabilistic Relevance
Framework, 2009), and how much of the title is what was asked for.
"""

from collections import Counter
from collections.abc import Sequence
from math import log
from typing import Final

from hearth.search.models import Document
from hearth.search.queries.candidates import Hit
from hearth.search.queries.sight import COMMON, Sight
from hearth.search.wanted import Clause, Phrase

LOOKED_AT: Final = 50  # hits of a tier that are looked at once more
SATURATION: Final = 1.2
TITLE_COUNTS: Final = 4.0
USUAL_LENGTH: Final = 120  # stems of a body
LENGTH_COUNTS: Final = 0.6
TITLE_IS_IT: Final = 1.0  # how much it counts that a title says what was asked for and little else
ABOVE: Final = 1_000.0  # those looked at stand above the rest of their tier


def ranked(hits: Sequence[Hit], clauses: Sequence[Sequence[Clause]], sight: Sight) -> list[tuple[float, Hit]]:
    """Return `hits`, each with its place as a number, the best first; `clauses` are what each tier looks for.

    What is rare in `sight` is worth most.
    """
    placed: list[tuple[float, Hit]] = []
    for tier, wanted in enumerate(clauses):
        own = sorted((hit for hit in hits if hit.tier == tier), key=lambda hit: (-hit.score, -hit.pk))
        looked = _looked_at(own[:LOOKED_AT], wanted, sight) if own else {}
        floor = -2 * ABOVE * tier
        placed += [(floor + (ABOVE + looked[hit.pk] if hit.pk in looked else hit.score), hit) for hit in own]
    return sorted(placed, key=lambda each: (-each[0], -each[1].pk))


def _looked_at(hits: Sequence[Hit], clauses: Sequence[Clause], sight: Sight) -> dict[int, float]:
    rows = Document.objects.filter(pk__in=[hit.pk for hit in hits]).values_list("pk", "title_stems", "body_stems")
    worth = [log(1 + COMMON * 20 / (1 + count)) for count in sight.counts(clauses)]
    return {pk: _score(title.split(), body.split(), clauses, worth) for pk, title, body in rows}


def _score(title: list[str], body: list[str], clauses: Sequence[Clause], worth: Sequence[float]) -> float:
    """Return what a document of these stems is worth to who asks for `clauses`, each worth so much."""
    longer = 1 - LENGTH_COUNTS + LENGTH_COUNTS * len(body) / USUAL_LENGTH
    titles, bodies = Counter(title), Counter(body)
    in_title, score = 0.0, 0.0
    for clause, value in zip(clauses, worth, strict=True):
        above = sum(_times(phrase, title, titles) for phrase in clause)
        below = sum(_times(phrase, body, bodies) for phrase in clause)
        weight = TITLE_COUNTS * above + below / longer
        score += value * weight / (SATURATION + weight)
        in_title += value * bool(above)
    if not in_title:
        return score
    usual = sum(worth) / len(worth)
    others = max(0.0, len(title) - in_title / usual) * usual
    return score + TITLE_IS_IT * sum(worth) * in_title / (sum(worth) + others)


def _times(phrase: Phrase, stems: list[str], counted: Counter[str]) -> int:
    if len(phrase) == 1 or not all(map(counted.__contains__, phrase)):
        return counted[phrase[0]] if len(phrase) == 1 else 0
    size = len(phrase)
    return sum(tuple(stems[at : at + size]) == phrase for at in range(len(stems) - size + 1))
