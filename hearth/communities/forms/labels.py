"""What one may say of one's own words, and nobody has to: where they come from, and since when one knows it."""

import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.communities.models import Labels
from hearth.core.richtext import UNWANTED

EARLIEST: Final = 1900


class SourceField(forms.CharField):
    """Where something was read, in one line: a title, a name or an address."""

    def to_python(self, value: Any) -> str:
        source = " ".join(UNWANTED.sub("", super().to_python(value) or "").split())
        return source if re.search(r"\w", source) else ""


class YearField(forms.IntegerField):
    """A year that has begun."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 4})
        ours: dict[str, Any] = {"widget": widget, "required": False}
        super().__init__(**ours | kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and value > timezone.localdate().year:
            raise ValidationError(_("This year is still to come."), code="future")
        if value is not None and value < EARLIEST:
            raise ValidationError(_("Write the year in four digits, for example 2019."), code="year")


def since_field() -> YearField:
    """Return the field that asks for the year in which it began."""
    return YearField(
        label=gettext_lazy("Since when?"),
        help_text=gettext_lazy("The year it became part of your life. It stands with your post."),
        error_messages={"invalid": gettext_lazy("Write the year in four digits, for example 2019.")},
    )


class WithLabels(forms.Form):
    """A form in which a writer may say where their words come from."""

    is_lived = forms.BooleanField(label=gettext_lazy("I have lived this"), required=False)
    read_in = SourceField(
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
