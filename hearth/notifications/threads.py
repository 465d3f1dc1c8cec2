"""How a discussion is one thread in a mail program: Message-IDs that follow from what was posted (RFC 5322, 3.6.4)."""

from django.conf import settings
from django.utils.crypto import salted_hmac

from hearth.activity.ports import Told
from hearth.members.models import Account


def message_id(told: Told, account: Account) -> str | None:
    """Return the Message-ID of the mail to `account` about a post, steady whenever it is asked; None for other word.

    It tells nobody what was posted or where, and is another for each person.
    """
    return _id(told.post, account) if told.post else None


def is_about(message_id: str, post: str, account: Account) -> bool:
    """Say whether `message_id`, without angle brackets, is that of the mail to `account` about the post `post`."""
    return f"<{message_id}>" == _id(post, account)


def headers_of(told: Told, account: Account) -> dict[str, str]:
    """Return what ties the mail to all that its post stands under, whether any of that was ever sent or not."""
    above = [_id(post, account) for post in told.above]
    return {"In-Reply-To": above[-1], "References": " ".join(above)} if above else {}


def _id(post: str, account: Account) -> str:
    said = f"{account.pk} {post}"
    mark = salted_hmac("hearth.notifications.threads", said, algorithm="sha256").hexdigest()[:32]
    return f"<{mark}@{settings.SITE.hostname or 'localhost'}>"
