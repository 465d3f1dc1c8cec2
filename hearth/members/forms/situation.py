from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.core.forms import ManyPicks
from hearth.members.agreements import REASONS


class ReasonsForm(forms.Form):
    """What brings a person here, in ticks and words. Everything may stay empty."""

    reasons = forms.MultipleChoiceField(label=_("I am here because"), choices=REASONS, required=False, widget=ManyPicks)
    words = forms.CharField(
        label=_("What is it called?"),
        help_text=_("In your own words. “Waiting for a diagnosis” is fine too."),
        required=False,
        max_length=200,
    )
