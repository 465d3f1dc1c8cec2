"""Closes the account of somebody who asked for it and can no longer do so themself."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hearth.core.refusals import Refusal
from hearth.members.actions.leaving import close_account
from hearth.members.models import Account
from hearth.members.queries.people import get_account


class Command(BaseCommand):
    help = "Closes an account and erases it in thirty days, or now. Make sure first that it is the person who asks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="the e-mail address the person signs in with")
        parser.add_argument("--now", action="store_true", help="erase it as soon as the worker comes to it")
        parser.add_argument("--writing", action="store_true", help="erase what the person wrote to others too")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            account = get_account(options["address"])
            close_account(account, keep_writing=not options["writing"], at_once=options["now"])
        except Account.DoesNotExist as error:
            raise CommandError("Nobody signs in with this address.") from error
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write("Closed. The person gets a letter that says what happens when.")
