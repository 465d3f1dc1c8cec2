"""What people write: an answer, and both an opening and an answer once more to change them."""

import re
import unicodedata
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hearth.communities.forms.labels import WithLabels, WordsInLine, since_field
from hearth.communities.forms.naming import Composer, DefaultChoice
from hearth.communities.forms.pictures import ChangesPictures
from hearth.communities.models import Answering, Community
from hearth.communities.quotes import without_names
from hearth.core.fields import RichTextField, most_source
from hearth.core.forms import Picks
from hearth.core.languages import NATIVE_NAMES
from hearth.core.richtext import is_markup, paragraphs, to_text
from hearth.members.queries.profiles import ProfileSeen
from hearth.topics.fields import TopicsField

LONGEST = 20_000  # characters a reader sees
MOST_GROUPS = 400  # of lines: quotations, and words between them
ANSWERING_HINTS = {
    Answering.COMMUNITY: _("Whoever may write in this community."),
    Answering.CHOSEN: _("Mentors, clinicians and moderators; under your usual name, people you follow too."),
    Answering.NOBODY: _("You tell something and are not asking. You can open it later."),
}


def language_for(community: Community, page_language: str, *, answers: str = "") -> str:
    """Return the language somebody who reads the page in `page_language` most likely writes in.

    Where people do not speak that one it is the one that is answered in, `answers`, or the community's own.
    """
    return page_language if page_language in community.languages else answers or community.lang


class WordsField(RichTextField):
    """Rich text in which lines that begin with `>`, as mail has it, are a quotation: so one quotes without scripts.

    No name of whom it quotes is kept, see `quotes`.
    """

    def to_python(self, value: Any) -> str:
        html = super().to_python(_with_quotations(value) if value and not is_markup(value) else value)
        html = without_names(html)
        return html if any(unicodedata.category(letter)[0] not in "CZ" for letter in to_text(html)) else ""


def _with_quotations(text: str) -> str:
    """Return `text` as HTML, to be cleaned once, where it quotes; as it is where it is so long that it is refused."""
    if len(text) > most_source(LONGEST) or not re.search(r"(?m)^>", text):
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    groups = [(quoted, list(group)) for quoted, group in groupby(lines, key=lambda line: line.startswith(">"))]
    if len(groups) > MOST_GROUPS:
        return text
    return "".join(
        f"<blockquote>{paragraphs(_unquoted(group))}</blockquote>" if quoted else paragraphs("\n".join(group))
        for quoted, group in groups
    )


def _unquoted(lines: list[str]) -> str:
    return "\n".join(re.sub(r"^> ?", "", line) for line in lines)


class TitleField(WordsInLine):
    """A title in one line, with at least one word."""

    def __init__(self, **kwargs: Any) -> None:
        ours: dict[str, Any] = {
            "label": _("Your question or title, in one line"),
            "max_length": 150,
            "widget": forms.TextInput(attrs={"autocomplete": "off"}),
            "error_messages": {
                "required": _("Write a title, so that people know what it is about."),
                "max_length": _(
                    "Please make the title at most %(limit_value)d characters long. It has %(show_value)d."
                ),
            },
        }
        super().__init__(**ours | kwargs)


def language_field() -> forms.ChoiceField:
    """Return the field that says in which language words are written."""
    return DefaultChoice(
        label=pgettext_lazy("of a text", "Written in"), choices=list(NATIVE_NAMES.items()), initial="en"
    )


def answering_field() -> forms.ChoiceField:
    """Return the field that asks who may answer."""
    return DefaultChoice(
        label=_("Who may answer?"),
        choices=Answering.choices,
        initial=Answering.COMMUNITY,
        widget=Picks(hints=ANSWERING_HINTS),
    )


def body_field(**given: Any) -> WordsField:
    """Return the field for the words themselves, those of an answer unless `given` says so."""
    ours: dict[str, Any] = {
        "label": _("Your reply"),
        "max_length": LONGEST,
        "error_messages": {"required": _("Write something first. It can be one line.")},
    }
    return WordsField(**ours | given)


class ReplyForm(Composer):
    """An answer; `answers` is whom it answers, when not the discussion."""

    answers: ProfileSeen | None = None
    body = body_field()
    language = language_field()
    answer = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order = ("body", "name", "pseudonym", "language", "answer")


class EditReplyForm(ChangesPictures, WithLabels):
    """An answer, to be changed."""

    body = body_field()


class EditOpeningForm(ChangesPictures, WithLabels):
    """An opening, to be changed."""

    title = TitleField()
    body = body_field(label=_("Tell us more"), required=False)
    topics = TopicsField(label=_("What is it about?"), most=3, required=False)
    language = language_field()
    answering = answering_field()
    since = since_field()


class MoveForm(forms.Form):
    """Where a discussion shall go."""

    community = forms.ChoiceField(
        label=_("Move it to"),
        help_text=_("From a place that only its members read, nothing comes back."),
        error_messages={"required": _("Choose where it shall go.")},
    )

    def __init__(self, *args: Any, places: list[Community], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.public_id: place for place in places}
        choices = [(key, place.name) for key, place in self.places.items()]
        self.fields["community"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]
