from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hearth.front.seed.world import put_world


class Command(BaseCommand):
    help = "Fills a demo site with its world: the same people and places each time. Adds only what is missing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--now", type=moment, help="the moment its dates are reckoned from, in ISO 8601")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.CONFIG.demo:
            raise CommandError("The demo world is for demo sites only: start one with HEARTH_DEMO=1.")
        added = put_world(options["now"] or timezone.now())
        said = ", ".join(f"{count} {kind}" for kind, count in added.items() if count)
        if options["verbosity"]:
            self.stdout.write(
                f"The demo world is ready: {said}." if said else "The demo world is here already: nothing added."
            )


def moment(text: str) -> datetime:
    """Read a moment in ISO 8601; without an offset it is in UTC. Raises ValueError."""
    found = datetime.fromisoformat(text)
    return found if timezone.is_aware(found) else found.replace(tzinfo=timezone.get_fixed_timezone(0))
