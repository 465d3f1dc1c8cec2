"""Switching a second step off for somebody who has lost it."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from hearth.core import mail
from hearth.members.models import Account


@transaction.atomic
def switch_second_step_off(account: Account) -> bool:
    """Switch the second step of `account` off and tell its address; say whether it was on.

    Called by whoever runs the server, once they are sure who asks, never by a form.
    """
    types = [Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]
    if not Authenticator.objects.filter(user=account, type__in=types).delete()[0]:
        return False
    mail.send("members/mail/totp_deactivated.html", to=account.email, language=account.language or "en", context={})
    return True
