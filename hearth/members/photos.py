"""The files of members' photos, kept by Django's default storage under a random key; no rows of their own."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from hearth.core.ids import new_public_id

FOLDER: Final = "photos"
SIZES: Final = {"large": 512, "medium": 256, "small": 96}
"""Sides of the squares in pixels, by the name that the address says."""


def keep(pictures: Mapping[int, bytes]) -> str:
    """Store one photo in its sizes; return the key it is found by."""
    key = new_public_id() + new_public_id()  # about 98 bits
    for size, content in pictures.items():
        default_storage.delete(_place(key, size))  # a demo world put in again draws the same keys again
        default_storage.save(_place(key, size), ContentFile(content))
    return key


def read(key: str, size: str) -> bytes | None:
    """Return the photo with `key` in `size`, a name of SIZES; None when there is none."""
    if size not in SIZES or not key.isalnum():
        return None
    try:
        with default_storage.open(_place(key, SIZES[size])) as kept:
            content: bytes = kept.read()
            return content
    except FileNotFoundError:
        return None


def erase(key: str) -> None:
    """Erase every size of the photo with `key`; one that is gone already is no trouble."""
    for size in SIZES.values() if key else ():
        default_storage.delete(_place(key, size))


def keys_older_than(moment: datetime) -> Iterator[str]:
    """Yield, once each, the key of every photo of which some size was stored before `moment`."""
    if not default_storage.exists(FOLDER):
        return
    yielded = set[str]()
    for name in default_storage.listdir(FOLDER)[1]:
        key = name.partition("-")[0]
        if key not in yielded and default_storage.get_modified_time(f"{FOLDER}/{name}") < moment:
            yielded.add(key)
            yield key


def _place(key: str, size: int) -> str:
    return f"{FOLDER}/{key}-{size}.webp"
