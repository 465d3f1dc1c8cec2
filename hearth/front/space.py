"""The parts of a member's own space, declared once, and the arrangement each person makes of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Column(StrEnum):
    """Where a part stands on a wide screen; on a phone the side follows the middle."""

    MIDDLE = "middle"
    SIDE = "side"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the space: what it shows comes from `queries.GATHER`."""

    name: str
    column: Column
    title: str | Promise
    sentence: str | Promise

    @property
    def template(self) -> str:
        """The template that draws it."""
        return f"front/space/_{self.name}.html"


PARTS: Final = (
    Part("news", Column.MIDDLE, _("New in what you follow"), _("What people said, and what nobody answered yet")),
    Part(
        "topics",
        Column.MIDDLE,
        _("Places to begin"),
        _("Topics that fit your interests, and your situation if you agreed"),
    ),
    Part("people", Column.MIDDLE, _("People you follow"), _("The latest few, with a way to their pages")),
    Part("organizations", Column.MIDDLE, _("Organisations near you"), _("Those of your country in the network")),
    Part("communities", Column.SIDE, _("Your communities"), _("The places you belong to")),
    Part("you", Column.SIDE, _("How others meet you"), _("Your name, your line, and who can open your page")),
    Part("situation", Column.SIDE, _("What brings you here"), _("What you told us, seen by you alone")),
)
"""All parts in the order of a space that nobody has arranged."""


TITLES_AFTER_A_LOSS: Final = {"topics": _("Places, whenever you like")}
"""What a part is called for somebody whom nothing should hurry."""


def parts_for(*, is_bereaved: bool) -> tuple[Part, ...]:
    """Return PARTS as one person's space calls them, wherever it names them."""
    titles = TITLES_AFTER_A_LOSS if is_bereaved else {}
    return tuple(replace(part, title=titles.get(part.name, part.title)) for part in PARTS)


class Placed(NamedTuple):
    """A part where its owner put it; `can_rise` and `can_sink` within its column."""

    part: Part
    is_shown: bool
    can_rise: bool
    can_sink: bool


class Arrangement:
    """The parts in one person's order, read from what was kept: names that are gone are dropped, new ones come last."""

    def __init__(self, kept: Mapping[str, Any], parts: Iterable[Part] = PARTS) -> None:
        known = {part.name: part for part in parts}
        order = [known.pop(name) for name in _names(kept.get("order")) if name in known]
        self.parts = [*order, *known.values()]
        self.hidden = {part.name for part in self.parts} & set(_names(kept.get("hidden")))

    def shown(self, column: Column) -> list[Part]:
        """Return the parts of `column` that are shown, in their order."""
        return [part for part in self.parts if part.column == column and part.name not in self.hidden]

    def placed(self, column: Column) -> list[Placed]:
        """Return all parts of `column` in their order."""
        parts = [part for part in self.parts if part.column == column]
        last = len(parts) - 1
        return [Placed(part, part.name not in self.hidden, at > 0, at < last) for at, part in enumerate(parts)]

    def change(self, name: str, how: str) -> None:
        """Do `how` ("up", "down", "show", "hide") to the part called `name`; anything else changes nothing."""
        part = next((part for part in self.parts if part.name == name), None)
        if part is None:
            return
        if how == "hide":
            self.hidden.add(name)
        elif how == "show":
            self.hidden.discard(name)
        elif how in {"up", "down"}:
            self._move(part, -1 if how == "up" else 1)

    def _move(self, part: Part, by: int) -> None:
        beside = [each for each in self.parts if each.column == part.column]
        at = beside.index(part) + by
        if 0 <= at < len(beside):
            one, other = self.parts.index(part), self.parts.index(beside[at])
            self.parts[one], self.parts[other] = self.parts[other], self.parts[one]


def _names(kept: Any) -> list[str]:
    return list(dict.fromkeys(name for name in kept if isinstance(name, str))) if isinstance(kept, list) else []
