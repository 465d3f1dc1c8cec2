"""`bin/manage check_search`: whether the index says what is true."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hearth.search.actions.checking import differences, is_broken


class Command(BaseCommand):
    help = "Compares the search index with what it is made from. Changes nothing; fails when they differ."

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(differences())
        for each in found:
            self.stdout.write(f"{each.kind}: {each.missing:,} missing, {each.stale:,} stale")
        if is_broken() or any(each.missing or each.stale for each in found):
            raise CommandError("The index differs. A worker may still be at it; else run bin/manage rebuild_search.")
