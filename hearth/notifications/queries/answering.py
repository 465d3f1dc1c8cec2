"""How the mail about a post is answered: from where, and under which name the answer appears."""

from typing import Final, NamedTuple

from hearth.activity.ports import Told
from hearth.communities.models import Discussion, Reply
from hearth.communities.queries.discussions import shown_replies
from hearth.communities.queries.naming import name_kept_in, sentence_by_mail
from hearth.members.models import Account, Member
from hearth.notifications import threads
from hearth.notifications.models import Notification
from hearth.notifications.reply_addresses import reply_address

LOOKED_AT: Final = 2000
"""Replies of a discussion, the latest, among which the one is looked for that a mail answers: some milliseconds."""


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


def reply_answered(message_id: str, discussion: Discussion, *, viewer: Member, account: Account) -> Reply | None:
    """Return the reply in `discussion` that the mail with this Message-ID told `account`, the person `viewer`, of.

    None for the opening, for another mail, and for what was hidden or taken back meanwhile. Two queries at most.
    """
    if not message_id:
        return None
    shown = shown_replies(viewer).filter(discussion=discussion, hidden_at=None, deleted_at=None)
    latest = shown.order_by("-pk").values_list("pk", "public_id")[:LOOKED_AT]
    found = next((pk for pk, post in latest if threads.is_about(message_id, post, account)), None)
    return shown.filter(pk=found).first() if found else None
