"""Form fields that every room may use."""

import json
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_prose_editor.config import expand_extensions

from hearth.core import richtext
from hearth.core.forms import BoundField

EARLIEST_YEAR = 1900

MENU = ("marks", "headings", "lists", "nodes -blockType", "link", "history")
# All that the editor offers, `richtext` keeps; it keeps a little more: `u`, `h4`, pictures of our own.
# Spelling help stays on: people write about hard words.
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [3]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "NoSpellCheck": False,
    "Menu": {"groups": [{"group": group} for group in MENU]},
}


def editor_words() -> dict[str, str]:
    """Return what the editor says, in the reader's language, by the name of its button or the word it asks for."""
    return {
        "toolbar": _("Formatting"),
        "bold": _("Bold"),
        "italic": _("Italic"),
        "heading3": _("Heading"),
        "bulletList": _("List"),
        "orderedList": _("Numbered list"),
        "blockquote": _("Quotation"),
        "link": _("Link"),
        "unlink": _("Remove the link"),
        "history:undo": _("Undo"),
        "history:redo": _("Redo"),
        "URL": _("Web address"),
        "Title": _("Title"),
        "Edit Link": _("Link"),
        "Update": _("Keep"),
        "Cancel": _("Cancel"),
    }


class RichText(forms.Textarea):
    """A text area that `editor.js` turns into an editor, where scripts run.

    The text area itself always holds plain text, so that nobody meets tags; the HTML waits in an attribute.
    """

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        html, value = value or "", value or ""
        try:
            html = richtext.clean(html)
            value = richtext.to_text(html) if richtext.is_markup(value) else value
        except richtext.TooLong:
            html = ""
        context = super().get_context(name, value, attrs)
        given = context["widget"]["attrs"]
        given.pop("labelled", None)  # a note to forms/field.html, which gives the label an id
        given |= {
            "data-editor": json.dumps({"extensions": expand_extensions(EXTENSIONS)}),
            "data-editor-words": json.dumps(editor_words(), ensure_ascii=False),
            "data-editor-html": html,
            "data-editor-icons": static("img/icons.svg"),
        }
        return context


class RichTextBoundField(BoundField):
    """Keeps what was there, formatting and all, when its plain text comes back unchanged: from a page without scripts,
    or from one where nobody went into the editor."""

    @property
    def data(self) -> Any:
        sent, kept = super().data, self.initial
        if not sent or not kept or richtext.is_markup(sent):
            return sent
        return kept if sent.split() == richtext.to_text(richtext.clean(kept)).split() else sent


def most_source(most: int) -> int:
    """Return how many characters of source are taken for `most` that a reader sees: formatting explains no more."""
    return 10 * most + 5_000


class RichTextField(forms.CharField):
    """Takes the editor's HTML or plain text and gives HTML cleaned by `richtext.clean`.

    `max_length` counts the characters a reader sees, not the tags.
    """

    widget = RichText

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundField:
        return RichTextBoundField(form, self, field_name)

    def __init__(self, *, max_length: int = 20_000, **kwargs: Any) -> None:
        self.most = max_length
        super().__init__(**kwargs)
        self.widget.attrs |= {"labelled": True}

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        try:
            if len(text) > most_source(self.most):
                raise richtext.TooLong
            html = richtext.clean(text)
        except richtext.TooLong:
            raise ValidationError(_("This text is too long. Please make it shorter."), code="max_length") from None
        if (length := len(richtext.to_text(html, links=False))) > self.most:
            raise ValidationError(
                ngettext(
                    "Please make this at most %(most)d character long. It has %(length)d.",
                    "Please make this at most %(most)d characters long. It has %(length)d.",
                    self.most,
                )
                % {"most": self.most, "length": length},
                code="max_length",
            )
        return html

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what would be stored: the same words without the editor are the same words."""
        try:
            before, after = richtext.clean(initial or ""), richtext.clean(data or "")
        except richtext.TooLong:
            return True
        return before != after and richtext.to_text(before) != (data or "").replace("\r\n", "\n")


class LineField(forms.CharField):
    """Words in one line, without what cannot be seen and turns what stands beside it."""

    def to_python(self, value: Any) -> str:
        return " ".join(richtext.UNWANTED.sub("", super().to_python(value) or "").split())


class WebAddressField(forms.URLField):
    """A web address to follow, with `https://` where nothing stands before it; no other scheme, no password."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.URLInput(attrs={"dir": "ltr", "autocomplete": "off"})
        said = {"invalid": gettext_lazy("Write a web address, like https://hospital.example")}
        ours: dict[str, Any] = {"assume_scheme": "https", "widget": widget, "error_messages": said}
        super().__init__(**ours | kwargs)

    def clean(self, value: Any) -> str:
        address = str(super().clean(value) or "")
        parts = urlsplit(address)
        unsafe = parts.scheme not in {"", "http", "https"} or "@" in parts.netloc or richtext.UNWANTED.search(address)
        if unsafe:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return address


class YearField(forms.IntegerField):
    """A year that has begun, in four digits; none unless it is `required`."""

    def __init__(self, **kwargs: Any) -> None:
        said = gettext_lazy("Write the year in four digits, for example 2019.")
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 4})
        ours: dict[str, Any] = {"widget": widget, "required": False, "error_messages": {"invalid": said}}
        super().__init__(**ours | kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and value > timezone.localdate().year:
            raise ValidationError(_("This year is still to come."), code="future")
        if value is not None and value < EARLIEST_YEAR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
