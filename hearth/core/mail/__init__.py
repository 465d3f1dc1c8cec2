"""Mail to one person: one template, in their language, as plain text and as HTML, handed to the outbox."""

from hearth.core.mail.sending import Rendered, absolute, render, send

__all__ = ["Rendered", "absolute", "render", "send"]
