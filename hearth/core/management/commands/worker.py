import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS

from hearth.core import worker
from hearth.core.locks import HomeInUse, share_home


class Command(BaseCommand):
    help = "Does background work: mail, deliveries and what comes round. Stops on SIGTERM or Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between looks at an empty queue")
        parser.add_argument("--once", action="store_true", help="do all that is due, then exit")

    def get_check_kwargs(self, options: dict[str, Any]) -> dict[Any, Any]:
        """Check what the database holds, too."""
        return super().get_check_kwargs(options) | {"databases": [DEFAULT_DB_ALIAS]}

    def handle(self, *args: Any, interval: float, once: bool, **options: Any) -> None:
        try:
            share_home(settings.CONFIG.home, os.environ)
        except (HomeInUse, OSError) as error:
            raise CommandError(str(error)) from error
        if once:
            worker.drain()
        else:
            worker.serve(interval=interval)
