"""Time zones as a browser names them: those of the IANA database (RFC 6557)."""

from functools import cache
from zoneinfo import available_timezones

from django import forms


@cache
def known_zones() -> frozenset[str]:
    """Return the names of all zones this computer knows."""
    return frozenset(available_timezones())


class ZoneField(forms.ChoiceField):
    """A time zone: one of those shown, or any other by its name, as a browser tells it."""

    def valid_value(self, value: str) -> bool:
        return value in known_zones()


class DeviceForm(forms.Form):
    """The time zone of the device a form was sent from, where a script could fill it in (`static/js/zone.js`)."""

    time_zone = ZoneField(required=False)

    @property
    def zone(self) -> str:
        """The zone; empty for none, and for what is none."""
        return str(self.cleaned_data["time_zone"]) if self.is_valid() else ""
