"""Pictures in posts: their files are stored before the words are posted, and erased with their rows.

Drawing and storing is slow: it is done outside of any transaction, so that nobody else waits for the write lock.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import IO

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hearth.communities import picture_files
from hearth.communities.models import Discussion, Picture, Reply
from hearth.communities.ports import needed_above
from hearth.core.pictures import Drawing, whole

MOST = 4  # in one post
LEFT_OVER = timedelta(days=1)
BATCH = 500


@dataclass(frozen=True, slots=True)
class Pictured:
    """A picture whose files are stored under `key`, for a post that is about to be written."""

    key: str
    alternative: str
    width: int
    height: int


def draw_picture(upload: IO[bytes]) -> Drawing:
    """Return what is uploaded drawn anew in the widths of posts. Raises Refusal when it is no picture we can take."""
    return whole(upload, tuple(picture_files.WIDTHS.values()))


def store_pictures(drawn: Iterable[tuple[Drawing, str]]) -> list[Pictured]:
    """Store drawings, each with its alternative text; return them for `Opening` or `Answer`."""
    return [
        Pictured(picture_files.store(drawing.versions), alternative, drawing.width, drawing.height)
        for drawing, alternative in drawn
    ]


def drop_unused(stored: Iterable[Pictured]) -> None:
    """Erase those of `stored` that no post took: it was refused, or had been posted before."""
    keys = {each.key for each in stored}
    if keys:
        picture_files.erase(keys - _used(keys))


def put_pictures(written: Discussion | Reply, stored: Iterable[Pictured]) -> None:
    """Show `stored` with `written`, in their order. Belongs in the transaction of what is written."""
    rows = [
        Picture(
            public_id=each.key,
            alternative=each.alternative,
            width=each.width,
            height=each.height,
            position=position,
            **written.row_key,
        )
        for position, each in enumerate(stored)
    ]
    if rows:
        Picture.objects.bulk_create(rows)
        _note(written, has_pictures=True)


def change_pictures(written: Discussion | Reply, alternatives: Mapping[str, str]) -> list[str]:
    """Give the pictures of `written` new alternative texts, by public id; erase those that are not named.

    Return what all of them said before, in their order, when that changed anything; else nothing.
    Belongs in the transaction of what is written.
    """
    pictures = list(Picture.objects.filter(**written.row_key))
    before = {picture.public_id: picture.alternative for picture in pictures}
    after = {key: alternatives[key] or said for key, said in before.items() if key in alternatives}
    if after == before:
        return []
    for key, said in after.items():
        if said != before[key]:
            Picture.objects.filter(public_id=key).update(alternative=said)
    erase_pictures(Picture.objects.filter(public_id__in=before.keys() - after.keys()))
    _note(written, has_pictures=bool(after))
    return list(before.values())


def erase_pictures_of(written: Discussion | Reply) -> None:
    """Erase the pictures of a post with their files. Belongs in the transaction that erases its words."""
    if written.has_pictures:
        erase_pictures(Picture.objects.filter(**written.row_key))
        written.has_pictures = False
        _note(written, has_pictures=False)


def erase_pictures(pictures: QuerySet[Picture]) -> None:
    """Erase rows, and as soon as that holds their files, but for those that a room above still needs."""
    keys = list(pictures.values_list("public_id", flat=True))
    if keys:
        Picture.objects.filter(public_id__in=keys).delete()
        release_files(keys)


def release_files(keys: Collection[str]) -> None:
    """Erase the files of those of `keys` that nothing needs any more, as soon as the caller's transaction holds."""
    # What a fault leaves on disk here, the daily task finds.
    transaction.on_commit(lambda: picture_files.erase(set(keys) - _used(set(keys))), robust=True)


def erase_left_over_pictures() -> int:
    """Erase files that no post shows, which a process stopped midway left behind; return of how many pictures."""
    before, erased, stored = timezone.now() - LEFT_OVER, 0, iter(picture_files.stored_keys())
    while keys := set(islice(stored, BATCH)):
        # The storage is asked for the time of those alone that no post shows: a slow one would take all day for all.
        left = {key for key in keys - _used(keys) if picture_files.is_stored_before(key, before)}
        picture_files.erase(left)
        erased += len(left)
    return erased


def _used(keys: set[str]) -> set[str]:
    shown = set(Picture.objects.filter(public_id__in=keys).values_list("public_id", flat=True))
    return shown | needed_above(keys - shown)


def _note(written: Discussion | Reply, *, has_pictures: bool) -> None:
    type(written)._default_manager.filter(pk=written.pk).update(has_pictures=has_pictures)
