"""A real mail server for tests, in this process."""

from email import message_from_bytes, policy
from email.message import EmailMessage


class Letterbox:
    """A real SMTP server that keeps what it accepts; addresses at `refused.example` are not there, and at
    `policy.example` it takes no mail from us."""

    def __init__(self):
        self.letters: list[EmailMessage] = []
        self.senders: list[str] = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  aiosmtpd's name
        if address.endswith("@refused.example"):
            return "550 5.1.1 No such person: " + address
        if address.endswith("@policy.example"):
            return "550 5.7.1 Not from you: " + address
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.senders.append(envelope.mail_from)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 Accepted"
