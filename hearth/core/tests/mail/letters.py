"""Mail for tests, written by the library that every Python program uses."""

from email.message import EmailMessage
from email.policy import SMTP

PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def letter(text="Hello", *, html=None, **headers):
    """Return an ordinary mail from Ana, with `headers` (underscores for hyphens) instead of the usual ones."""
    message = EmailMessage(policy=SMTP)
    usual = {"From": "Ana Ruiz <ana@example.org>", "To": "reply@hearth.example", "Message-ID": "<1@example.org>"}
    for name, value in (usual | {name.replace("_", "-"): value for name, value in headers.items()}).items():
        if value:
            message[name] = value
    if text is not None:
        message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html") if text is not None else message.set_content(html, subtype="html")
    return message
