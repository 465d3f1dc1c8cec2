"""Switching one's own second step off."""

from typing import Any

from allauth.mfa.totp.views import DeactivateTOTPView
from django.db import transaction
from django.http import HttpResponse

from hearth.members.actions.second_step import forget_recovery_codes


class SwitchOff(DeactivateTOTPView):
    """The app goes, and the recovery codes with it: allauth would keep them for whoever has a passkey too."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        forget_recovery_codes(self.request.user)
        return super().form_valid(form)
