"""Form fields other rooms may use for people."""

from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.core.forms import ManyPicks
from hearth.core.languages import NATIVE_NAMES
from hearth.core.refusals import Refusal
from hearth.members import names


class NameField(forms.CharField):
    """A name to show, in its normal form; empty where none is required and none was given."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": _("Write the name people will see")})
        super().__init__(widget=forms.TextInput(attrs={"autocomplete": "nickname"}), **kwargs)

    def clean(self, value: Any) -> str:
        name = super().clean(value)
        if name in self.empty_values:  # nothing was asked for: what it is for says whether there must be one
            return ""
        try:
            return names.clean(name)
        except Refusal as refusal:
            raise forms.ValidationError(refusal.message) from refusal


class AddressField(forms.EmailField):
    """The e-mail address a person signs in with, in lower case."""

    def __init__(self, **kwargs: Any) -> None:
        ours: dict[str, Any] = {
            "label": _("Email address"),
            "help_text": _("To sign in. Members never see it, and it is never shared."),
            "max_length": EmailAddress._meta.get_field("email").max_length,
            "widget": forms.EmailInput(attrs={"autocomplete": "email"}),
            "error_messages": {
                "required": _("Write your email address"),
                "invalid": _("Write your email address with an @, like name@example.org"),
            },
        }
        super().__init__(**ours | kwargs)

    def clean(self, value: Any) -> str:
        try:
            return str(super().clean(value)).lower()
        except forms.ValidationError as error:
            if "@" in str(value) and any(fault.code == "invalid" for fault in error.error_list):
                slip = _("There is a slip in this address. Check it letter by letter.")
                raise forms.ValidationError(slip, code="invalid") from error
            raise


class NewPasswordField(forms.CharField):
    """A password to sign in with from now on, exactly as typed."""

    def __init__(self, **kwargs: Any) -> None:
        ours: dict[str, Any] = {
            "label": _("Password"),
            "strip": False,
            "max_length": 200,
            "widget": forms.PasswordInput(render_value=True, attrs={"autocomplete": "new-password"}),
        }
        super().__init__(**ours | kwargs)


class LanguagesField(forms.MultipleChoiceField):
    """The languages a person reads; none is an answer too."""

    def __init__(self, **kwargs: Any) -> None:
        ours: dict[str, Any] = {
            "label": _("Languages you read"),
            "choices": list(NATIVE_NAMES.items()),
            "required": False,
            "widget": ManyPicks(chip=True, lang=True),
        }
        super().__init__(**ours | kwargs)
