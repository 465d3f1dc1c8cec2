"""Switching a second step off, and what goes with it."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from hearth.core import mail
from hearth.members.models import Account


@transaction.atomic
def switch_second_step_off(account: Account) -> bool:
    """Switch the second step of `account` off and tell its address; say whether it was on.

    Called by whoever runs the server, once they are sure who asks, never by a form.
    """
    forget_recovery_codes(account)
    if not Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).delete()[0]:
        return False
    mail.send("members/mail/totp_deactivated.html", to=account.email, language=account.language or "en", context={})
    return True


def forget_recovery_codes(account: Account) -> None:
    """Erase the recovery codes of `account`: they belong to the app, and another app is given others."""
    Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).delete()
