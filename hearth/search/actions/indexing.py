"""Documents are written from what the living rows say now."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from hearth.communities.models import Discussion, Reply
from hearth.search.models import Document, Kind, Word
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
        Document.objects.filter(kind=kind, **{f"{kind}__in": wanted - {each.key for each in readings}}).delete()
        _write(kind, readings)
    return len(readings)


def in_batches(rows: QuerySet[Any]) -> Iterator[list[int]]:
    """Yield the primary keys of `rows`, in their order, in lists of at most BATCH."""
    last = 0
    while keys := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield keys
        last = keys[-1]


def forget_written(written: Discussion | Reply) -> None:
    """Delete the document of a post whose words are gone for good, in the caller's transaction."""
    kind = Kind.REPLY if isinstance(written, Reply) else Kind.DISCUSSION
    Document.objects.filter(**{kind: written.pk}).delete()


def _write(kind: str, readings: Sequence[Reading]) -> None:
    there = {getattr(each, f"{kind}_id"): each for each in _of(kind, readings)}
    new, changed = [], []
    for reading in readings:
        said = _said(reading)
        document = there.get(reading.key)
        if document is None:
            new.append(Document(kind=kind, **{f"{kind}_id": reading.key}, **said))
        elif any(getattr(document, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(document, name, value)
            changed.append(document)
    Document.objects.bulk_create(new, ignore_conflicts=True)  # another worker may have been quicker
    Document.objects.bulk_update(changed, CHANGES)
    _learn(readings)


def _of(kind: str, readings: Sequence[Reading]) -> Any:
    return Document.objects.filter(**{f"{kind}__in": [each.key for each in readings]})


def _said(reading: Reading) -> dict[str, Any]:
    return {
        "language": reading.language,
        "title_stems": reading.stems(reading.titles),
        "body_stems": reading.stems(reading.bodies),
        "at": reading.at,
    }


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
