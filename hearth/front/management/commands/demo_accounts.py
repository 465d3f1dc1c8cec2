from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from hearth.front.seed.entries import demo_addresses
from hearth.front.seed.people import PASSWORD


class Command(BaseCommand):
    help = "Prints whom one can sign in as on a demo site, and the password."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.CONFIG.demo:
            raise CommandError("Only a demo site has demo accounts.")
        self.stdout.write(f"Sign in with the password {PASSWORD} as one of these:")
        self.stdout.write("\n".join(f"  {each}" for each in demo_addresses()))
