from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.core.forms import ManyPicks, Picks
from hearth.members.actions.conditions import Told
from hearth.members.agreements import REASONS, SITUATION_SENTENCE
from hearth.members.models import Relation
from hearth.members.models.situation import LOSS
from hearth.topics.fields import TopicWord

REASON_HINTS = {
    LOSS: _("We then choose our words with care, and show you nothing about caring any more."),
}


class ReasonsForm(forms.Form):
    """What brings a person here, in ticks and words. Everything may stay empty."""

    reasons = forms.MultipleChoiceField(
        label=_("I am here because"), choices=REASONS, required=False, widget=ManyPicks(hints=REASON_HINTS)
    )
    words = forms.CharField(
        label=_("What is it called?"),
        help_text=_("In your own words. “Waiting for a diagnosis” is fine too."),
        required=False,
        max_length=200,
    )


class UnderConsent(forms.Form):
    """What is kept under a consent of its own: it is asked for when `must_consent`."""

    consent = forms.BooleanField(
        label=SITUATION_SENTENCE,
        error_messages={"required": _("Without your consent we cannot keep this. Tick the box, or leave the page.")},
    )

    def __init__(self, *args: Any, must_consent: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not must_consent:
            del self.fields["consent"]


class SituationForm(UnderConsent, ReasonsForm):
    """What brings a person here."""


class ConditionForm(UnderConsent):
    """A condition, whose it is, and what the person says of it."""

    relation = forms.ChoiceField(label=_("Who lives with it?"), choices=Relation.choices, widget=Picks)
    words = forms.CharField(
        label=_("What is it called?"),
        help_text=_("In any words, in any language. Please write nobody’s name."),
        max_length=100,
        widget=TopicWord,
        error_messages={"required": _("Write what it is called, in your own words")},
    )
    since = forms.CharField(
        label=_("Since when?"), help_text=_("A year, like 2024, or words."), required=False, max_length=40
    )
    stage = forms.CharField(
        label=_("How is it now?"),
        help_text=_("For example: newly diagnosed, waiting for a transplant, stable."),
        required=False,
        max_length=120,
    )

    field_order = ("relation", "words", "since", "stage", "consent")

    def told(self) -> Told:
        """Return what the action keeps."""
        return Told(**{name: value for name, value in self.cleaned_data.items() if name != "consent"})
