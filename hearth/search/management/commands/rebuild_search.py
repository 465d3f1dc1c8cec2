"""`bin/manage rebuild_search`: the whole index anew, while the site runs."""

from typing import Any

from django.core.management.base import BaseCommand

from hearth.search.actions.checking import mend
from hearth.search.actions.clearing import optimize
from hearth.search.actions.forgetting import forget_words
from hearth.search.actions.rebuilding import rebuild


class Command(BaseCommand):
    help = "Makes everything findable as it is now, while the site runs, and clears the index of the rest."

    def handle(self, *args: Any, **options: Any) -> None:
        if mend():
            self.stderr.write("The database's own index was wrong, and is made anew.")
        total = rebuild(said=lambda kind, count: self.stderr.write(f"\r{kind} {count:,}   ", ending=""))
        forget_words()
        optimize()
        self.stderr.write("")
        self.stdout.write(f"{total:,} documents")
