"""Measure how well things are found, beside plain FTS5 with porter stemming on the same texts."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from tests.evaluate.measures import MEASURES

DATA = Path(__file__).resolve().parents[4].parent / "shared" / "data"


class Command(BaseCommand):
    help = "Measure how well search finds things, on texts of others (see docs/search.md for where they come from)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["search"])
        parser.add_argument("only", nargs="*", choices=[*MEASURES, []], help="measures; all unless named")
        parser.add_argument("--data", type=Path, default=DATA, help="the folder with the texts")
        parser.add_argument("--every", type=int, default=1, help="ask every so many questions only, for a quick look")
        parser.add_argument("--out", default="", help="write the figures to this file too, as JSON")

    def handle(self, *, only: list[str], data: Path, every: int, out: str, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        results: list[dict[str, Any]] = []
        for name in only or MEASURES:
            for figures in MEASURES[name](data, every):
                results.append(figures)
                self.stdout.write("  ".join(f"{key} {value}" for key, value in figures.items()))
                self.stdout.flush()
        if out:
            Path(out).write_text(json.dumps(results, indent=1) + "\n")
