"""The files of members' photos; no rows of their own."""

from typing import Final

from hearth.core.albums import Album

SIZES: Final = {"large": 512, "medium": 256, "small": 96}
"""Sides of the squares in pixels, by the name that the address says."""

ALBUM: Final = Album("photos", SIZES)
keep, read, erase, keys_older_than = ALBUM.keep, ALBUM.read, ALBUM.erase, ALBUM.keys_older_than
