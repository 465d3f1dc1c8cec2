"""Which column of a list holds what: a file in TOML, of which one for each list we know is shipped here."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_slug

from hearth.core.countries import all_countries
from hearth.organizations.models import OrganizationKind, Platform
from hearth.organizations.records.fault import BadFile
from hearth.organizations.records.table import DELIMITERS

HERE: Final = Path(__file__).parent
SOURCE: Final = {
    "key": 40, "title": 160, "publisher": 160, "publisher_url": 200, "country": 2, "language": 10, "licence": 160,
    "licence_url": 200,
}  # fmt: skip
COLUMNS: Final = frozenset(
    {
        "identifier", "name", "address", "place", "postcode", "state", "county", "telephone", "website", "kind",
        "ownership", "country", "closed_on", "url", "platform", "is_living",
    }
)  # fmt: skip
TABLES: Final = frozenset({"source", "file", "columns", "more", "kinds", "territories", "countries", "organizations"})


@dataclass(frozen=True, slots=True)
class Columns:
    """How one list is read.

    `source` are the fields of its DirectorySource; `columns` maps what we keep to the list's column names; `more` are
    the columns kept under their own names. `kinds` maps the list's words to ours, `kind` is for every other word.
    `territories` maps what stands as state to a country of its own, `countries` what stands as country to a code.
    `words`: only a row whose name has one of them makes an organisation (empty: every row does).
    """

    source: Mapping[str, str]
    columns: Mapping[str, str]
    more: tuple[str, ...] = ()
    kind: str = OrganizationKind.HOSPITAL
    kinds: Mapping[str, str] = field(default_factory=dict)
    territories: Mapping[str, str] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    platform: str = ""
    delimiter: str = ","
    dates: str = "%Y-%m-%d"

    @property
    def wanted(self) -> list[str]:
        """The names of the columns that a file must have."""
        return [*self.columns.values(), *self.more]


def shipped(name: str) -> Columns:
    """Return the mapping called `name` that comes with Hearth."""
    return read_mapping(HERE / f"{name}.toml")


def read_mapping(path: Path) -> Columns:
    """Return what the file at `path` says. Raises BadFile, naming what is missing, unknown or out of place."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadFile(f"it cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadFile(f"it is no TOML: {error}") from error
    if unknown := sorted(set(said) - TABLES):
        raise BadFile(f"it has an unknown table: {', '.join(unknown)}")
    source, file, makes = (_table(said, name) for name in ("source", "file", "organizations"))
    kinds = _texts(_table(said, "kinds"), "kinds")
    return Columns(
        source=_source(source),
        columns=_columns(_texts(_table(said, "columns"), "columns")),
        more=tuple(_listed(_table(said, "more"), "columns")),
        kind=_one_of(kinds.pop("default", OrganizationKind.HOSPITAL), OrganizationKind.values, "kind"),
        kinds={word: _one_of(kind, OrganizationKind.values, "kind") for word, kind in kinds.items()},
        territories=_countries(_texts(_table(said, "territories"), "territories")),
        countries=_countries(_texts(_table(said, "countries"), "countries")),
        words=tuple(word.casefold() for word in _listed(makes, "words")),
        platform=_one_of(str(file.get("platform", "")), ["", *Platform.values], "platform"),
        delimiter=_delimiter(str(file.get("delimiter", ","))),
        dates=_date_format(str(file.get("dates", "%Y-%m-%d"))),
    )


def _table(said: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = said.get(name, {})
    if not isinstance(found, dict):
        raise BadFile(f"{name} is no table")
    return dict(found)


def _texts(table: Mapping[str, Any], name: str) -> dict[str, str]:
    if wrong := [key for key, value in table.items() if not isinstance(value, str)]:
        raise BadFile(f"in {name}, {wrong[0]} is no text")
    return dict(table)


def _listed(table: Mapping[str, Any], name: str) -> list[str]:
    found = table.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise BadFile(f"{name} is no list of texts")
    return found


def _source(said: Mapping[str, Any]) -> dict[str, str]:
    texts = _texts(said, "source")
    if unknown := sorted(set(texts) - set(SOURCE)):
        raise BadFile(f"the source has an unknown setting: {', '.join(unknown)}")
    if missing := [name for name in ("key", "title", "licence") if not texts.get(name)]:
        raise BadFile(f"the source does not say its {' or '.join(missing)}")
    if long := [name for name, value in texts.items() if len(value) > SOURCE[name]]:
        raise BadFile(f"the source's {long[0]} is longer than {SOURCE[long[0]]} characters")
    if texts.get("country") and texts["country"] not in all_countries():
        raise BadFile(f"the source's country {texts['country']!r} is no code of two letters (ISO 3166-1)")
    try:
        validate_slug(texts["key"])
        for name in ("publisher_url", "licence_url"):
            if texts.get(name):
                URLValidator(["http", "https"])(texts[name])
    except ValidationError as error:
        raise BadFile(f"the source has a key or an address of another shape: {error.messages[0]}") from error
    return texts


def _columns(said: Mapping[str, str]) -> dict[str, str]:
    if unknown := sorted(set(said) - COLUMNS):
        raise BadFile(f"it names an unknown field: {', '.join(unknown)}; there are {', '.join(sorted(COLUMNS))}")
    if missing := [name for name in ("identifier", "name") if name not in said]:
        raise BadFile(f"it does not say which column is the {' and the '.join(missing)}")
    return dict(said)


def _countries(said: Mapping[str, str]) -> dict[str, str]:
    if unknown := [code for code in said.values() if code not in all_countries()]:
        raise BadFile(f"{unknown[0]!r} is no code of a country (ISO 3166-1)")
    return dict(said)


def _one_of(value: str, known: list[str], what: str) -> str:
    if value not in known:
        raise BadFile(f"{value!r} is no {what}; there are {', '.join(filter(None, known))}")
    return value


def _delimiter(said: str) -> str:
    if said not in DELIMITERS:
        raise BadFile("the delimiter is none of comma, semicolon, tab and bar")
    return said


def _date_format(said: str) -> str:
    try:
        if datetime(2026, 11, 3).strftime(said) == said:  # noqa: DTZ001  no moment: it only tries the format
            raise ValueError
    except ValueError as error:
        raise BadFile(f"{said!r} is no format of dates") from error
    return said
