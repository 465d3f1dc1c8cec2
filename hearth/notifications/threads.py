"""How a discussion is one thread in a mail program: Message-IDs that follow from what was posted (RFC 5322, 3.6.4)."""

from django.conf import settings
from django.utils.crypto import salted_hmac

from hearth.activity.ports import Told
from hearth.members.models import Account


def message_id(told: Told, account: Account) -> str | None:
    """Return the Message-ID of the mail to `account` about a post, steady whenever it is asked; None for other word."""
    return _id(told.post, account) if told.post else None


def headers_of(told: Told, account: Account) -> dict[str, str]:
    """Return what ties the mail to the one about what it answers, whether that was ever sent or not."""
    if not told.answers:
        return {}
    return {"In-Reply-To": _id(told.answers, account), "References": _id(told.answers, account)}


def _id(post: str, account: Account) -> str:
    mark = salted_hmac("hearth.notifications.threads", f"{account.pk} {post}", algorithm="sha256").hexdigest()[:16]
    return f"<{post}.{mark}@{settings.SITE.hostname or 'localhost'}>"
