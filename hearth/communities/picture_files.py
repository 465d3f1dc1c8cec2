"""The files of pictures in posts, kept by Django's default storage under the public id of their row, one a width."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from hearth.core.ids import new_public_id

FOLDER: Final = "posts"
WIDTHS: Final = {"large": 1600, "medium": 960, "small": 480}
"""Widths in pixels, by the name that the address says; a picture that is narrower is `large` at its own width."""


def store(versions: Mapping[int, bytes]) -> str:
    """Keep one picture in its widths, the widest as `large`; return the key it is found by."""
    key = new_public_id()
    widest = max(versions)
    for width, content in versions.items():
        place = _place(key, "large" if width == widest else _name_of(width))
        default_storage.delete(place)  # a demo world put in again draws the same keys again
        default_storage.save(place, ContentFile(content))
    return key


def read(key: str, size: str) -> bytes | None:
    """Return the picture with `key` in `size`, a name of WIDTHS; None when there is none."""
    try:
        with default_storage.open(_place(key, size)) as kept:
            content: bytes = kept.read()
            return content
    except FileNotFoundError:
        return None


def erase(keys: Iterable[str]) -> None:
    """Erase every width of the pictures with `keys`; one that is gone already is no trouble."""
    for key in keys:
        for size in WIDTHS:
            default_storage.delete(_place(key, size))


def stored_keys() -> set[str]:
    """Return the keys of all pictures of which a file is stored. One question to the storage."""
    if not default_storage.exists(FOLDER):
        return set()
    return {name.partition("-")[0] for name in default_storage.listdir(FOLDER)[1]}


def is_stored_before(key: str, moment: datetime) -> bool:
    """Whether a file of the picture with `key` was stored before `moment`. A question or two for each of its files."""
    places = (_place(key, size) for size in WIDTHS)
    return any(default_storage.exists(each) and default_storage.get_modified_time(each) < moment for each in places)


def _name_of(width: int) -> str:
    return next(name for name, each in WIDTHS.items() if each == width)


def _place(key: str, size: str) -> str:
    return f"{FOLDER}/{key}-{size}.webp"
