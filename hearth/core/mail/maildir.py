"""Keeps outgoing mail in a Maildir folder instead of sending it: for the demo and for trying things out."""

import mailbox
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    """Django e-mail backend that adds each message to the Maildir at `settings.EMAIL_FILE_PATH`."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        box = mailbox.Maildir(settings.EMAIL_FILE_PATH)
        for message in email_messages:
            box.add(message.message().as_bytes(linesep="\n"))  # type: ignore[call-arg]
        return len(email_messages)
