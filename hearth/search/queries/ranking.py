"""The order of hits: by the beginnings of what they say, and the best of them once more by all of it."""

from collections.abc import Sequence
from typing import Final

from hearth.search.models import Document
from hearth.search.queries.candidates import Hit
from hearth.search.queries.scoring import Scale, Worth
from hearth.search.wanted import Clause

LOOKED_AT: Final = 50  # hits of a tier that are looked at once more
ABOVE: Final = 1_000.0  # those looked at stand above the rest of their tier


def ranked(hits: Sequence[Hit], clauses: Sequence[Sequence[Clause]], worth: Worth) -> list[tuple[float, Hit]]:
    """Return `hits`, each with its place as a number, the best first.

    Arguments:
        clauses: what each tier looks for.
        worth: what each of them is worth.
    """
    placed: list[tuple[float, Hit]] = []
    for tier, wanted in enumerate(clauses):
        own = sorted((hit for hit in hits if hit.tier == tier), key=lambda hit: (-hit.score, -hit.pk))
        looked = _looked_at(own[:LOOKED_AT], Scale(wanted, worth)) if own else {}
        floor = -2 * ABOVE * tier
        placed += [(floor + (ABOVE + looked[hit.pk] if hit.pk in looked else hit.score), hit) for hit in own]
    return sorted(placed, key=lambda each: (-each[0], -each[1].pk))


def _looked_at(hits: Sequence[Hit], scale: Scale) -> dict[int, float]:
    rows = Document.objects.filter(pk__in=[hit.pk for hit in hits]).values_list("pk", "title_stems", "body_stems")
    return {pk: scale.weigh(title, body) for pk, title, body in rows}
