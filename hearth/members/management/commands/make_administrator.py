"""Makes somebody who is here an administrator."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hearth.core.refusals import Refusal
from hearth.members.actions.staff import make_administrator
from hearth.members.models import Account
from hearth.members.queries.people import get_account


class Command(BaseCommand):
    help = "Makes the person who signs in with ADDRESS an administrator: they may do everything. It stays on record."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="the e-mail address the person signs in with")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            make_administrator(get_account(options["address"]))
        except Account.DoesNotExist as error:
            raise CommandError("Nobody signs in with this address.") from error
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write("Done. They are an administrator from their next click on.")
