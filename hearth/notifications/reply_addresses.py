"""Where an answer by mail goes."""

from hearth.communities.models import Discussion
from hearth.members.models import Account


def reply_address(account: Account, discussion: Discussion) -> str:
    """Return the address at which `account` answers in `discussion`; empty where this site takes no mail."""
    return ""
