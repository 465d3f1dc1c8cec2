"""The web server alone, for a site whose worker runs elsewhere."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from hearth.core.serving import web_command


class Command(BaseCommand):
    help = "Runs the web server alone, in place of this process."

    def handle(self, *args: Any, **options: Any) -> None:
        command = web_command(settings.CONFIG)
        os.execv(command[0], command)  # noqa: S606 - our own interpreter, our own arguments
