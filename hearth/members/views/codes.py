"""Asking for a code by e-mail: what waits for it leans on the account as it was then."""

from typing import Any

from allauth.account.views import PasswordResetView, RequestLoginCodeView
from django.http import HttpResponse

from hearth.members import pending


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
