"""How the mail about a post is answered: from where, and under which name the answer appears."""

from typing import NamedTuple

from hearth.activity.ports import Told
from hearth.communities.queries.naming import sentence_by_mail
from hearth.members.models import Account
from hearth.notifications.models import Notification
from hearth.notifications.reply_addresses import reply_address


class WayToAnswer(NamedTuple):
    """The address that takes an answer by mail, and the sentence that says under which name it appears."""

    address: str
    sentence: str


def way_to_answer(row: Notification, told: Told, account: Account) -> WayToAnswer | None:
    """Return how `account` answers the mail of `row`; None for word that has no answer, or where no mail comes in."""
    if not told.is_answerable or row.discussion is None:
        return None
    address = reply_address(account, row.discussion.public_id)
    return WayToAnswer(address, sentence_by_mail(row.discussion, by=row.member)) if address else None
