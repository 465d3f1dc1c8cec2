"""What is said to nominate a mentor, by mentors of themselves, and when a term ends."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearth.core.fields import LineField, YearField
from hearth.core.forms import DayInput, ManyPicks
from hearth.core.languages import NATIVE_NAMES
from hearth.matching.actions.resting import Offering
from hearth.matching.models import Mentorship, TrainingStep
from hearth.matching.queries.training import Progress
from hearth.topics.fields import TopicsField

MOST_AT_ONCE = 20
AT_ONCE = _("Write a number between 1 and 20.")
TO_COME = _("Choose a day that is still to come.")


class NominationForm(forms.Form):
    """Why somebody would be a good mentor."""

    words = forms.CharField(
        label=_("Why, in a few words"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, is_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        read_by = _("Only the stewards read it.") if is_self else _("They read it, and the stewards. Nobody else does.")
        self.fields["words"].help_text = read_by


class OfferingForm(forms.Form):
    """What a mentor can answer, and how much of it at a time."""

    languages = forms.MultipleChoiceField(
        label=_("Languages you can answer in"),
        help_text=_("Only questions in these are brought to you. Others see them beside your name, among the mentors."),
        choices=list(NATIVE_NAMES.items()),
        widget=ManyPicks(chip=True, lang=True),
    )
    topics = TopicsField(
        label=_("What you know from experience"),
        help_text=_("Questions about these come to you first. Nobody is shown what you choose."),
        required=False,
    )
    since = YearField(
        label=_("The year it began for you"),
        help_text=_("To bring you questions of people who are where you have been. Nobody is shown it."),
    )
    capacity = forms.IntegerField(
        label=_("How many questions at a time"),
        help_text=_("Counted over all your communities and names. You can have fewer at any time."),
        min_value=1,
        max_value=MOST_AT_ONCE,
        error_messages={"required": AT_ONCE, "min_value": AT_ONCE, "max_value": AT_ONCE, "invalid": AT_ONCE},
    )

    def __init__(self, *args: Any, mentorship: Mentorship, **kwargs: Any) -> None:
        said = {name: getattr(mentorship, name) for name in ("languages", "since", "capacity")}
        super().__init__(*args, **kwargs | {"initial": said | {"topics": list(mentorship.topics.all())}})

    @property
    def offering(self) -> Offering:
        """What the form says, for the action."""
        return Offering(**self.cleaned_data)


class StepForm(forms.Form):
    """One step of a checklist."""

    words = LineField(
        label=_("One thing to read or to do"),
        max_length=300,
        error_messages={"required": _("Write what there is to read or to do.")},
    )


class TrainingForm(forms.Form):
    """The checklist of a community, with what somebody has done of it."""

    steps = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, progress: Progress, **kwargs: Any) -> None:
        done = [step.public_id for step, is_done in progress.steps if is_done]
        super().__init__(*args, **kwargs | {"initial": {"steps": done}})
        self._steps = {step.public_id: step for step, _is_done in progress.steps}
        field = self.fields["steps"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  (declared above)
        field.choices = [(key, step.words) for key, step in self._steps.items()]

    @property
    def done(self) -> list[TrainingStep]:
        """The steps that were ticked."""
        return [self._steps[key] for key in self.cleaned_data["steps"]]

    @property
    def ticks(self) -> list[tuple[TrainingStep, bool]]:
        """Each step, and whether it is ticked: as it was sent, else as it is kept."""
        ticked = self["steps"].value() or ()
        return [(step, key in ticked) for key, step in self._steps.items()]


class RestForm(forms.Form):
    """Until when a mentor rests."""

    until = forms.DateField(
        label=_("Rest until and including"),
        widget=DayInput(),
        error_messages={"required": TO_COME, "invalid": TO_COME},
    )

    def clean_until(self) -> date:
        """Return a day that is not past."""
        day: date = self.cleaned_data["until"]
        if day < timezone.localdate():
            raise forms.ValidationError(TO_COME)
        return day


class EndForm(forms.Form):
    """Why a steward ends a term, for the mentor alone; and thanks for everybody, if they like."""

    reason = forms.CharField(label=_("Why, for them alone"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    thanks = LineField(label=_("Thanks, for everybody who sees the mentors"), max_length=300, required=False)


class ThanksForm(forms.Form):
    """What stewards say of a former mentor."""

    words = LineField(label=_("Thank them in a sentence"), max_length=300, required=False)
