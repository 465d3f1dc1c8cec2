"""What is said to somebody who answered by mail and whose words could not simply be posted: nothing of it is lost.

Subjects are generic: no place, topic or name is in them.
"""

from enum import Enum

from django.urls import reverse

from hearth.communities.models import Discussion
from hearth.core import mail
from hearth.members.models import Account


class Look(Enum):
    """Why somebody is to look at what they wrote before it is posted, in a few words that name nobody."""

    RENAMED = "another name than it said"
    SAYS_WHO = "it may say who wrote it"
    SHOWS_WHO = "its pictures may show who wrote it"


def give_back(account: Account, words: str, *, reason: str) -> None:
    """Send `words` back whole, with the sentence why they were not posted."""
    _send("returned", account, {"words": words, "reason": reason})


def ask_to_look(account: Account, discussion: Discussion, *, has_pictures: bool, why: Look) -> None:
    """Say that the words wait as a draft, and why."""
    path = reverse("communities:discussion", args=[discussion.public_id])
    _send("held", account, {"path": f"{path}#write", "has_pictures": has_pictures, "why": why.name})


def say_pictures_left_out(account: Account, path: str, *, reason: str) -> None:
    """Say that the words are posted, and why some pictures are not."""
    _send("pictures_left_out", account, {"path": path, "reason": reason})


def say_unreadable(account: Account, *, reason: str) -> None:
    """Say that a mail could not be read, and why."""
    _send("unreadable", account, {"reason": reason})


def _send(template: str, account: Account, context: dict[str, object]) -> None:
    language = account.language or "en"
    mail.send(f"notifications/mail/{template}.html", to=account.email, language=language, context=context)
