"""`bin/backup`: one archive of everything, taken while the site runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hearth.core import archives
from hearth.core.snapshots import SnapshotError, open_database


class Command(BaseCommand):
    help = "Writes one archive of database, media, mail and secrets. Keep it where only you can read it."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="default: hearth-DATE-TIME.tar.gz in this folder")

    def handle(self, *args: Any, file: Path | None, **options: Any) -> None:
        target = file or Path(f"hearth-{timezone.now():%Y-%m-%d-%H%M%S}.tar.gz")
        config = settings.CONFIG
        try:
            archives.write(target, home=config.home, database=open_database(config.database_url))
        except (SnapshotError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{target.resolve()} (holds the site's secrets: keep it safe)")
