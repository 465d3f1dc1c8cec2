"""One at a time: transactions that must not decide the same thing side by side."""

import hashlib

from django.db import connection


def take_turn(name: str) -> None:
    """Wait until no other transaction has the turn called `name`, and hold it until this transaction ends.

    What is read afterwards is what the one before left. SQLite's transactions have the only right to write from
    their beginning (IMMEDIATE), so there is nothing to wait for; PostgreSQL has a lock for each name.
    Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A turn is held by a transaction: there is none.")
    if connection.vendor == "postgresql":
        key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
