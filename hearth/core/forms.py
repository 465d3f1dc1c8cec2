"""How every form is drawn: label, hint, error, input, in that order, in the design's own markup."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, QueryDict


def _css(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return ""
    if isinstance(widget, forms.Select):
        return "select"
    return "textarea" if isinstance(widget, forms.Textarea) else "input"


class BoundField(forms.BoundField):
    """Gives each input the design's class, so that no form has to.

    A widget of several inputs with `draws_errors` is given the errors as `attrs.errors`, to put them where they belong.
    """

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        given: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        css = f"{_css(widget)} {widget.attrs.get('class', '')}".strip()
        if css and not self.is_hidden:
            given["class"] = css
        if getattr(widget, "draws_errors", False):
            given["errors"] = self.errors
        return given


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, even when it is empty; None when nothing was, so that a form begins unbound."""
    return request.POST if request.method == "POST" else None


class Renderer(TemplatesSetting):
    """Draws fields and errors from the project's own templates."""

    field_template_name = "forms/field.html"
    bound_field_class = BoundField


class _Options(forms.widgets.ChoiceWidget):
    """Draws each option as a pick with its own hint, or as a chip; `lang`: values are the labels' languages."""

    option_template_name = "forms/option.html"

    def __init__(
        self, *args: Any, hints: dict[Any, Any] | None = None, chip: bool = False, lang: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hints, self.chip, self.lang = hints or {}, chip, lang

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        if self.chip:
            attrs = (attrs or {}) | {"class": "cluster"}
        return super().get_context(name, value, attrs)

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        option["attrs"] |= {"chip": self.chip, "hint": self.hints.get(value, "")}
        if self.lang:
            option["attrs"]["lang"] = value
        return option


class Picks(_Options, forms.RadioSelect):
    """One choice of consequence, each with a hint that says what follows."""


class ManyPicks(_Options, forms.CheckboxSelectMultiple):
    """Several choices, as picks or as chips."""


class DayInput(forms.DateInput):
    """A day, in the one form that a browser's own field for it reads in every language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
