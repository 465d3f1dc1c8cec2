"""Channels and domains that an organisation says are its own."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.core.fields import LineField
from hearth.organizations.models import Platform


class ChannelForm(forms.Form):
    """The address of a channel; which one it is only where the address does not say."""

    address = LineField(
        label=_("Address of the channel"),
        help_text=_("Open your page there and copy its address from the browser."),
        max_length=300,
        widget=forms.TextInput(attrs={"inputmode": "url", "dir": "ltr", "autocomplete": "off"}),
        error_messages={"required": _("Write the address of the channel")},
    )
    platform = forms.ChoiceField(
        label=_("What it is"),
        help_text=_("Needed for a blog, a podcast or a feed only."),
        choices=[("", _("As the address says")), *Platform.choices],
        required=False,
    )

    def chosen(self) -> Platform | None:
        """Return the platform that was chosen, None to read it from the address."""
        return Platform(self.cleaned_data["platform"]) if self.cleaned_data["platform"] else None


class DomainForm(forms.Form):
    """A domain of their own."""

    domain = LineField(
        label=_("Domain"),
        help_text=_("As it stands in your addresses after the @, for example hospital.example."),
        max_length=253,
        widget=forms.TextInput(attrs={"inputmode": "url", "dir": "ltr", "autocomplete": "off"}),
        error_messages={"required": _("Write the domain")},
    )
