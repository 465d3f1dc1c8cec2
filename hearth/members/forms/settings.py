from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from hearth.core.fields import RichTextField
from hearth.core.forms import Picks
from hearth.members.fields import LanguagesField, NameField
from hearth.members.forms.joining import AUDIENCE_HINTS
from hearth.members.models import Audience


class ProfileForm(forms.Form):
    """What others read of a member."""

    name = NameField(label=_("Name people will see"))
    line = forms.CharField(
        label=_("One line about your situation"),
        help_text=_("Shown beside your name. For example: Heart failure since 2024. You can leave it empty."),
        required=False,
        max_length=120,
    )
    about = RichTextField(label=_("About you, in your own words"), required=False, max_length=5000)
    country = forms.ChoiceField(
        label=_("Country"),
        help_text=_("Never your city, unless you write it yourself."),
        choices=lambda: [("", ""), *countries],
        required=False,
        widget=forms.Select(attrs={"autocomplete": "country"}),
    )
    languages = LanguagesField()


class AudienceForm(forms.Form):
    """Who may see a member's page."""

    audience = forms.ChoiceField(
        label=_("Who can see your page?"), choices=Audience.choices, widget=Picks(hints=AUDIENCE_HINTS)
    )
