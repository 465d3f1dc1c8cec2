"""The end of what was indexed: documents, and with them the spellings that stand in no other."""

from collections.abc import Iterable
from functools import partial
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from hearth.search.actions.clearing import clear_soon
from hearth.search.engines import engine
from hearth.search.models import Document, Word

BATCH: Final = 500
"""Stems that are asked for at once."""

MANY: Final = 1_000
"""Spellings that are looked at together."""


def forget(documents: QuerySet[Document]) -> None:
    """Delete `documents` in the caller's transaction; right after it the spellings that stand in nothing else.

    What the index still holds of them is cleared soon. It costs by what they say, not by all there is.
    """
    stems = set[str]().union(*(each.stems() for each in documents))
    if documents.delete()[0]:
        forget_spellings(stems)
        transaction.on_commit(clear_soon, robust=True)


def forget_spellings(stems: Iterable[str]) -> None:
    """Delete, right after the caller's transaction, the spellings of those of `stems` that stand in no document then.

    Not within it: of two who erase the same word at once, each would still see it with the other. One that somebody
    writes in this very moment may go too; it is learned again when it is written again.
    """
    asked = sorted(stems)
    for start in range(0, len(asked), BATCH):
        transaction.on_commit(partial(_forget_unused, asked[start : start + BATCH]), robust=True)


def _forget_unused(stems: list[str]) -> None:
    Word.objects.filter(stem__in=_unused(stems)).delete()


def _unused(stems: list[str]) -> set[str]:
    counted = engine().count([frozenset({(stem,)}) for stem in stems], most=1)
    return {stem for stem, number in zip(stems, counted, strict=True) if not number}


def forget_words() -> int:
    """Delete the spellings whose stem stands in no document any more; return how many. Reads all of them.

    What is erased takes its spellings along: this finds what two who erased at once left behind.
    """
    last, gone = 0, 0
    while rows := list(Word.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "stem")[:MANY]):
        last = rows[-1][0]
        unused = _unused(sorted({stem for _pk, stem in rows}))
        gone += Word.objects.filter(pk__in=[pk for pk, stem in rows if stem in unused]).delete()[0]
    return gone
