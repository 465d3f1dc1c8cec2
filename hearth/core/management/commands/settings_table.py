"""Writes the table of settings into docs/operations.md, between its two marks."""

from argparse import ArgumentParser
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from hearth.config import Config

BEGIN, END = "<!-- settings: written by bin/docs -->", "<!-- end of settings -->"


def render() -> str:
    """Return the table of every setting, grouped as in `hearth/config.py`."""
    lines: list[str] = []
    group = ""
    for spec in fields(Config):
        about = spec.metadata
        if about["group"] != group:
            group = about["group"]
            lines += ["", f"### {group}", "", "| Variable | Default | What it does |", "|---|---|---|"]
        lines.append(f"| `{about['name']}` | {_default(spec.default, about['shown'])} | {about['help']} |")
    return "\n".join([*lines, ""])


def _default(value: Any, shown: str) -> str:
    if shown:
        return f"`{shown}`"
    if value is MISSING:
        return "none: must be set"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"`{value}`" if value not in ("", ()) else "empty"


class Command(BaseCommand):
    help = "Writes the table of settings into docs/operations.md, or with --check says whether it is up to date."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")
        parser.add_argument("--file", type=Path, default=settings.BASE_DIR.parent / "docs" / "operations.md")

    def handle(self, *args: Any, check: bool, file: Path, **options: Any) -> None:
        present = file.read_text(encoding="utf-8")
        before, _mark, rest = present.partition(BEGIN)
        _old, _mark, after = rest.partition(END)
        fresh = f"{before}{BEGIN}\n{render()}\n{END}{after}"
        if fresh == present:
            return
        if check:
            raise CommandError(f"{file.name} does not tell the settings as they are: run bin/docs.")
        file.write_text(fresh, encoding="utf-8")
