"""What one may say of one's own words, and nobody has to: where they come from, and since when one knows it."""

import re
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy

from hearth.communities.models import Labels
from hearth.core.fields import LineField, YearField


class WordsInLine(LineField):
    """A line with at least one word: a title, or where something was read."""

    def to_python(self, value: Any) -> str:
        line = super().to_python(value)
        return line if re.search(r"\w", line) else ""


def since_field() -> YearField:
    """Return the field that asks for the year in which it began."""
    return YearField(
        label=gettext_lazy("Since when?"),
        help_text=gettext_lazy("The year it became part of your life. It stands with your post."),
    )


class WithLabels(forms.Form):
    """A form in which a writer may say where their words come from."""

    is_lived = forms.BooleanField(label=gettext_lazy("I have lived this"), required=False)
    read_in = WordsInLine(
        label=gettext_lazy("I have read this in"),
        help_text=gettext_lazy("A title, a name or a web address, so that others can read it too."),
        max_length=300,
        required=False,
    )
    is_ai_written = forms.BooleanField(label=gettext_lazy("Written with AI, then checked by me"), required=False)

    @property
    def labels(self) -> Labels:
        """The labels that a checked form sets."""
        return Labels(**{name: self.cleaned_data.get(name) or default for name, default in _NONE.items()})

    @property
    def shows_labels(self) -> bool:
        """Whether there is something to look at in them: a label that is set, or what is wrong with one."""
        return any(self[name].errors or self[name].value() for name in _NONE)


_NONE: Final[dict[str, Any]] = {"is_lived": False, "read_in": "", "is_ai_written": False}
