from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from hearth.members.fields import AddressField, NewPasswordField
from hearth.members.models import Account


class SigningInForm(forms.Form):
    """How a person will sign in: by an address, and a password that is not easily guessed."""

    email = AddressField()
    password = NewPasswordField()

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("password"):
            try:
                validate_password(given["password"], Account(email=given.get("email", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return given
