from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearth.core.forms import Picks
from hearth.members.rights import GROUP_NAMES, GROUPS, SENTENCES


class ReasonForm(forms.Form):
    """Why, in words the person it is about will read."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("The person reads this. Write it to them, plainly, and name nobody else."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write why: the person is told, and it stays on record")},
    )


class SuspensionForm(ReasonForm):
    """Until when, and why."""

    days = forms.TypedChoiceField(
        label=_("For how long?"),
        choices=[(1, _("One day")), (7, _("One week")), (30, _("30 days")), (365, _("One year"))],
        coerce=int,
        widget=Picks,
        error_messages={"required": _("Choose how long")},
    )
    field_order = ("days", "reason")

    def until(self) -> datetime:
        """Return the moment the chosen time is over."""
        return timezone.now() + timedelta(days=self.cleaned_data["days"])


class BlankingForm(ReasonForm):
    """Which part, and why."""

    part = forms.ChoiceField(
        label=_("What is harmful?"),
        choices=[("name", _("The name")), ("line", _("The line beside the name")), ("about", _("The story"))],
        widget=Picks(hints={"name": _("An invented name stands there until the person chooses another.")}),
        error_messages={"required": _("Choose what to take away")},
    )
    field_order = ("part", "reason")


class RightsForm(ReasonForm):
    """Which rights, and why."""

    group = forms.ChoiceField(
        label=_("Which rights?"),
        choices=list(GROUP_NAMES.items()),
        widget=Picks,
        error_messages={"required": _("Choose which rights")},
    )
    field_order = ("group", "reason")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        hints = {group: " ".join(str(SENTENCES[right]) for right in rights) for group, rights in GROUPS.items()}
        self.fields["group"].widget.hints = hints


class ResolutionForm(ReasonForm):
    """Why it must be known who is behind a name."""

    is_unsafe_to_tell = forms.BooleanField(
        label=_("Telling the person now would put somebody in danger"),
        help_text=_("They are told in 30 days instead of at once."),
        required=False,
    )


class DecisionForm(forms.Form):
    """Yes or no to a badge; a no says why."""

    reason = forms.CharField(
        label=_("A word to them"),
        help_text=_("If you decline, say why, and what would help. The person reads this."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    decision = forms.ChoiceField(choices=[("approve", ""), ("decline", "")], widget=forms.HiddenInput)

    def clean(self) -> None:
        if self.cleaned_data.get("decision") == "decline" and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Write why: the person is told, and it stays on record"))
