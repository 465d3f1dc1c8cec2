from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS

from hearth.core import worker


class Command(BaseCommand):
    help = "Does background work: mail, deliveries and what comes round. Stops on SIGTERM or Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between looks at an empty queue")
        parser.add_argument("--once", action="store_true", help="do all that is due, then exit")

    def get_check_kwargs(self, options: dict[str, Any]) -> dict[Any, Any]:
        """Check what the database holds, too."""
        return super().get_check_kwargs(options) | {"databases": [DEFAULT_DB_ALIAS]}

    def handle(self, *args: Any, interval: float, once: bool, **options: Any) -> None:
        if once:
            worker.drain()
        else:
            worker.serve(interval=interval)
