"""Mails, made when they are sent: what cannot be read any more by then, or was read in the page, is not in them."""

from typing import Any, Final

from django.utils import translation

from hearth.activity.ports import KINDS, How, Told
from hearth.core import mail
from hearth.core.mail.incoming import MARKER
from hearth.core.outbox import Letter
from hearth.members.models import Account
from hearth.notifications import threads
from hearth.notifications.headers import list_headers
from hearth.notifications.links import Occasion, link_to
from hearth.notifications.models import Notification
from hearth.notifications.queries.answering import way_to_answer
from hearth.notifications.queries.readers import account_to_mail
from hearth.notifications.queries.reception import reception_of
from hearth.notifications.queries.telling import tell, way_of

NOTICE: Final = "notice"


def make_notice(key: int) -> Letter | None:
    """Return the mail about the notification `key`, as things are now; None when it is not to go any more."""
    row = Notification.objects.unread().select_related("member", "discussion").filter(pk=key).first()
    account = account_to_mail(row.member) if row is not None else None
    if row is None or account is None or way_of(row) != How.AT_ONCE:
        return None
    with translation.override(account.language or "en"):
        told = tell(Notification.objects.of(row.member).filter(pk=key), viewer=row.member).get(key)
        if told is None:
            row.delete()
            return None
        return _notice(row, told, account)


def _notice(row: Notification, told: Told, account: Account) -> Letter:
    kind, answer = KINDS[row.kind], way_to_answer(row, told, account)
    community = row.community_id if kind.is_of_places else None
    discussion = row.discussion_id if kind.is_of_places and not kind.is_of_communities else None
    occasion = None if kind.is_fixed else Occasion(row.member_id, kind.name, "", community, discussion)
    context = {
        "told": told,
        "kind": kind,
        "is_named": reception_of(row.member).is_named,
        "answer": answer,
        "marker": MARKER,
    }
    headers = threads.headers_of(told, account) | ({"Reply-To": answer.address} if answer else {})
    return letter_to(account, "notice", context, occasion, headers, threads.message_id(told, account))


def letter_to(
    account: Account,
    template: str,
    context: dict[str, Any],
    occasion: Occasion | None,
    headers: dict[str, str] | None = None,
    message_id: str | None = None,
) -> Letter:
    """Return the mail that `template` makes of `context`, with the link to the setting behind `occasion`, if any."""
    language, link = account.language or "en", {"link": link_to(occasion)} if occasion else {}
    made = mail.render(f"notifications/mail/{template}.html", language=language, context=context | link)
    return Letter(
        to=account.email,
        subject=made.subject,
        text=made.text,
        html=made.html,
        language=language,
        headers=(list_headers(occasion) if occasion else {}) | (headers or {}),
        message_id=message_id or "",
    )
