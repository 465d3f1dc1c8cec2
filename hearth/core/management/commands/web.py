"""The web server alone, for a site whose worker runs elsewhere."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS

from hearth.core.locks import HomeInUse, share_home
from hearth.core.serving import web_command


class Command(BaseCommand):
    help = "Runs the web server alone, in place of this process."

    def get_check_kwargs(self, options: dict[str, Any]) -> dict[Any, Any]:
        """Check what the database holds, too."""
        return super().get_check_kwargs(options) | {"databases": [DEFAULT_DB_ALIAS]}

    def handle(self, *args: Any, **options: Any) -> None:
        config = settings.CONFIG
        try:
            share_home(config.home, os.environ)
        except (HomeInUse, OSError) as error:
            raise CommandError(str(error)) from error
        command = web_command(config)
        os.execv(command[0], command)  # noqa: S606 - our own interpreter, our own arguments
