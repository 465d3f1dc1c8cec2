"""How the mail about a post is answered: from where, and under which name the answer appears."""

from typing import NamedTuple

from hearth.activity.ports import Told
from hearth.communities.queries.naming import name_kept_in, sentence_by_mail
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
    kept = name_kept_in(row.discussion, by=row.member)
    address = reply_address(account, row.discussion.public_id, name=kept or row.member)
    return WayToAnswer(address, sentence_by_mail(kept, by=row.member)) if address else None
