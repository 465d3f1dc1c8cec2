"""Prints the link that lets the first administrator in; silent when the site has one."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from hearth.members.actions.first_administrator import issue_token


class Command(BaseCommand):
    help = "Prints a link, good for 24 hours, that lets the first administrator in."

    def handle(self, *args: Any, **options: Any) -> None:
        if token := issue_token():
            path = reverse("members:first-administrator", args=[token])
            self.stdout.write("It has no administrator yet. Whoever opens this link first becomes one:")
            self.stdout.write(f"{settings.CONFIG.site_url}{path}")
