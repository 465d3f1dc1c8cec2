"""Word on its way: the rest of many people, and mail whose time has come."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from hearth.activity.ports import How
from hearth.core.outbox import Letter, makes
from hearth.core.periodic import periodic
from hearth.core.work import does
from hearth.notifications.actions import digesting, forgetting, letters, mailing, remembering, spreading
from hearth.notifications.models import Spreading


@does(Spreading, in_transaction=True)
def go_on(rest: Spreading) -> None:
    spreading.go_on(rest)


@periodic(every=timedelta(minutes=1), help=_("Mails what people want to hear at once, minutes after it was said."))
def mail_due() -> None:
    mailing.mail_due()


@makes(letters.NOTICE)
def make_notice(about: dict[str, Any]) -> Letter | None:
    return letters.make_notice(about["notification"])


@periodic(every=timedelta(minutes=10), help=_("Mails people their daily and weekly digests at the hour they chose."))
def digest_due() -> None:
    digesting.digest_due()


@makes(digesting.DIGEST)
def make_digest(about: dict[str, Any]) -> Letter | None:
    return digesting.make_digest(about["member"], How(about["how"]), datetime.fromisoformat(about["at"]))


@periodic(every=timedelta(days=1), help=_("Forgets what people were told 90 days ago."))
def forget_old() -> None:
    forgetting.forget_old()


@periodic(every=timedelta(days=1), help=_("Forgets which mails came in, once nobody can answer by them any more."))
def forget_received() -> None:
    remembering.forget_received()
