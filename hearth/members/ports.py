"""What `members` asks of every room that keeps something of a person: a copy of it, its end, and the end of a name.

A room implements `PersonalPart` in `adapters.py` and registers it in `AppConfig.ready()`. A test fails for a model that
points at an Account or a Member and is covered by no part.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from hearth.members.models import Account, Member

Value = str | int | bool | date | datetime | Sequence[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with all their faces: the parts are told, and tell nobody else, that these belong together."""

    account: Account
    faces: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing we keep: `key` names it for programs, `label` for people; `shown`, if given, is how people read it."""

    key: str
    label: str
    value: Value
    shown: str = ""


Row = list[Fact]


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of thing we keep about a person: a heading for people, a key for programs, and each thing of it.

    `files` maps names to contents; they are put into a folder of the section's own.
    """

    key: str
    title: str
    rows: list[Row]
    files: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tie:
    """What a person has in hand that somebody else should take over; with a binding one they cannot leave."""

    words: str
    is_binding: bool = False


class PersonalPart(Protocol):
    """What one room keeps of people."""

    covers: frozenset[str]
    """The models, as `app.Model`, whose rows about a person this part exports or has a reason not to, and erases."""

    def export(self, person: Person) -> list[Section]:
        """Return all that is kept about `person`, in the active language, and nothing of anybody else's."""
        ...

    def ties(self, person: Person) -> list[Tie]:
        """Return what `person` should hand over before they leave, in the active language."""
        ...

    def erase_some(self, person: Person, *, keep_writing: bool) -> bool:
        """Erase a little of what there may be much of, in the caller's transaction; say whether there may be more.

        It is called before `erase`, again and again, so that nobody waits to write until the whole person is erased.
        """
        ...

    def erase(self, person: Person, *, keep_writing: bool) -> frozenset[int]:
        """Erase what is kept about `person`, in the caller's transaction; a second time does no harm.

        What they wrote goes too, unless `keep_writing`: then it stays under their faces, which lose everything that
        tells whose they were. Returns the primary keys of the faces that something kept still needs.
        """
        ...


Renamed = Callable[[Member], None]
"""Is given a member who has just given up a name, and erases in our transaction what the room made of that."""

_PARTS: list[PersonalPart] = []
_RENAMED: list[Renamed] = []


def register(part: PersonalPart) -> None:
    """Take `part` into every copy and every erasure. Raises ValueError for a model that has a part already."""
    if twice := part.covers & covered():
        raise ValueError(f"{', '.join(sorted(twice))} is covered twice.")
    _PARTS.append(part)


def parts() -> Iterator[PersonalPart]:
    """Yield the parts, the lowest room's first."""
    yield from _PARTS


def covered() -> frozenset[str]:
    """Return the models, as `app.Model`, that some part covers."""
    return frozenset().union(*(part.covers for part in _PARTS))


def register_renamed(told: Renamed) -> None:
    """Tell `told` from now on."""
    _RENAMED.append(told)


def tell_renamed(member: Member) -> None:
    """Tell every room that `member` is called otherwise from now on: who gives up a name is not found by it."""
    for told in _RENAMED:
        told(member)


Reached = Callable[[str], None]
"""Is given an address whose person has just shown that our mail reaches them there, by what only such a mail held."""
_REACHED: list[Reached] = []


def register_reached(hear: Reached) -> None:
    """Tell `hear` from now on of each address at which our mail was shown to be read."""
    _REACHED.append(hear)


def tell_reached(address: str) -> None:
    """Tell every room above that whoever reads mail to `address` gets ours; never by what anybody else can do."""
    for hear in _REACHED:
        hear(address)


Living = Callable[[Member, str], None]
"""Is given somebody who joins, and the time zone of the device they do it on; in that very transaction."""
_LIVING: list[Living] = []


def register_living(hear: Living) -> None:
    """Tell `hear` from now on by which clock newcomers live."""
    _LIVING.append(hear)


def tell_living(member: Member, zone: str) -> None:
    """Tell every room above that `member` lives in `zone`, a name of the IANA database; nothing where it is empty."""
    for hear in _LIVING if zone else ():
        hear(member, zone)
