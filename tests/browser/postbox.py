"""A mail server that keeps what it is sent, so that a journey can read its code in a real message."""

import re
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.servers import free_port

CODE = re.compile(r"\b[0-9A-Z]{3,4}-[0-9A-Z]{3,4}\b|\b[0-9A-Z]{6}\b")
SECONDS = 40  # a loaded machine is slow: only what never comes may fail


class Postbox:
    """Listens on a free loopback port while it is entered."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, EmailMessage]] = []
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())

    @property
    def url(self) -> str:
        """What EMAIL_URL is set to."""
        return f"smtp://127.0.0.1:{self.controller.port}"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  (aiosmtpd's name)
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.letters += [(address, message) for address in envelope.rcpt_tos]
        return "250 Kept"

    def wait_for(self, address: str, *, after: int = 0) -> EmailMessage:
        """Return the newest letter to `address` once there are more than `after`."""
        deadline = time.monotonic() + SECONDS
        while len(found := [letter for to, letter in self.letters if to == address]) <= after:
            assert time.monotonic() < deadline, f"no mail to {address} within {SECONDS} s"
            time.sleep(0.05)
        return found[-1]

    def __enter__(self) -> "Postbox":
        self.controller.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.controller.stop()


def text_of(letter: EmailMessage) -> str:
    """Return the plain text of a letter."""
    return letter.get_body(("plain",)).get_content()


def code_in(text: str) -> str:
    """Return the code that a letter holds."""
    found = CODE.search(text)
    assert found, f"no code in {text!r}"
    return found.group()
