from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hearth.communities.models import Section


class SectionField(forms.ChoiceField):
    """One of the sections of a community, or none."""

    def __init__(self, sections: Sequence[Section], **kwargs: Any) -> None:
        self.by_key = {section.public_id: section for section in sections}
        none = ("", pgettext_lazy("section of a community", "In no section"))
        choices = [none, *((key, section.name) for key, section in self.by_key.items())]
        ours: dict[str, Any] = {"label": _("Section"), "choices": choices, "required": False}
        super().__init__(**ours | kwargs)

    def clean(self, value: Any) -> Section | None:
        return self.by_key.get(super().clean(value))
