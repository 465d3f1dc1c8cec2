"""What an organisation's people write of it."""

import re
from collections.abc import Iterable
from typing import Any, Final, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from hearth.core.countries import continent_of
from hearth.core.fields import LineField, WebAddressField, YearField
from hearth.core.forms import ManyPicks
from hearth.core.languages import NATIVE_NAMES
from hearth.core.pictures import TYPES
from hearth.core.translated import MORE_LANGUAGES, language_name
from hearth.organizations.actions.offices import Reach
from hearth.organizations.actions.profile import Profile, Wording
from hearth.organizations.models import OfficePurpose, OrganizationKind, OrganizationSize
from hearth.topics.fields import TopicsField
from hearth.topics.models import Topic

PHONE: Final = re.compile(r"\+?[\d(][\d ()/.\-]{3,34}(?: ?(?:x|ext\.?) ?\d{1,6})?")


def inhabited() -> list[tuple[str, str]]:
    """Return the countries that lie in a region, for a choice."""
    return [("", ""), *((code, str(name)) for code, name in countries if continent_of(code))]


def _languages() -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code in sorted({*NATIVE_NAMES, *MORE_LANGUAGES}, key=language_name)]


class ProfileForm(forms.Form):
    """The facts about an organisation."""

    name = LineField(
        label=_("Name"), max_length=160, error_messages={"required": _("Write the name of the organisation")}
    )
    lang = forms.ChoiceField(
        label=_("Language of this name"),
        help_text=_("Names in other languages go with the texts in them."),
        choices=_languages,
    )
    kind = forms.ChoiceField(label=_("Kind of organisation"), choices=OrganizationKind.choices)
    size = forms.ChoiceField(
        label=_("How many people work there"), choices=[("", ""), *OrganizationSize.choices], required=False
    )
    country = forms.ChoiceField(
        label=_("Country"),
        choices=inhabited,
        error_messages={"required": _("Choose a country from the list.")},
        widget=forms.Select(attrs={"autocomplete": "off"}),
    )
    place = LineField(label=_("City or place"), max_length=80, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages you work in"), choices=_languages, required=False, widget=ManyPicks(chip=True)
    )
    founded_in = YearField(label=_("Founded in"), help_text=_("The year, in four digits."))
    website = WebAddressField(label=_("Website"), max_length=200, required=False)
    topics = TopicsField(
        label=_("Health topics you work on"),
        help_text=_("People who look for these words find you."),
        required=False,
        most=10,
    )

    def __init__(self, *args: Any, spoken: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {code for code, _name in _languages()}
        for name in ("lang", "languages"):  # as a list had it: a form never changes what nobody chose
            field = cast(forms.ChoiceField, self.fields[name])
            more = [(code, language_name(code)) for code in dict.fromkeys(spoken) if code not in known]
            field.choices = [*_languages(), *more]

    def profile(self) -> Profile:
        """Return the facts as actions take them."""
        return Profile(**{name: value for name, value in self.cleaned_data.items() if name != "topics"})

    def topics_chosen(self) -> list[Topic]:
        """Return the topics that were chosen."""
        chosen: list[Topic] = self.cleaned_data["topics"]
        return chosen


def _words(label: Any, help_text: Any, most: int) -> LineField:
    widget = forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    return LineField(label=label, help_text=help_text, max_length=most, required=False, widget=widget)


class WordingForm(forms.Form):
    """What an organisation says of itself in one language."""

    name = LineField(
        label=_("Name in this language"),
        help_text=_("Leave it empty if the name is the same."),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    description = _words(_("Who you are"), _("One or two sentences. They stand under the name."), 300)
    offers = _words(_("What you offer"), _("What people can come to you for."), 600)
    who_pays = _words(
        _("Who pays"), _("Where the money comes from, and whether makers of medicines are among them."), 300
    )
    behind = _words(_("Who is behind it"), _("Who owns and governs the organisation."), 300)

    def __init__(self, *args: Any, is_main: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_main:
            del self.fields["name"]

    def wording(self) -> Wording:
        """Return the words as actions take them."""
        return Wording(**self.cleaned_data)


class MarkForm(forms.Form):
    """A picture that stands for an organisation."""

    mark = forms.FileField(
        label=_("Choose a picture"),
        help_text=_("JPEG, PNG or WebP, at most 8 MB. We keep a small square from its middle, on white."),
        widget=forms.FileInput(attrs={"accept": TYPES}),
        error_messages={
            "required": _("Choose a picture first"),
            "empty": _("We cannot read this file as a picture. Choose a photo saved as JPEG, PNG or WebP."),
        },
    )


class OfficeForm(forms.Form):
    """One way to reach an organisation, with what it is for."""

    purpose = forms.ChoiceField(label=_("What it is for"), choices=OfficePurpose.choices)
    name = LineField(
        label=_("Its name"),
        help_text=_("For example a ward or a building. Name no person: this is public."),
        max_length=120,
        required=False,
    )
    address = LineField(label=_("Postal address"), max_length=300, required=False)
    phone = LineField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "dir": "ltr", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        error_messages={"invalid": _("Write an email address with an @, like press@hospital.example")},
    )
    website = WebAddressField(label=_("Web page"), max_length=200, required=False)
    hours = LineField(
        label=_("Hours"), help_text=_("With the time zone, if people call from afar."), max_length=120, required=False
    )

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and not PHONE.fullmatch(phone):
            raise forms.ValidationError(_("Write the number in digits, best with + and the country in front."))
        return phone

    def clean(self) -> None:
        reached = ("address", "phone", "email", "website")
        if not self.errors and not any(self.cleaned_data.get(name) for name in reached):
            self.add_error(None, _("Give at least one way: an address, a number, an email address or a web page."))

    def reach(self) -> Reach:
        """Return the contact as actions take it."""
        return Reach(**self.cleaned_data)
