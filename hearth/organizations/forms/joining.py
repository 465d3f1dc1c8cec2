"""What people say who ask to join, and those who decide about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries import countries

from hearth.core.fields import LineField, WebAddressField
from hearth.core.forms import ManyPicks, Picks
from hearth.core.languages import NATIVE_NAMES
from hearth.organizations.actions.joining import Request
from hearth.organizations.models import OrganizationKind, OrganizationSize

AGREES = _("Tick this if you agree. Without it we cannot take your application.")


def words_field(label: Any, *, most: int, rows: int = 4, **given: Any) -> forms.CharField:
    """Return a field for a few sentences of at most `most` characters."""
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **given)


class AskingForm(forms.Form):
    """What everybody says who asks to join; `rules_version` is of the rules that the page shows."""

    country = forms.ChoiceField(
        label=_("Country"),
        choices=lambda: [("", ""), *countries],
        help_text=_("It decides which community leader you meet."),
        error_messages={"required": _("Choose a country from the list.")},
    )
    who = LineField(label=_("Who you are"), max_length=200)
    why = words_field(_("Why you would like to join"), most=2000)
    shares = words_field(
        _("What you would share"),
        most=2000,
        required=False,
        help_text=_("Training, translations, a guideline that works, an hour a month: whatever you have."),
    )
    agrees = forms.BooleanField(label=_("I agree to these rules"), error_messages={"required": AGREES})
    rules_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=9999)

    field_order = ("name", "kind", "country", "place", "website", "size", "languages", "who", "why", "shares", "agrees")

    @property
    def asked(self) -> Request:
        """What the form says, for the action."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "agrees"}
        return Request(**given)


class PersonForm(AskingForm):
    """Somebody asks for themself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].help_text = _("Your work or your part in health, in a line.")


class OrganizationForm(AskingForm):
    """Somebody asks for an organisation."""

    name = LineField(
        label=_("Name of the organisation"), max_length=160, error_messages={"required": _("Write what it is called.")}
    )
    kind = forms.ChoiceField(label=_("What kind it is"), choices=OrganizationKind.choices)
    size = forms.ChoiceField(label=_("How many people work there"), choices=OrganizationSize.choices)
    place = LineField(label=_("Town"), max_length=80, required=False)
    website = WebAddressField(label=_("Website"), required=False, max_length=200)
    languages = forms.MultipleChoiceField(
        label=_("Languages it works in"),
        choices=list(NATIVE_NAMES.items()),
        widget=ManyPicks(chip=True, lang=True),
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].help_text = _("Your work there, in a line. You become its first administrator here.")


class MessageForm(forms.Form):
    """A question, or an answer."""

    words = words_field(_("Your message"), most=2000, error_messages={"required": _("Write something first.")})


class DecisionForm(forms.Form):
    """Yes or no, and why: the applicant reads it."""

    approves = forms.TypedChoiceField(
        label=_("Your decision"),
        choices=[("yes", _("Approve")), ("no", pgettext_lazy("a request of the network", "Decline"))],
        coerce=lambda value: value == "yes",
        widget=Picks,
        error_messages={"required": _("Choose one.")},
    )
    reason = words_field(_("Why"), most=1000, rows=3, error_messages={"required": _("Say why: they read it.")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "decision_%s"} | kwargs)
        self.fields["reason"].help_text = _("The applicant reads it.")


class RecommendationForm(DecisionForm):
    """The same by a community leader: the host reads it first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "recommendation_%s"} | kwargs)
        self.fields["reason"].help_text = _("The host of the network reads it, and the applicant once it is decided.")


class OfferForm(forms.Form):
    """Somebody offers to lead a region."""

    words = words_field(
        _("Who you are, and whom you would bring together"),
        most=2000,
        help_text=_("The people who run this network read it, and write to you. Nobody else sees it."),
        error_messages={"required": _("Write something first.")},
    )
