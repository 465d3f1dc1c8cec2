"""Which lines of a reply helped, or were found otherwise."""

from collections.abc import Collection

from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from hearth.communities.lines import Line
from hearth.communities.models import WHOLE
from hearth.core.forms import ManyPicks

CHANGED = _("Its author has changed these words meanwhile. Choose again.")


class FindingForm(forms.Form):
    """The lines of a reply, and all of it. Nothing chosen takes back what was."""

    lines = forms.MultipleChoiceField(
        label=_("Which lines?"), required=False, widget=ManyPicks, error_messages={"invalid_choice": CHANGED}
    )
    whole = forms.BooleanField(label=_("The whole reply"), required=False)

    def __init__(self, given: QueryDict | None, *, lines: list[Line], found: Collection[str]) -> None:
        super().__init__(given, initial={"lines": [key for key in found if key != WHOLE], "whole": WHOLE in found})
        self.fields["lines"].choices = [  # type: ignore[attr-defined]
            (line.key, format_html("<bdi>{}</bdi>", line.text)) for line in lines
        ]
        if not lines:
            del self.fields["lines"]

    def refuse(self, why: str) -> None:
        """Say why it is not kept, where something can be chosen."""
        self.add_error("lines" if "lines" in self.fields else "whole", why)

    @property
    def chosen(self) -> set[str]:
        """What was chosen: keys of lines, and WHOLE."""
        given = self.cleaned_data
        return {*given.get("lines", ()), *([WHOLE] if given.get("whole") else [])}
