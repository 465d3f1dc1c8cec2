"""What a browser sends when it made or used a passkey (Web Authentication Level 2)."""

import struct
from collections.abc import Callable
from typing import Any

from allauth.mfa.webauthn.forms import (
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
    SignupWebAuthnForm,
)
from cryptography.exceptions import UnsupportedAlgorithm
from django import forms
from django.utils.translation import gettext_lazy as _

MOST = 20_000  # characters; a browser sends about 1,500
UNREADABLE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, UnsupportedAlgorithm, ValueError)
NOT_TAKEN = _("This passkey was not accepted. Try again, or sign in another way.")
NOT_MADE = _("The passkey could not be made. Try again, or leave it: you can sign in without one.")


class CredentialField(forms.JSONField):
    """The browser's answer, as it came; whatever cannot be one has the one fault `message`."""

    def __init__(self, message: Any) -> None:
        self.message = message
        faults = {"required": message, "invalid": message}
        super().__init__(widget=forms.HiddenInput(attrs={"data-credential": ""}), error_messages=faults)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > MOST:
            raise forms.ValidationError(self.message)
        try:
            found = super().to_python(value)
        except RecursionError as error:
            raise forms.ValidationError(self.message) from error
        if found is not None and not isinstance(found, dict):
            raise forms.ValidationError(self.message)
        return found

    def bound_data(self, data: Any, initial: Any) -> str:
        """Show nothing of it again: it counts once."""
        return ""

    def prepare_value(self, value: Any) -> str:
        return ""


def _taken(read: Callable[[], Any], message: Any) -> Any:
    """Return what `read` makes of the browser's answer; raise ValidationError with `message` when it makes nothing."""
    try:
        return read()
    except (*UNREADABLE, struct.error) as error:
        raise forms.ValidationError(message) from error


class _Answer:
    """Gives the forms that check a passkey our field and our words."""

    def clean_credential(self) -> Any:
        try:
            return _taken(super().clean_credential, NOT_TAKEN)  # type: ignore[misc]
        except forms.ValidationError as error:
            if any(each.code == "too_many_login_attempts" for each in error.error_list):
                raise
            raise forms.ValidationError(NOT_TAKEN) from error


class SignInPasskeyForm(_Answer, LoginWebAuthnForm):
    """Sign in with a passkey alone."""

    credential = CredentialField(NOT_TAKEN)


class SecondStepPasskeyForm(_Answer, AuthenticateWebAuthnForm):
    """A passkey as the second step."""

    credential = CredentialField(NOT_TAKEN)


class AskAgainPasskeyForm(_Answer, ReauthenticateWebAuthnForm):
    """A passkey to show that it is still you."""

    credential = CredentialField(NOT_TAKEN)


class PasskeyNameForm(forms.Form):
    """What a person calls one of their passkeys."""

    name = forms.CharField(
        label=_("What shall we call it?"),
        help_text=_("So that you know it again in your list. Only you see it."),
        max_length=60,
        error_messages={"required": _("Write a name for this passkey")},
    )


class AddPasskeyForm(SignupWebAuthnForm):
    """A new passkey: kept on the device, which makes sure that it is you."""

    name = forms.CharField(
        label=_("What shall we call it?"),
        help_text=_("So that you know it again in your list. Only you see it."),
        max_length=60,
        required=False,
    )
    credential = CredentialField(NOT_MADE)

    def clean(self) -> Any:
        try:
            return _taken(super().clean, NOT_MADE)
        except forms.ValidationError as error:
            raise forms.ValidationError(NOT_MADE) from error
