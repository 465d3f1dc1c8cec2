"""`bin/manage rebuild_search`: the whole index anew, while the site runs."""

from typing import Any

from django.core.management.base import BaseCommand

from hearth.search.actions.rebuilding import rebuild
from hearth.search.actions.tidying import optimize


class Command(BaseCommand):
    help = "Makes everything findable as it is now, while the site runs, and clears the index of the rest."

    def handle(self, *args: Any, **options: Any) -> None:
        total = rebuild(said=lambda kind, count: self.stderr.write(f"\r{kind} {count:,}   ", ending=""))
        optimize()
        self.stderr.write("")
        self.stdout.write(f"{total:,} documents")
