"""Lists by key, not by offset: the last page costs as much as the first, and new rows shift nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

from hearth.core.sealing import seal, unseal

Row = TypeVar("Row", bound=Model)
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some rows of a list, and the cursors of its neighbors; an empty cursor means there is no such page."""

    items: list[Item]
    next: str
    previous: str

    def __bool__(self) -> bool:
        return bool(self.items)


def page(
    queryset: QuerySet[Row], *, by: Sequence[str] = ("-created_at", "-pk"), size: int = 20, cursor: str = ""
) -> Page[Row]:
    """Return at most `size` rows of `queryset` in the order of `by`, from where `cursor` points.

    `by` names fields, `-` for falling order; together they must be unique and none may be null. A cursor that cannot
    be read, or was made for another order, is the first page.
    """
    backward, values = _read(cursor, by)
    order = [_turned(name) for name in by] if backward else list(by)
    chosen = queryset.order_by(*order)
    rows = list(chosen.filter(_beyond(order, values))[: size + 1] if values else chosen[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backward:
        rows.reverse()
    after, before = (True, more) if backward else (more, bool(values))
    return Page(
        rows,
        _write(by, rows[-1], backward=False) if rows and after else "",
        _write(by, rows[0], backward=True) if rows and before else "",
    )


def cursor_after(row: Model, *, by: Sequence[str]) -> str:
    """Return the cursor of the page that begins behind `row`, in a list in the order of `by`."""
    return _write(by, row, backward=False)


def _turned(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"


def _beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Return the rows after `values`; the first field alone bounds them too, which lets the index be walked."""
    found, same = Q(), Q()
    for name, value in zip(order, values, strict=True):
        field = name.removeprefix("-")
        comparison = "lt" if name.startswith("-") else "gt"
        found |= same & Q(**{f"{field}__{comparison}": value})
        same &= Q(**{field: value})
    first = order[0].removeprefix("-")
    return Q(**{f"{first}__{'lte' if order[0].startswith('-') else 'gte'}": values[0]}) & found


def _write(by: Sequence[str], row: Model, *, backward: bool) -> str:
    values = [getattr(row, name.removeprefix("-")) for name in by]
    packed = [{"at": value.isoformat()} if isinstance(value, datetime) else value for value in values]
    return seal([backward, packed], purpose=_purpose(by))


def _read(cursor: str, by: Sequence[str]) -> tuple[bool, list[Any]]:
    backward, packed = unseal(cursor, purpose=_purpose(by)) or (False, [])
    return backward, [datetime.fromisoformat(value["at"]) if isinstance(value, dict) else value for value in packed]


def _purpose(by: Sequence[str]) -> str:
    return f"cursor {','.join(by)}"
