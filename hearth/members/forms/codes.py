"""Asking for a code by e-mail.

allauth takes whoever is suspended for nobody; here they are sent their code, and read behind the last door why they
cannot come in. Whose address it is, is asked in the same one way whether it is anybody's or not, and the code goes to
the address that was found, not to another way of writing it.
"""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import RequestLoginCodeForm, ResetPasswordForm
from allauth.core import context, ratelimit

from hearth.members.queries.people import find_account


class AskForCodeForm(RequestLoginCodeForm):
    """A code to sign in with."""

    def clean_email(self) -> Any:
        email = self.cleaned_data["email"].lower()
        if not ratelimit.consume(context.request, action="request_login_code", key=email):
            raise get_adapter().validation_error("too_many_login_attempts")
        self._user = self.account = find_account(email)
        return email


class AskForResetForm(ResetPasswordForm):
    """A code to choose a new password with."""

    def clean_email(self) -> Any:
        email = self.cleaned_data["email"].lower()
        self.account = find_account(email)
        self.users = [self.account] if self.account else []
        return email
