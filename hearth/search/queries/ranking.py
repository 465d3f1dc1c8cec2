"""The order of hits: by their engine's score, and the best of them once more by what their titles and bodies hold.

The second look is the same on every database: BM25 over two fields (Robertson and Zaragoza, The Probabilistic Relevance
Framework, 2009), and how much of the title is what was asked for.
"""

from collections import Counter
from collections.abc import Sequence
from math import log
from typing import Final

from hearth.search.models import Document
from hearth.search.queries.candidates import Counts, Hit
from hearth.search.wanted import Clause, Phrase

LOOKED_AT: Final = 50  # hits of a tier that are looked at once more
SATURATION: Final = 1.2
TITLE_COUNTS: Final = 4.0
USUAL_LENGTH: Final = 120  # stems of a body
LENGTH_COUNTS: Final = 0.6
TITLE_IS_IT: Final = 2.0  # how much it counts that a title says what was asked for and little else
ABOVE: Final = 1_000.0  # those looked at stand above the rest of their tier


def ranked(hits: Sequence[Hit], clauses: Sequence[Sequence[Clause]], counts: Counts) -> list[tuple[float, Hit]]:
    """Return `hits`, each with its place as a number, the best first.

    Arguments:
        clauses: what each tier looks for.
        counts: how many documents hold each of them.
    """
    total = _total() if hits else 0
    placed: list[tuple[float, Hit]] = []
    for tier, wanted in enumerate(clauses):
        own = sorted((hit for hit in hits if hit.tier == tier), key=lambda hit: (-hit.score, -hit.pk))
        looked = _looked_at(own[:LOOKED_AT], wanted, [_rarity(counts[each], total) for each in wanted]) if own else {}
        floor = -2 * ABOVE * tier
        placed += [(floor + (ABOVE + looked[hit.pk] if hit.pk in looked else hit.score), hit) for hit in own]
    return sorted(placed, key=lambda each: (-each[0], -each[1].pk))


def _total() -> int:
    """Return about how many documents there are: what their keys span, which costs nothing to know."""
    keys = Document.objects.values_list("pk", flat=True)
    first, last = (keys.order_by(order).first() for order in ("pk", "-pk"))  # both at once would walk them all
    return last - first + 1 if first and last else 0


def _rarity(count: int, total: int) -> float:
    """Return what a clause is worth that `count` of `total` documents hold: BM25's, which is never below nothing."""
    return log(1 + (max(total, count) - count + 0.5) / (count + 0.5))


def _looked_at(hits: Sequence[Hit], clauses: Sequence[Clause], worth: Sequence[float]) -> dict[int, float]:
    rows = Document.objects.filter(pk__in=[hit.pk for hit in hits]).values_list("pk", "title_stems", "body_stems")
    return {pk: _score(title.split(), body.split(), clauses, worth) for pk, title, body in rows}


def _score(title: list[str], body: list[str], clauses: Sequence[Clause], worth: Sequence[float]) -> float:
    """Return what a document of these stems is worth to who asks for `clauses`, each worth so much."""
    longer = 1 - LENGTH_COUNTS + LENGTH_COUNTS * len(body) / USUAL_LENGTH
    in_title, in_body = Counter(title), Counter(body)
    named, score = 0, 0.0
    for clause, value in zip(clauses, worth, strict=True):
        above = sum(_times(phrase, title, in_title) for phrase in clause)
        below = sum(_times(phrase, body, in_body) for phrase in clause)
        weight = TITLE_COUNTS * above + below / longer
        score += value * weight / (SATURATION + weight)
        named += bool(above)
    alike = named / (len(clauses) + max(0, len(title) - named))
    return score + TITLE_IS_IT * sum(worth) * alike**2


def _times(phrase: Phrase, stems: list[str], counted: Counter[str]) -> int:
    if len(phrase) == 1:
        return counted[phrase[0]]
    if not all(stem in counted for stem in phrase):
        return 0
    size = len(phrase)
    return sum(tuple(stems[at : at + size]) == phrase for at in range(len(stems) - size + 1))
