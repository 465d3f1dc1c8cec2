"""Short random ids for URLs: they say nothing of how many there are or when each was made."""

import secrets
from typing import Any

from django.db import models

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"  # no 0/o, 1/i/l, u: read aloud and typed without mistakes
LENGTH = 10


def new_public_id() -> str:
    """Return 10 random characters (about 49 bits) of an alphabet without look-alikes."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


class PublicIdField(models.CharField):
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
