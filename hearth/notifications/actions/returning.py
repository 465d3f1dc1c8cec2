"""What is said to somebody who answered by mail and whose words could not simply be posted: nothing of it is lost.

Subjects are generic: no place, topic or name is in them.
"""

from django.urls import reverse

from hearth.communities.models import Discussion
from hearth.core import mail
from hearth.members.models import Account


def give_back(account: Account, words: str, *, reason: str) -> None:
    """Send `words` back whole, with the sentence why they were not posted."""
    _send("returned", account, {"words": words, "reason": reason})


def ask_to_look(account: Account, discussion: Discussion, *, has_pictures: bool, is_renamed: bool) -> None:
    """Say that the words wait as a draft, since they may say who wrote them.

    Or, with `is_renamed`, since they would appear under another name than the mail said that they answer.
    """
    path = reverse("communities:discussion", args=[discussion.public_id])
    _send("held", account, {"path": f"{path}#write", "has_pictures": has_pictures, "is_renamed": is_renamed})


def say_pictures_left_out(account: Account, path: str, *, reason: str) -> None:
    """Say that the words are posted, and why some pictures are not."""
    _send("pictures_left_out", account, {"path": path, "reason": reason})


def say_unreadable(account: Account, *, reason: str) -> None:
    """Say that a mail could not be read, and why."""
    _send("unreadable", account, {"reason": reason})


def _send(template: str, account: Account, context: dict[str, object]) -> None:
    language = account.language or "en"
    mail.send(f"notifications/mail/{template}.html", to=account.email, language=language, context=context)
