"""Codes from an app, and recovery codes."""

from typing import Any, Final

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

COUNTS_FOR: Final = 90  # seconds in which a code may be right: its own half minute and one on either side


class _CodeField(forms.CharField):
    def __init__(self, **given: Any) -> None:
        typed = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"})
        super().__init__(max_length=20, widget=typed, error_messages={"required": _("Write the code")}, **given)


class _Once:
    """Takes a code from an app once in all the time it counts; allauth remembers it for a third of that."""

    user: Any
    authenticator: Any

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        plain = "".join(filter(str.isalnum, code))
        is_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_app and not cache.add(f"hearth.members:code:{self.user.pk}:{plain}", True, timeout=COUNTS_FOR):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondStepForm(_Once, AuthenticateForm):
    """The second step on the way in."""

    code = _CodeField(label=_("Code from your app, or a recovery code"))


class AskAgainForm(_Once, ReauthenticateForm):
    """A code to show that it is still you."""

    code = _CodeField(label=_("Code from your app, or a recovery code"))


class SetUpAppForm(ActivateTOTPForm):
    """The first code of an app that was just set up."""

    code = _CodeField(label=_("Code that the app shows now"))

    def clean_code(self) -> str:
        try:
            return str(super().clean_code())
        except forms.ValidationError as error:
            if error.code == "rate_limited":
                raise get_account_adapter().validation_error("rate_limited") from error
            raise
