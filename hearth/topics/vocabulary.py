"""The words a new site begins with, read from `topics/seed/*.toml`."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from hearth.topics.models import NameKind, Scheme

SEED = Path(__file__).parent / "seed"


class Entry(NamedTuple):
    """A topic of the first vocabulary; `names` are (language, kind, name)."""

    slug: str
    icon: str
    names: list[tuple[str, NameKind, str]]
    description: dict[str, str]
    broader: list[str]
    related: set[str]
    shelf: str
    identifiers: list[tuple[Scheme, str]]


@cache
def first_vocabulary() -> list[Entry]:
    """Return the entries, read once a process, broader ones before narrower ones, with `related` said on both sides."""
    entries = {entry.slug: entry for path in sorted(SEED.glob("*.toml")) for entry in _read(path)}
    for entry in entries.values():
        for other in list(entry.related):
            entries[other].related.add(entry.slug)
    return sorted(entries.values(), key=lambda entry: bool(entry.broader))


def _read(path: Path) -> Iterator[Entry]:
    for raw in tomllib.loads(path.read_text(encoding="utf-8"))["topic"]:
        languages = {code: said for code, said in raw.items() if isinstance(said, dict)}
        yield Entry(
            raw["slug"],
            raw["icon"],
            [name for code, said in languages.items() for name in _names(code, said)],
            {code: said["about"] for code, said in languages.items()},
            raw.get("broader", []),
            set(raw.get("related", [])),
            raw.get("shelf", ""),
            [(scheme, value) for scheme in Scheme for value in raw.get(scheme.value, [])],
        )


def _names(language: str, said: dict[str, Any]) -> Iterator[tuple[str, NameKind, str]]:
    yield language, NameKind.PREFERRED, said["preferred"]
    for kind in (NameKind.EVERYDAY, NameKind.CLINICAL, NameKind.ABBREVIATION):
        for name in said.get(kind.value, []):
            yield language, kind, name
