from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.core.fields import RichTextField
from hearth.core.forms import ManyPicks, Picks
from hearth.core.pictures import TYPES
from hearth.members.audiences import PART_LABELS
from hearth.members.fields import LanguagesField, NameField
from hearth.members.forms.joining import AUDIENCE_HINTS
from hearth.members.models import Audience, Role
from hearth.members.places import place_choices

AS_THE_PAGE = "page"


class ProfileForm(forms.Form):
    """What others read of a member."""

    name = NameField(label=_("Name people will see"))
    line = forms.CharField(
        label=_("One line about your situation"),
        help_text=_("Shown beside your name. For example: Heart failure since 2024. You can leave it empty."),
        required=False,
        max_length=120,
    )
    roles = forms.MultipleChoiceField(
        label=_("You are here as"),
        help_text=_("This is what you say of yourself. A verified clinician has a badge; this gives none."),
        choices=Role.choices,
        required=False,
        widget=ManyPicks(chip=True),
    )
    about = RichTextField(label=_("About you, in your own words"), required=False, max_length=5000)
    country = forms.ChoiceField(
        label=_("Country or part of the world"),
        help_text=_("Never your city, unless you write it yourself."),
        choices=place_choices,
        required=False,
        widget=forms.Select(attrs={"autocomplete": "country"}),
    )
    languages = LanguagesField()


class AudienceForm(forms.Form):
    """Who may see a member's page, and each part of it."""

    audience = forms.ChoiceField(
        label=_("Who can see your page?"), choices=Audience.choices, widget=Picks(hints=AUDIENCE_HINTS)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part, label in PART_LABELS.items():
            choices = [(AS_THE_PAGE, _("As the page")), *reversed(Audience.choices)]
            # Required, so that a form kept open from before a part was there does not open it to everybody.
            self.fields[part] = forms.ChoiceField(label=label, choices=choices, initial=AS_THE_PAGE)

    def parts(self) -> Iterator[forms.BoundField]:
        """Yield the fields that choose who sees one part of the page."""
        return (self[part] for part in PART_LABELS)


class PhotoForm(forms.Form):
    """A picture to show beside a member's name."""

    photo = forms.FileField(
        label=_("Choose a photo"),
        help_text=_(
            "JPEG, PNG or WebP, at most 8 MB. We keep a small square from its middle, and nothing of what the camera "
            "wrote into it, such as where you were."
        ),
        widget=forms.FileInput(attrs={"accept": TYPES}),
        error_messages={
            "required": _("Choose a picture first"),
            "empty": _("We cannot read this file as a picture. Choose a photo saved as JPEG, PNG or WebP."),
        },
    )
