from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from hearth.members.fields import NameField
from hearth.members.models import Account


class FirstAdministratorForm(forms.Form):
    """Who looks after this site first."""

    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("To sign in. Never shown, never shared."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your email address"),
            "invalid": _("Write your email address with an @, like name@example.org"),
        },
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("Three or four words you can remember are stronger than one with symbols."),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(render_value=True, attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Write a password")},
    )
    name = NameField(label=_("Name people will see"), help_text=_("You can change it later."))

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("password"):
            try:
                validate_password(given["password"], Account(email=given.get("email", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return given
