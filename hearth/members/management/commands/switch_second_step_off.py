"""Lets somebody in who has lost both app and recovery codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hearth.members.actions.second_step import switch_second_step_off
from hearth.members.models import Account


class Command(BaseCommand):
    help = (
        "Switches the second step of an account off, and writes to its address that this was done. "
        "Be sure first that it is the person who asks: a letter from their address alone does not show it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="The e-mail address the person signs in with.")

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        account = Account.objects.filter(email=address.lower()).first()
        if account is None or not switch_second_step_off(account):
            raise CommandError("No account with a second step has this address.")
        self.stdout.write("Switched off. The person has been written to.")
