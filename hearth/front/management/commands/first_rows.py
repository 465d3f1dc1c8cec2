from typing import Any

from django.core.management.base import BaseCommand

from hearth.organizations.actions import put_regions
from hearth.topics.actions import put_first_vocabulary


class Command(BaseCommand):
    help = "Adds what every site begins with where it is missing: the six regions and the first topics."

    def handle(self, *args: Any, **options: Any) -> None:
        regions, topics = put_regions(), put_first_vocabulary()
        if options["verbosity"] > 1:
            self.stdout.write(f"{regions} regions and {topics} topics added.")
