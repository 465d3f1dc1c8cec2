"""What opens a discussion, with the questions that help somebody who asks for the first time."""

from collections.abc import Sequence
from typing import Any, Final, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from hearth.communities.actions.writing import OPENED_MEANWHILE
from hearth.communities.forms.labels import since_field
from hearth.communities.forms.naming import Composer
from hearth.communities.forms.section_field import SectionField
from hearth.communities.forms.writing import TitleField, answering_field, body_field, language_field
from hearth.communities.models import Reading, Section
from hearth.communities.permissions import keeps_readers
from hearth.core.richtext import clean
from hearth.topics.fields import TopicsField

PARTS: Final = {"tried": _("What I have tried"), "wanted": _("What I want to know")}


def _part_field(name: str) -> forms.CharField:
    return forms.CharField(label=PARTS[name], max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), required=False)


class OpeningForm(Composer):
    """What opens a discussion. What is written in its parts goes into the body, each under its own heading.

    So it is kept, changed, shown and erased with the body, and nothing else has to know of it. `is_first` says whether
    whoever writes has written nothing here before: to them it is said what the parts are good for.
    """

    title = TitleField()
    body = body_field(
        label=_("Tell us more"),
        help_text=_("What happened, how you feel about it, what you hope to hear. Any language is fine."),
        required=False,
    )
    tried = _part_field("tried")
    wanted = _part_field("wanted")
    since = since_field()
    topics = TopicsField(label=_("What is it about?"), most=3, required=False)
    language = language_field()
    answering = answering_field()
    # Who could read it when its writer was told so; see `OPENED_MEANWHILE`.
    readers = forms.ChoiceField(choices=Reading.choices, required=False, widget=forms.HiddenInput)
    is_first = False

    field_order = (
        "title", "body", "tried", "wanted", "since", "section", "topics", "name", "pseudonym", "answering", "language",
    )  # fmt: skip

    def __init__(self, *args: Any, sections: Sequence[Section] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if sections:
            self.fields["section"] = SectionField(sections)
            self.order_fields(self.field_order)
        self.fields["readers"].initial = self.naming.community.reading

    def clean_readers(self) -> str:
        told, now = self.cleaned_data["readers"], self.naming.community.reading
        if told and not keeps_readers(told, now):
            data = cast(QueryDict, self.data).copy()
            data["readers"] = now  # the page that says so says who reads it by now
            self.data = data
            self.add_error(None, OPENED_MEANWHILE)
        return str(now)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "body" in cleaned:
            self._weave(cleaned)
        return cleaned

    @property
    def shows_parts(self) -> bool:
        """Whether the parts are open: where one is filled or wrong."""
        names = (*PARTS, "since")
        return any(self[name].errors or self[name].value() for name in names)

    def _weave(self, cleaned: dict[str, Any]) -> None:
        """Put the parts into the body, in the language of the words where the house speaks it."""
        spoken = dict(settings.LANGUAGES)
        language = cleaned.get("language") if cleaned.get("language") in spoken else translation.get_language()
        with translation.override(language):
            woven = [
                f"<h3>{heading}</h3>{clean(cleaned[name], markup=False)}"
                for name, heading in PARTS.items()
                if cleaned.get(name)
            ]
        if woven:
            try:
                cleaned["body"] = self.fields["body"].clean("".join([cleaned["body"], *woven]))
            except ValidationError as too_long:
                self.add_error("body", too_long)
