"""The data files that the demo world is written in."""

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def read(name: str) -> list[dict[str, Any]]:
    """Return the entries of the data file `name`.toml."""
    (entries,) = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8")).values()
    return list(entries)


def address(person: dict[str, Any]) -> str:
    """Return the e-mail address of an entry of the people."""
    return f"{person['email']}@hearth.example"


def demo_addresses() -> list[str]:
    """Return the addresses one can sign in with, in the order of the data file."""
    return [address(entry) for entry in read("people") if entry.get("demo")]
