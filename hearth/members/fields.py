"""Form fields other rooms may use for people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.core.refusals import Refusal
from hearth.members import names


class NameField(forms.CharField):
    """A name to show, in its normal form."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": _("Write the name people will see")})
        super().__init__(widget=forms.TextInput(attrs={"autocomplete": "nickname"}), **kwargs)

    def clean(self, value: Any) -> str:
        try:
            return names.clean(super().clean(value))
        except Refusal as refusal:
            raise forms.ValidationError(refusal.message) from refusal
