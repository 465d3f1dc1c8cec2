"""Crisis lines by country, from a file that the host checks and keeps."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from hearth.core.folding import fold
from hearth.core.translated import country_name

SHIPPED = Path(__file__).with_name("helplines.toml")


class HelplinesProblem(ValueError):
    """The host's file cannot be used; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Line:
    """One helpline, as the host wrote it down; `dial` is what a telephone is given."""

    name: str
    number: str
    source: str
    dial: str
    lang: str = "en"
    languages: tuple[str, ...] = ()
    ways: tuple[str, ...] = ("call",)
    day_and_night: bool = False
    checked_on: date | None = None

    @property
    def can_text(self) -> bool:
        """Whether one may also write to it."""
        return "text" in self.ways


@dataclass(frozen=True, slots=True)
class Country:
    """A country's emergency number and helplines."""

    code: str
    emergency: str = ""
    lines: tuple[Line, ...] = field(default=())

    @property
    def name(self) -> str:
        """What the reader calls the country."""
        return country_name(self.code)


def helplines() -> list[Country]:
    """Return the countries of the host's list, by name in the reader's language.

    Without a list of the host's own, or when it cannot be read, the shipped list stands in: this page has to answer.
    """
    path = Path(settings.CONFIG.helplines) if settings.CONFIG.helplines else SHIPPED
    try:
        found = read(path)
    except HelplinesProblem:
        found = read(SHIPPED)
    return sorted(found, key=lambda country: fold(country.name))


def read(path: Path) -> tuple[Country, ...]:
    """Return the countries listed in the TOML file `path`, kept in memory until the file changes.

    Raises HelplinesProblem.
    """
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise HelplinesProblem(f"{path} cannot be read: {error.strerror}.") from error


@lru_cache(maxsize=4)
def _read(path: Path, changed_at: int) -> tuple[Country, ...]:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise HelplinesProblem(f"{path} is not TOML: {error}.") from error
    return tuple(_country(path, code, said) for code, said in raw.items())


def _country(path: Path, code: str, said: Any) -> Country:
    try:
        if not country_name(code):
            raise ValueError("this is no country's ISO 3166-1 code")
        return Country(code, str(said.get("emergency", "")), tuple(_line(line) for line in said.get("lines", [])))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise HelplinesProblem(f"{path}, [{code}]: {error}.") from error


def _line(said: dict[str, Any]) -> Line:
    given = dict(said)
    checked = given.pop("checked_on", "")
    dial = given.pop("dial", "".join(each for each in given["number"] if each.isdigit() or each in "+*#"))
    return Line(
        **given
        | {
            "dial": dial,
            "languages": tuple(given.get("languages", ())),
            "ways": tuple(given.get("ways", ("call",))),
            "checked_on": checked if isinstance(checked, date) else date.fromisoformat(checked) if checked else None,
        }
    )
