"""What leaders note about organisations that might join."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from hearth.core.countries import continent_of
from hearth.core.fields import LineField
from hearth.core.forms import DayInput
from hearth.organizations.actions.prospects import Approach
from hearth.organizations.models import Prospect, ProspectState

DAY = _("Write a day, for example 2026-11-30.")
NOTED = (ProspectState.NEW, ProspectState.APPROACHED, ProspectState.INTERESTED, ProspectState.NOT_NOW)
"""What a leader notes; the rest follows from what the others do."""


class ProspectForm(forms.Form):
    """What is known of an organisation that might join."""

    name = LineField(
        label=_("Name of the organisation"), max_length=160, error_messages={"required": _("Write what it is called.")}
    )
    country = forms.ChoiceField(label=_("Country"), error_messages={"required": _("Choose a country from the list.")})
    contact = LineField(
        label=_("Whom you speak with"),
        max_length=120,
        required=False,
        help_text=_(
            "Best the role: “head of nursing”. Only the leaders of this region and the host see it; it is "
            "forgotten a year after the last step."
        ),
    )
    channel = LineField(
        label=_("How"), max_length=120, required=False, help_text=_("By telephone, at a conference, by a friend.")
    )
    next_step = LineField(label=_("What next"), max_length=200, required=False)
    next_on = forms.DateField(
        label=_("By when"),
        required=False,
        widget=DayInput(),
        error_messages={"invalid": DAY},
    )

    def __init__(self, *args: Any, region: str, prospect: Prospect | None = None, **kwargs: Any) -> None:
        known = {name: getattr(prospect, name) for name in self.base_fields} if prospect else {}
        super().__init__(*args, **kwargs | {"initial": known})
        field = self.fields["country"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (declared above)
        field.choices = [("", ""), *((code, name) for code, name in countries if continent_of(code) == region)]

    @property
    def approach(self) -> Approach:
        """What the form says, for the action."""
        return Approach(**self.cleaned_data)

    def clean_next_on(self) -> date | None:
        """Return a day of a century that we plan in."""
        day: date | None = self.cleaned_data["next_on"]
        if day is not None and not 2020 <= day.year <= 2100:
            raise forms.ValidationError(DAY)
        return day


class StepForm(forms.Form):
    """What was said or done, and how it stands now."""

    state = forms.ChoiceField(label=_("How it stands now"))
    words = LineField(label=_("What was said or done"), max_length=500, required=False)

    def __init__(self, *args: Any, now: ProspectState, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": {"state": now}})
        # What stands now can stay, or a note about an invited one would take that back.
        offered = NOTED if now in NOTED else (now, *NOTED)
        choices = [(each.value, each.label) for each in offered]
        self.fields["state"] = forms.ChoiceField(label=_("How it stands now"), choices=choices)
