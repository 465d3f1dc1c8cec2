"""The order in which an organisation shows its contacts and channels."""

from typing import Any

from django.db.models import Max, QuerySet

from hearth.organizations.models import Office, OfficialAccount


def next_position(rows: QuerySet[Any]) -> int:
    """Return the position behind all of `rows`."""
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1


def move(rows: QuerySet[Office] | QuerySet[OfficialAccount], pk: int, *, up: bool) -> bool:
    """Let row `pk` change places with its neighbor, in the caller's transaction; return whether there was one."""
    held: list[Any] = list(rows.select_for_update(of=("self",)).order_by("position", "pk"))
    at = next((place for place, row in enumerate(held) if row.pk == pk), None)
    to = None if at is None else at - 1 if up else at + 1
    if at is None or to is None or not 0 <= to < len(held):
        return False
    held[at], held[to] = held[to], held[at]
    for place, row in enumerate(held):
        if row.position != place:
            rows.filter(pk=row.pk).update(position=place)
    return True
