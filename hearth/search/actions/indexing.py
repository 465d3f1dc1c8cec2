"""Documents are written from what the living rows say now."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from hearth.search.actions.forgetting import forget, forget_spellings
from hearth.search.models import Document, Word
from hearth.search.queries.readings import MODELS, READINGS, Reading
from hearth.search.stems import key_of, stem_of, words_of

CHANGES: Final = ("language", "title_stems", "body_stems", "at")
BATCH: Final = 500


def index(kind: str, keys: Iterable[int]) -> int:
    """Make the documents of the rows `keys` of `kind` say what these say now; return how many there are.

    What has no words any more, or is gone, has no document. Doing it twice changes nothing.
    """
    wanted = set(keys)
    with transaction.atomic():
        # Held until it is written: what is erased or renamed meanwhile waits, and takes this document along.
        rows = MODELS[kind]._default_manager.filter(pk__in=wanted).order_by("pk")
        held = list(rows.select_for_update(no_key=True).values_list("pk", flat=True))
        readings = READINGS[kind](held)
        forget(Document.objects.filter(**{f"{kind}__in": wanted - {each.key for each in readings}}))
        _write(kind, readings)
    return len(readings)


def in_batches(rows: QuerySet[Any]) -> Iterator[list[int]]:
    """Yield the primary keys of `rows`, in their order, in lists of at most BATCH."""
    last = 0
    while keys := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield keys
        last = keys[-1]


def _write(kind: str, readings: Sequence[Reading]) -> None:
    rows = Document.objects.filter(**{f"{kind}__in": [each.key for each in readings]})
    there = {each.living_id: each for each in rows}
    new, changed = [], []
    before: set[str] = set()
    for reading in readings:
        said = reading.said()
        document = there.get(reading.key)
        if document is None:
            new.append(Document(kind=kind, **{f"{kind}_id": reading.key}, **said))
        elif not document.says(said):
            before |= document.stems()
            for name, value in said.items():
                setattr(document, name, value)
            changed.append(document)
    Document.objects.bulk_create(new)
    Document.objects.bulk_update(changed, CHANGES)
    _learn(readings)
    forget_spellings(before.difference(*(each.stems() for each in changed)))


def _learn(readings: Iterable[Reading]) -> None:
    """Remember the spellings that are new."""
    said = {
        (word, text.lang) for each in readings for text in (*each.titles, *each.bodies) for word in words_of(text.text)
    }
    rows = [
        Word(key=key_of(word), shown=word, language=language, stem=stem_of(word, language))
        for word, language in sorted(said)
        if key_of(word)
    ]
    Word.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
