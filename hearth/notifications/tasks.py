"""Word on its way: the rest of many people, and mail whose time has come."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from hearth.core.periodic import periodic
from hearth.core.work import does
from hearth.notifications.actions import mailing, spreading
from hearth.notifications.models import Spreading


@does(Spreading, in_transaction=True)
def go_on(rest: Spreading) -> None:
    spreading.go_on(rest)


@periodic(every=timedelta(minutes=1), help=_("Mails what people want to hear at once, minutes after it was said."))
def mail_due() -> None:
    mailing.mail_due()
