"""What becomes of one mail that came in: a reply in its discussion, or a reason why not.

The mail itself is kept nowhere, and nothing of its content or its people is logged.
"""

import hashlib

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hearth.core.mail.incoming import Fault, Incoming, Nature, Unreadable, read
from hearth.members.models import Account
from hearth.members.queries.people import find_account
from hearth.notifications.actions import returning, suppressing
from hearth.notifications.actions.answering import Ending, Outcome, answer_by_mail
from hearth.notifications.actions.remembering import is_first
from hearth.notifications.reply_addresses import discussion_of


def receive(raw: bytes) -> Outcome:
    """Do what the mail `raw` is for, once; return what became of it. It raises only what a database raises."""
    mail = read(raw, own_domain=settings.SITE.hostname or "localhost")
    if mail.nature is not Nature.ANSWER:
        return _answer_of_a_machine(mail)
    account = find_account(mail.sender) if mail.sender else None
    if account is None or account.closed_at:
        return Outcome(Ending.REFUSED, "unknown sender")
    address = next((address for address in mail.recipients if discussion_of(address, account)), "")
    if not address:
        return Outcome(Ending.REFUSED, "no reply address of this sender")
    suppressing.note_reached(account.email)
    with translation.override(account.language or "en"):
        if isinstance(mail, Unreadable):
            return _cannot_read(mail, account)
        return answer_by_mail(mail, account, address, key=mail.message_id or hashlib.sha256(raw).hexdigest())


def _answer_of_a_machine(mail: Incoming | Unreadable) -> Outcome:
    if isinstance(mail, Incoming) and mail.nature in {Nature.BOUNCE, Nature.COMPLAINT}:
        is_bounce = mail.nature is Nature.BOUNCE
        count = suppressing.suppress_failed(mail) if is_bounce else suppressing.suppress_complaining(mail)
        return Outcome(Ending.DROPPED, f"{mail.nature.value}, {'noted' if count else 'of no effect'}")
    return Outcome(Ending.DROPPED, mail.nature.value)


@transaction.atomic
def _cannot_read(mail: Unreadable, account: Account) -> Outcome:
    if not is_first(f"{account.pk} unreadable on {timezone.localdate()}"):
        return Outcome(Ending.DROPPED, f"{mail.fault.value}, and told today already")
    reasons = {
        Fault.TOO_LARGE: _(
            "It is too large. Mail here may have 10 MB; pictures can be made smaller, or added on the page."
        ),
        Fault.LONG_TEXT: _("Its text is too long, with all that it quotes."),
    }
    reason = reasons.get(mail.fault, _("Its form is not one we know. Another mail program may help."))
    returning.say_unreadable(account, reason=reason)
    return Outcome(Ending.RETURNED, mail.fault.value)
