"""Form fields (stand-in until the branch lands)."""

from typing import Any

from django import forms


class RichTextField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea, **kwargs)
