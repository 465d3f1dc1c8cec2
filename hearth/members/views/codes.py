"""Codes by e-mail: what waits for one leans on the account as it was then, and who has it reads our mail."""

from typing import Any

from allauth.account.views import ConfirmPasswordResetCodeView, PasswordResetView, RequestLoginCodeView
from django.http import HttpResponse

from hearth.members import pending
from hearth.members.ports import tell_reached


class AskForCode(RequestLoginCodeView):
    """Send a code to sign in with."""

    def form_valid(self, form: Any) -> HttpResponse:
        pending.lean(self.request, pending.SIGN_IN, form.account)
        return super().form_valid(form)


class AskForReset(PasswordResetView):
    """Send a code to choose a new password with."""

    def form_valid(self, form: Any) -> HttpResponse:
        pending.lean(self.request, pending.RESET, form.account)
        return super().form_valid(form)


class ConfirmReset(ConfirmPasswordResetCodeView):
    """Take the code, before a new password is chosen."""

    def form_valid(self, form: Any) -> HttpResponse:
        tell_reached(self._process.state["email"])
        return super().form_valid(form)
