"""How a mail ends."""

from hearth.notifications.actions.receiving import receive

DOMAIN = "reply.hearth.example"


def end_of(message):
    return receive(message if isinstance(message, bytes) else message.as_bytes())
