"""Takes in one message, as mail servers hand it to a program: whole, on standard input."""

import os
import sys
from typing import IO, Any

import structlog
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError

from hearth.core.mail.incoming import MAX_BYTES
from hearth.notifications.actions.receiving import receive

CHUNK = 1_000_000
log = structlog.get_logger("hearth.mail")


class Command(BaseCommand):
    help = (
        "Takes in one e-mail from standard input. Ends with 0 whatever became of it: who forged one is told nothing. "
        "Ends with 75 (try again later) while nothing can be done with it, so that the mail server keeps it."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        raw = _read(sys.stdin.buffer)
        if not settings.CONFIG.reply_domain:
            raise CommandError("HEARTH_REPLY_DOMAIN is not set: no mail is taken in.", returncode=os.EX_TEMPFAIL)
        try:
            outcome = receive(raw)
        except (OperationalError, InterfaceError) as error:
            raise CommandError("The database is not there: try again later.", returncode=os.EX_TEMPFAIL) from error
        log.info("mail received", outcome=outcome.ending.value, reason=outcome.reason)
        if options["verbosity"] > 1:
            self.stdout.write(": ".join(filter(None, (outcome.ending.value, outcome.reason))))


def _read(stream: IO[bytes]) -> bytes:
    """Return what is sent, one byte more than we look at at most; the rest is read, for a broken pipe is an error."""
    raw = stream.read(MAX_BYTES + 1)
    while stream.read(CHUNK):
        pass
    return raw
