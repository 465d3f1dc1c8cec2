from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from hearth.activity import map


class Command(BaseCommand):
    help = "Writes docs/activity-map.md: which activity reaches which handler."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail if the file is stale")
        parser.add_argument("--to", type=Path, default=settings.BASE_DIR.parent / "docs" / "activity-map.md")

    def handle(self, *args: Any, check: bool, to: Path, **options: Any) -> None:
        drawn = map.draw()
        if not check:
            to.parent.mkdir(exist_ok=True)
            to.write_text(drawn, encoding="utf-8")
        elif not to.exists() or to.read_text(encoding="utf-8") != drawn:
            raise CommandError(f"{to.name} is stale: run bin/manage activity_map.")
