"""Short random ids for URLs: they say nothing of how many there are or when each was made."""

import random
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"  # no 0/o, 1/i/l, u: read aloud and typed without mistakes
LENGTH = 10


_drawn_from: ContextVar[random.Random | None] = ContextVar("drawn_from", default=None)


def new_public_id() -> str:
    """Return 10 random characters (about 49 bits) of an alphabet without look-alikes."""
    return _draw((_drawn_from.get() or secrets).choice)


def chance_public_id() -> str:
    """Return a public id that is random in a demo world too: for what comes about beside the things in it."""
    return _draw(secrets.choice)


def _draw(choice: Callable[[str], str]) -> str:
    return "".join(choice(ALPHABET) for _ in range(LENGTH))


@contextmanager
def ids_drawn_from(key: str) -> Iterator[None]:
    """Make the public ids of the block follow from `key`, the same every time: for a demo world, never for people."""
    token = _drawn_from.set(random.Random(key))  # noqa: S311
    try:
        yield
    finally:
        _drawn_from.reset(token)


class PublicIdField(models.CharField):  # type: ignore[type-arg]  # a field takes no types at run time
    """A unique, unchangeable public id, made when the row is."""

    def __init__(self, **kwargs: Any) -> None:
        ours: dict[str, Any] = {"max_length": LENGTH, "unique": True, "editable": False, "default": new_public_id}
        super().__init__(**ours | kwargs)


class PublicIdConverter:
    """Path converter `<id:…>` for public ids."""

    regex = f"[{ALPHABET}]{{{LENGTH}}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
