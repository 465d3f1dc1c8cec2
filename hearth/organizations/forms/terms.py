"""What the host sets for its network."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hearth.core.fields import LineField
from hearth.core.forms import DayInput
from hearth.core.languages import NATIVE_NAMES
from hearth.members.models import Kind, Member
from hearth.organizations.forms.joining import words_field
from hearth.organizations.models import (
    Level,
    NetworkMembership,
    NetworkRules,
    NetworkTerms,
    Organization,
    OrganizationSize,
    Region,
)
from hearth.organizations.queries.seats import FIRST_SEATS

DAY = _("Write a day, for example 2026-11-30.")
CURRENCY = _("Write the three letters of a currency, such as EUR.")
NOBODY = _("Nobody is here under this address.")
MOST = 1_000_000_00


def currency_field(**given: Any) -> forms.CharField:
    """Return a field for a currency's three letters (ISO 4217)."""
    return forms.RegexField(
        r"^[A-Z]{3}$",
        label=_("Currency"),
        max_length=3,
        strip=True,
        help_text=_("Three letters, such as EUR."),
        error_messages={"invalid": CURRENCY, "required": CURRENCY, "max_length": CURRENCY},
        **given,
    )


def day_field(label: Any, **given: Any) -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(
        label=label,
        widget=DayInput(),
        error_messages={"invalid": DAY, "required": DAY},
        **given,
    )


class RegionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # a field takes no types at run time
    """One of the regions, by the name the reader knows."""

    def label_from_instance(self, obj: Region) -> str:
        return obj.get_code_display()


class LeaderForm(forms.Form):
    """Who is to lead which region."""

    region = RegionChoice(label=_("Region"), queryset=Region.objects.all(), empty_label="")
    member = LineField(
        label=_("The address of their page here"),
        max_length=300,
        help_text=_("Open the page of the person, and copy its address."),
        error_messages={"required": NOBODY},
    )

    def clean_member(self) -> Member:
        """Return somebody who is here, by the id that the address ends in."""
        key = self.cleaned_data["member"].rstrip("/").rpartition("/")[2]
        found = Member.objects.present().filter(public_id=key, kind=Kind.MAIN).first()
        if found is None:
            raise forms.ValidationError(NOBODY)
        return found


class PartnerForm(forms.Form):
    """Which organisation is the partner of a region."""

    region = RegionChoice(label=_("Region"), queryset=Region.objects.all(), empty_label="")
    partner = forms.ModelChoiceField(
        label=_("Network partner"),
        queryset=Organization.objects.in_network().order_by("name_key"),
        required=False,
        empty_label=_("None"),
        to_field_name="public_id",
    )


class RateForm(forms.Form):
    """What one level costs in a year."""

    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    size = forms.ChoiceField(label=_("Size"), choices=[("", _("Any size")), *OrganizationSize.choices], required=False)
    amount = forms.IntegerField(
        label=_("Dues in a year, in the smallest unit of the currency"),
        min_value=0,
        max_value=MOST,
        help_text=_("50 euros are 5000 cents: write 5000. 0 is free."),
    )
    currency = currency_field(required=False)

    def clean(self) -> dict[str, Any]:
        """Return what was said; an amount needs a currency."""
        given = super().clean() or {}
        if given.get("amount") and not given.get("currency"):
            self.add_error("currency", CURRENCY)
        return given


class TermsForm(forms.Form):
    """How the network decides, and how many seats each level has."""

    charter_until = day_field(
        _("Who joins before this day is a charter member"), required=False, help_text=_("Empty: nobody more.")
    )
    leader_decides = forms.BooleanField(
        label=_("The yes of a region’s leader is enough"),
        required=False,
        help_text=_("Else the leader says what they think, and staff decide."),
    )

    def __init__(self, *args: Any, terms: NetworkTerms, **kwargs: Any) -> None:
        now = {"charter_until": terms.charter_until, "leader_decides": terms.leader_decides}
        now |= {f"seats_{level}": terms.seats.get(level, FIRST_SEATS[level]) for level in Level}
        super().__init__(*args, **kwargs | {"initial": now})
        for level in (Level.ORGANIZATION, Level.CHARTER, Level.PARTNER):
            self.fields[f"seats_{level}"] = forms.IntegerField(
                label=_("Seats: %(level)s") % {"level": level.label}, min_value=0, max_value=1000
            )

    @property
    def seats(self) -> dict[str, int]:
        """The seats of each level."""
        return {
            name.removeprefix("seats_"): value for name, value in self.cleaned_data.items() if name.startswith("seats_")
        }


class RulesForm(forms.Form):
    """The rules in each language of the site, a rule in each line."""

    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=9999)

    def __init__(self, *args: Any, rules: NetworkRules, **kwargs: Any) -> None:
        now = {f"text_{code}": rules.texts.get(code, "") for code, _name in settings.LANGUAGES}
        super().__init__(*args, **kwargs | {"initial": now | {"after": rules.version}})
        for code, _name in settings.LANGUAGES:
            self.fields[f"text_{code}"] = words_field(
                NATIVE_NAMES[code], most=5000, rows=5, required=code == "en", help_text=_("A rule in each line.")
            )
            self.fields[f"text_{code}"].widget.attrs["lang"] = code

    @property
    def texts(self) -> dict[str, str]:
        """The rules by language."""
        said = ((name.removeprefix("text_"), text) for name, text in self.cleaned_data.items() if name != "after")
        return {code: text for code, text in said if text}


class DuesForm(forms.Form):
    """Dues that were paid elsewhere."""

    year = forms.IntegerField(label=_("For the year"), min_value=2000, max_value=2100)
    amount = forms.IntegerField(
        label=_("Amount, in the smallest unit of the currency"),
        min_value=1,
        max_value=MOST,
        help_text=_("50 euros are 5000 cents: write 5000."),
    )
    currency = currency_field()
    paid_on = day_field(_("Paid on"))
    note = LineField(label=_("Note"), max_length=200, required=False)

    def clean_paid_on(self) -> date:
        """Return a day that money could be paid on."""
        day: date = self.cleaned_data["paid_on"]
        if not 2000 <= day.year <= 2100:
            raise forms.ValidationError(DAY)
        return day


class LevelForm(forms.Form):
    """Another level, one that organisations have or one that people have, and why."""

    level = forms.ChoiceField(label=_("Level"))
    reason = LineField(label=_("Why"), max_length=500, required=False)

    def __init__(self, *args: Any, membership: NetworkMembership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": {"level": membership.level}})
        levels = set(Level) - {Level.INDIVIDUAL} if membership.organization_id else {Level.GUEST, Level.INDIVIDUAL}
        choices = [(level.value, level.label) for level in Level if level in levels]
        self.fields["level"] = forms.ChoiceField(label=_("Level"), choices=choices)


class EndingForm(forms.Form):
    """Why a membership ends."""

    reason = LineField(
        label=_("Why it ends"),
        max_length=500,
        help_text=_("Those who answer for it read this."),
        error_messages={"required": _("Say why: they read it.")},
    )
