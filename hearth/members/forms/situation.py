from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.core.forms import ManyPicks

REASONS = [
    ("condition", _("I live with a condition")),
    ("care", _("I care for someone")),
    ("loss", _("I lost someone I cared for")),
    ("help", _("I want to help: as a mentor or a clinician")),
]


class ReasonsForm(forms.Form):
    """What brings a person here, in ticks and words. Everything may stay empty."""

    reasons = forms.MultipleChoiceField(label=_("I am here because"), choices=REASONS, required=False, widget=ManyPicks)
    words = forms.CharField(
        label=_("What is it called?"),
        help_text=_("In your own words. “Waiting for a diagnosis” is fine too."),
        required=False,
        max_length=200,
    )
