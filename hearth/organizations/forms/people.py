"""Belonging to an organisation, and claiming one."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.core.fields import LineField
from hearth.core.forms import Picks
from hearth.organizations.actions.affiliations import BY_ADDRESS
from hearth.organizations.models import AffiliationRole

ROLE_HINTS: Final = {
    AffiliationRole.ADMINISTRATOR: _("Answers for the organisation here: its people, its profile, everything."),
    AffiliationRole.EDITOR: _("Writes its profile, contacts and channels."),
    AffiliationRole.SOCIAL_MEDIA_LEAD: _("Looks after its channels."),
    AffiliationRole.CLINICIAN: _("Works there as a clinician. This is no badge: that is checked apart."),
    AffiliationRole.STAFF: _("Works there."),
}


def _address(label: Any, help_text: Any, **kwargs: Any) -> forms.EmailField:
    return forms.EmailField(
        label=label,
        help_text=help_text,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        error_messages={
            "required": _("Write your address there"),
            "invalid": _("Write your address with an @, like name@hospital.example"),
        },
        **kwargs,
    )


class BelongingForm(forms.Form):
    """What somebody is in an organisation, and whether a code may show it."""

    role = forms.ChoiceField(
        label=_("What you are there"),
        choices=AffiliationRole.choices,
        initial=AffiliationRole.STAFF,
        widget=Picks(hints=ROLE_HINTS),
        error_messages={"required": _("Choose what you are there")},
    )
    email = _address(
        _("Your address there"),
        _(
            "Without one, its administrators are asked. With one we send a code to it: enough for staff and "
            "clinicians. We do not keep the address."
        ),
        required=False,
    )

    def __init__(self, *args: Any, has_domain: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_domain:
            del self.fields["email"]

    def clean(self) -> None:
        if self.cleaned_data.get("email") and self.cleaned_data.get("role") not in BY_ADDRESS:
            self.add_error("email", _("For this role its administrators are asked: leave the address empty."))


class RoleForm(forms.Form):
    """Another role for somebody who belongs."""

    role = forms.ChoiceField(label=_("Role"), choices=AffiliationRole.choices)


class AddressForm(forms.Form):
    """An address of the organisation's domain, for a code."""

    email = _address(_("Your address there"), _("We send a code to it, and do not keep the address."))


class CodeForm(forms.Form):
    """The code that came by mail."""

    code = LineField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "dir": "ltr"}),
        error_messages={"required": _("Type the code from the mail")},
    )


class ReasonForm(forms.Form):
    """Why somebody answers for an organisation, in words for staff."""

    reason = LineField(
        label=_("How we can see that it is yours"),
        help_text=_(
            "What you do there, and how we can check it: a page that names you, a number to call. Staff read it."
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write how we can see that it is yours")},
    )


class DecisionForm(forms.Form):
    """Yes or no to a claim, with a reason."""

    answer = LineField(
        label=_("Why"),
        help_text=_("What you checked and how. It stays on record; if you decline, the claimant reads it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write why: the person is told, and it stays on record")},
    )
    decision = forms.ChoiceField(choices=[("accept", ""), ("decline", "")], widget=forms.HiddenInput)
