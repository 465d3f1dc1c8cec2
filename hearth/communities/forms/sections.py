"""Putting a large community in order: sections, merging, splitting."""

import re
from typing import Any, Final

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from hearth.communities.forms.labels import WordsInLine
from hearth.communities.forms.section_field import SectionField
from hearth.communities.forms.writing import TitleField
from hearth.communities.models import Discussion, Section
from hearth.communities.queries.discussions import get_discussion
from hearth.core.fields import LineField
from hearth.core.ids import ALPHABET, LENGTH
from hearth.members.models import Member

KEY: Final = f"[{ALPHABET}]{{{LENGTH}}}"
MOST_CHOSEN: Final = 500


class SectionForm(forms.Form):
    """What a section is called, and what it is for."""

    name = WordsInLine(
        label=_("Name of the section"),
        max_length=60,
        error_messages={"required": _("Write what the section is called.")},
    )
    description = LineField(label=_("What it is for, in one sentence"), max_length=200, required=False)


class ToSectionForm(forms.Form):
    """The section in which a discussion shall stand."""

    def __init__(self, *args: Any, sections: list[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"] = SectionField(sections)


class MergeForm(forms.Form):
    """The discussion into which another shall go: by its link, as `viewer` may read it."""

    into = forms.CharField(
        label=_("Link of the discussion it goes into"),
        help_text=_("Open that discussion, copy its address, and put it in here."),
        max_length=2000,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Put in the link of the other discussion.")},
    )

    def __init__(self, *args: Any, viewer: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_into(self) -> Discussion:
        """Return the discussion whose link it is."""
        said = re.search(rf"(?:^|/discussions/)({KEY})(?:/|$)", self.cleaned_data["into"].strip())
        try:
            return get_discussion(said[1] if said else "", viewer=self.viewer)
        except Http404:
            raise forms.ValidationError(_("You can read no discussion under this link.")) from None


class _Keys(forms.MultipleChoiceField):
    """Public ids of posts: which of them are still there is asked when they are needed."""

    def valid_value(self, value: str) -> bool:
        return bool(re.fullmatch(KEY, value))

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(value) > MOST_CHOSEN:
            raise forms.ValidationError(_("Choose fewer replies at once."))


class SplitForm(ToSectionForm):
    """What becomes a discussion of its own, and what that is called."""

    field_order = ("reply", "title")
    title = TitleField(label=_("Title of the new discussion"))
    reply = _Keys(
        label=_("Replies that go there"),
        error_messages={"required": _("Choose at least one reply.")},
    )

    asks = forms.BooleanField(
        label=_("It asks something and waits for an answer"),
        help_text=_("Then it is brought to people who may have been there, like every question."),
        required=False,
    )

    def __init__(self, *args: Any, sections: list[Section], **kwargs: Any) -> None:
        super().__init__(*args, sections=sections, **kwargs)
        if not sections:
            del self.fields["section"]
