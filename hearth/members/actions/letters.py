"""Letters to the person behind a face.

They name no face and repeat no reason: a letter on its way stands in a row beside an address, and would tell who is
behind the name. What it is about, the person reads here, after signing in.
"""

from datetime import datetime
from typing import Any

from hearth.core import mail
from hearth.members import faces
from hearth.members.models import Account, Member


def write_to(account: Account, template: str, **context: Any) -> None:
    """Send `account` the mail `template`, in its own language."""
    mail.send(f"members/mail/{template}.html", to=account.email, language=account.language or "en", context=context)


def write_behind(member: Member, template: str, *, until: datetime | None = None) -> None:
    """Send the mail `template` to the person behind `member`, if there still is one."""
    if account := faces.account_of(member):
        write_to(account, template, until=until)
