"""Mail to one person: one template, in their language, as plain text and as HTML, handed to the outbox."""

from hearth.core.mail.sending import Rendered, absolute, render, send
from hearth.core.mail.words import as_mailed, picture_in_words

__all__ = [
    "Rendered",
    "absolute",
    "as_mailed",
    "picture_in_words",
    "render",
    "send",
]
