from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearth.core.forms import Picks
from hearth.members.agreements import SITUATION_SENTENCE
from hearth.members.fields import LanguagesField, NameField, NewPasswordField
from hearth.members.forms.signing_in import SigningInForm
from hearth.members.forms.situation import ReasonsForm
from hearth.members.models import Audience
from hearth.members.queries.names import is_name_taken, taken

AUDIENCE_HINTS = {
    Audience.ONLY_ME: _("People see your name beside what you write, nothing else."),
    Audience.FOLLOWED: _("Only the people you chose to follow see it."),
    Audience.MEMBERS: _(
        "They also see your photo, your line, what you are here as, your words about yourself, your languages and your "
        "country; the topics you follow only if you choose so."
    ),
    Audience.EVERYONE: _("Everyone on the internet, search engines too. Few people need this."),
}


class NameStep(SigningInForm):
    """Step 1: how to call you, and how you sign in. Asks nothing of the database about the address."""

    name = NameField(
        label=_("Name people will see"),
        help_text=_("Please do not use your full name unless you want to be found by it."),
    )
    password = NewPasswordField(
        help_text=_(
            "Three or four words you can remember are stronger than one with symbols. "
            "Leave it empty to sign in with a code by email each time."
        ),
        required=False,
    )
    birth_year = forms.IntegerField(
        label=_("Year you were born"),
        help_text=_("Never shown. Four digits, like 1962."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "bday-year", "maxlength": 4}),
        error_messages={"required": _("Write the year you were born"), "invalid": _("Write four digits, like 1962")},
    )

    field_order = ("name", "email", "password", "birth_year")

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if is_name_taken(name):
            raise forms.ValidationError(taken(name).message)
        return name

    def clean_birth_year(self) -> int:
        year: int = self.cleaned_data["birth_year"]
        if not 1900 <= year <= timezone.now().year:
            raise forms.ValidationError(_("Write four digits, like 1962"))
        return year


class AboutStep(ReasonsForm):
    """Step 2: what brings you here. Everything may stay empty."""

    SAYS_NOTHING: Final[dict[str, Any]] = {"reasons": [], "words": "", "keep_situation": False}

    keep_situation = forms.BooleanField(
        label=SITUATION_SENTENCE,
        help_text=_("Without this tick we do not keep the answers above."),
        required=False,
    )
    languages = LanguagesField()

    @property
    def is_dropping(self) -> bool:
        """Whether something was answered that `answers_to_keep` leaves out."""
        given = self.cleaned_data
        return bool(given["reasons"] or given["words"]) and not given["keep_situation"]

    def answers_to_keep(self) -> dict[str, Any]:
        """Return the answers, those that speak of health only with consent."""
        if self.cleaned_data["keep_situation"]:
            return self.cleaned_data
        return self.cleaned_data | self.SAYS_NOTHING


class PrivacyStep(forms.Form):
    """Step 3: who may see your page, and the rules of the house."""

    audience = forms.ChoiceField(
        label=_("Who can see your page?"),
        choices=[choice for choice in Audience.choices if choice[0] != Audience.FOLLOWED],
        initial=Audience.ONLY_ME,
        widget=Picks(hints=AUDIENCE_HINTS),
    )
    rules = forms.BooleanField(
        label=_("I will follow the house rules: kind, honest, discreet, no medical orders, nothing for sale."),
        error_messages={"required": _("Please read the house rules and tick the box to come in")},
    )


class CodeStep(forms.Form):
    """The code from the e-mail."""

    code = forms.CharField(
        label=_("Code from the email"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Write the code we sent you")},
    )
