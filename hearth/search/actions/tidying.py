"""Keeping the index true: what is missing or left over, and what it must not remember."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from django.utils import timezone

from hearth.core.models import PeriodicTask
from hearth.search.actions.rebuilding import keys_of
from hearth.search.engines import engine
from hearth.search.models import Document, Word
from hearth.search.queries.readings import MODELS, READINGS

OPTIMIZE: Final = "search.optimize"  # the name of the task
BATCH: Final = 1_000


class Difference(NamedTuple):
    """How far the documents of a kind are from the truth: rows with none, and with one that says something else."""

    kind: str
    missing: int
    stale: int


def differences(kinds: tuple[str, ...] = ()) -> Iterator[Difference]:
    """Yield how far the index is from the truth, for each of `kinds` (all). Reads everything; changes nothing."""
    for kind in kinds or tuple(MODELS):
        missing = stale = 0
        for keys in keys_of(kind):
            readings = READINGS[kind](keys)
            rows = Document.objects.filter(**{f"{kind}__in": keys})
            there = {each.living_id: (each.title_stems, each.body_stems) for each in rows}
            said = {each.key: (each.stems(each.titles), each.stems(each.bodies)) for each in readings}
            missing += len(said.keys() - there.keys())
            stale += sum(there[key] != said.get(key) for key in there)
        yield Difference(kind, missing, stale)


def forget_words() -> int:
    """Delete the spellings whose stem stands in no document any more; return how many."""
    last, gone = 0, 0
    while rows := list(Word.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "stem")[:BATCH]):
        last = rows[-1][0]
        used = engine().stems_in_use(sorted({stem for _pk, stem in rows}))
        gone += Word.objects.filter(pk__in=[pk for pk, stem in rows if stem not in used]).delete()[0]
    return gone


def optimize() -> None:
    """Let neither the index nor the spellings remember what no document says any more."""
    forget_words()
    engine().optimize()


def clear_soon() -> None:
    """Let the worker `optimize` at its next round rather than once a day: something was erased."""
    now = timezone.now()
    PeriodicTask.objects.filter(name=OPTIMIZE, next_run_at__gt=now).update(next_run_at=now)


def is_broken() -> bool:
    """Say whether the database's index disagrees with the documents."""
    return engine().broken()
