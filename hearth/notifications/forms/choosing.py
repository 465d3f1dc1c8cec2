"""How, when and whether word comes: the forms of the settings, of a community and of a discussion."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.activity.ports import How, Kind
from hearth.core.forms import DayInput
from hearth.core.zones import ZoneField
from hearth.notifications.actions.choosing import Preset
from hearth.notifications.models import Reception
from hearth.notifications.queries.reception import zone_of
from hearth.notifications.zones import zones_by_region

PREFIX: Final = "how-"
HOURS: Final = [(hour, f"{hour:02d}:00") for hour in range(24)]


class _WayField(forms.ChoiceField):
    """How one kind of word comes."""

    comes_with = True  # to leave it as it is elsewhere is a choice like the others


class _Ways(forms.Form):
    """One choice for each of some kinds."""

    def put_kinds(self, kinds: Iterable[Kind], elsewhere: Mapping[str, How] | None = None) -> None:
        """Add a field for each of `kinds`; with `elsewhere` there is the choice to leave it as it is there."""
        for kind in kinds:
            # How it is elsewhere is said beside the choice: within it, a phone would cut it off.
            here: list[tuple[str, Any]] = [] if elsewhere is None else [("", _("As elsewhere"))]
            self.fields[PREFIX + kind.name] = _WayField(
                label=str(kind.label),
                choices=[*here, *How.choices],
                help_text=_("Elsewhere: %(how)s") % {"how": elsewhere[kind.name].label} if elsewhere else "",
                required=elsewhere is None,
            )

    def ways(self) -> Iterator[forms.BoundField]:
        """Yield the fields that choose how something comes."""
        return (self[name] for name in self.fields if name.startswith(PREFIX))

    @property
    def chosen(self) -> dict[str, How | None]:
        """What the form says, by the name of the kind; None for what is as elsewhere."""
        said = {name: value for name, value in self.cleaned_data.items() if name.startswith(PREFIX)}
        return {name.removeprefix(PREFIX): How(value) if value else None for name, value in said.items()}


class PlaceForm(_Ways):
    """How word of one community, or of one discussion, comes."""

    def __init__(
        self, data: QueryDict | None, *, kinds: Iterable[Kind], chosen: Mapping[str, How], elsewhere: Mapping[str, How]
    ) -> None:
        super().__init__(data, initial=_initial(chosen))
        self.put_kinds(kinds, elsewhere)


class _HourField(forms.TypedChoiceField):
    """An hour of the day; None for none, where there is `none` to choose."""

    comes_with = True  # none is a choice like the others

    def __init__(self, *, none: Any = None, **kwargs: Any) -> None:
        choices = HOURS if none is None else [("", none), *HOURS]
        super().__init__(choices=choices, coerce=int, empty_value=None, required=none is None, **kwargs)


class SettingsForm(_Ways):
    """How each kind of word comes to somebody, when mail may come, and what its subject may say."""

    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Weekly e-mails come on"), choices=list(WEEKDAYS.items()), coerce=int
    )
    hour = _HourField(label=gettext_lazy("Daily and weekly e-mails come at"))
    time_zone = ZoneField(label=gettext_lazy("Your time zone, and the time it is there"))
    quiet_from = _HourField(label=gettext_lazy("No e-mail from"), none=gettext_lazy("No quiet hours"))
    quiet_until = _HourField(label=gettext_lazy("until"), none=gettext_lazy("No quiet hours"))
    is_named = forms.BooleanField(
        label=gettext_lazy("Subjects may name the discussion and who wrote"),
        help_text=gettext_lazy("Others may see the subject of an e-mail: on a locked screen, in a shared inbox."),
        required=False,
    )

    WHEN: Final = ("weekday", "hour", "time_zone", "quiet_from", "quiet_until", "is_named")

    def __init__(
        self,
        data: QueryDict | None,
        *,
        kinds: Iterable[Kind],
        ways: Mapping[str, How],
        reception: Reception,
        now: datetime,
    ) -> None:
        zone = zone_of(reception).key
        when = {name: getattr(reception, name) for name in self.WHEN} | {"time_zone": zone}
        super().__init__(data, initial=_initial(ways) | when)
        self.put_kinds(kinds)
        field = self.fields["time_zone"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (declared above)
        field.choices = zones_by_region(now=now, also=zone)
        if data is None and not reception.time_zone:
            field.widget.attrs["data-unchosen"] = True

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = said.get("quiet_from"), said.get("quiet_until")
        if (start is None) != (end is None):
            empty = "quiet_from" if start is None else "quiet_until"
            self.add_error(empty, _("Choose both hours, or none."))
        elif start is not None and start == end:
            self.add_error("quiet_until", _("Choose another hour than the one it begins at."))
        return said

    @property
    def when(self) -> dict[str, Any]:
        """When mail may come and what its subject may say, by the fields of Reception."""
        return {name: self.cleaned_data[name] for name in self.WHEN}


class PresetForm(forms.Form):
    """One way for everything."""

    preset = forms.TypedChoiceField(choices=Preset, coerce=Preset)


class _DayField(forms.DateField):
    """A day; a button beside it does without."""

    comes_with = True


class PauseForm(forms.Form):
    """For how many days nothing is mailed, or until which day."""

    days = forms.IntegerField(required=False, min_value=1, max_value=31)
    until = _DayField(label=gettext_lazy("Or until"), required=False, widget=DayInput())


def _initial(ways: Mapping[str, How]) -> dict[str, Any]:
    return {PREFIX + name: how for name, how in ways.items()}
