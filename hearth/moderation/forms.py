"""What people report, what moderators decide, what people answer."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearth.core.forms import Picks
from hearth.members.models import Member
from hearth.moderation.actions.deciding import DECIDED_MEANWHILE, Ruling
from hearth.moderation.actions.reporting import Told
from hearth.moderation.models import About, Decision, ReportKind, Rule, Verdict

KIND_HINTS = {
    ReportKind.WORRY: _("They may be in danger, or at the end of their strength. We look at these first."),
    ReportKind.HARMFUL: _("It tells people what to take or to stop, or it is false and dangerous."),
    ReportKind.UNKIND: _("It hurts, mocks or threatens somebody."),
    ReportKind.PRIVATE: _("A name, an address, a number or a picture that somebody did not want here."),
    ReportKind.SELLING: _("It wants money, or to send people elsewhere to buy something."),
}
SAID = {
    Verdict.DISMISSED: _("Leave it as it is"),
    Verdict.HIDDEN: _("Hide it"),
    Verdict.RESTORED: _("Show it again"),
    Verdict.LOCKED: _("Close the discussion to answers"),
    Verdict.UNLOCKED: _("Open the discussion again"),
    Verdict.RESTRICTED: _("Ask them not to write in this community for a time"),
    Verdict.RELEASED: _("Let them write in this community again"),
    Verdict.SUSPENDED: _("Suspend them from the whole site for a time"),
}
VERDICT_HINTS = {
    Verdict.DISMISSED: _("It keeps to the rules. Nobody is told; your reason stays on record."),
    Verdict.HIDDEN: _("Only its author and moderators see it from now on."),
    Verdict.LOCKED: _("It stays to be read."),
    Verdict.RESTRICTED: _("They can still read here. It holds under every name they write under here."),
    Verdict.SUSPENDED: _("They cannot sign in until then, under any name."),
}
FOR_A_TIME = {Verdict.RESTRICTED, Verdict.SUSPENDED}
NEEDS_RULE = {Verdict.HIDDEN, Verdict.LOCKED, *FOR_A_TIME}


class ReportForm(forms.Form):
    """What is wrong, in a kind and in own words."""

    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=ReportKind.choices,
        widget=Picks(hints=KIND_HINTS),
        error_messages={"required": _("Choose what it is about")},
    )
    words = forms.CharField(
        label=_("In your own words, if you like"),
        help_text=_("Only moderators read this. Whoever you report never learns that it was you."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def told(self) -> Told:
        """Return what was said, for the action."""
        return Told(**self.cleaned_data)


class RulingForm(forms.Form):
    """What a moderator decides, and why."""

    verdict = forms.ChoiceField(
        label=_("What will you do?"),
        widget=Picks(hints=VERDICT_HINTS),
        error_messages={"required": _("Choose what you will do")},
    )
    days = forms.TypedChoiceField(
        label=_("For how long, if it is for a time"),
        choices=[("", "—"), (1, _("One day")), (7, _("One week")), (30, _("30 days")), (365, _("One year"))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    rule = forms.ChoiceField(
        label=_("Which rule is it about?"),
        help_text=_("The person is told, so it is needed unless you decide in their favour."),
        choices=[("", "—"), *Rule.choices],
        required=False,
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_(
            "If something happens to them or to their words, the person reads this. Write it to them, plainly."
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write why: it stays on record, and the person reads it")},
    )

    def __init__(self, *args: Any, verdicts: list[Verdict], about: str, latest: Decision | None, **kwargs: Any) -> None:
        """`latest` is the decision that holds now; the page says which one it shows, as `after`."""
        super().__init__(*args, **kwargs)
        self.latest = latest
        self.fields["verdict"].choices = [(each.value, SAID[each]) for each in verdicts]  # type: ignore[attr-defined]
        if not FOR_A_TIME.intersection(verdicts):
            del self.fields["days"]
        if about == About.PERSON:
            rules = [each for each in Rule.choices if each[0] != Rule.GUIDELINES]
            self.fields["rule"].choices = [("", "—"), *rules]  # type: ignore[attr-defined]

    @property
    def after(self) -> str:
        """The decision that whoever decides has read, by its public id; empty when there was none."""
        return str(self.data.get("after", self.latest.public_id if self.latest else ""))

    @property
    def is_late(self) -> bool:
        """Whether something was decided since the page was shown."""
        return self.after != (self.latest.public_id if self.latest else "")

    def repeats(self, by: Member) -> bool:
        """Say whether it is the decision that holds, sent once more."""
        said = self.data.get("verdict"), self.data.get("reason", "").strip()
        return self.latest is not None and self.latest.by == by and said == (self.latest.verdict, self.latest.reason)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.is_late:
            self.errors.clear()  # what can be decided is something else by now
            raise ValidationError(DECIDED_MEANWHILE)
        verdict = given.get("verdict")
        if verdict in FOR_A_TIME and not given.get("days") and not self.has_error("days"):
            self.add_error("days", _("Choose how long"))
        if verdict in NEEDS_RULE and not given.get("rule") and not self.has_error("rule"):
            self.add_error("rule", _("Choose the rule: the person is told which one it is"))
        return given

    def ruling(self) -> Ruling:
        """Return what was decided, for the action."""
        given = self.cleaned_data
        return Ruling(
            verdict=given["verdict"],
            reason=given["reason"],
            rule=given["rule"],
            until=self._until(),
            after=self.after,
        )

    def _until(self) -> datetime | None:
        if self.cleaned_data["verdict"] not in FOR_A_TIME:
            return None
        return timezone.now() + timedelta(days=self.cleaned_data["days"])


class AnswerForm(forms.Form):
    """What somebody says to a decision about them."""

    words = forms.CharField(
        label=_("Your answer to the moderators"),
        help_text=_("You can answer each decision once. Moderators read it and decide again."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write something first. It can be one line.")},
    )
