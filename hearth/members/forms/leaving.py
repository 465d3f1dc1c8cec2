from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.core.forms import Picks


class LeavingForm(forms.Form):
    """How a person wants to go: with or without what they wrote, now or in thirty days."""

    KEEP, ERASE = "keep", "erase"
    LATER, NOW = "later", "now"

    writing = forms.ChoiceField(
        label=_("What should become of what you wrote to others?"),
        choices=[(KEEP, _("Leave it, without my name")), (ERASE, _("Erase it too"))],
        widget=Picks(
            hints={
                KEEP: _(
                    "Answers that help somebody stay in the communities, without their pictures. Above them stands “A "
                    "former member”, and nothing else of you."
                ),
                ERASE: _(
                    "Everything you wrote in communities goes. Where others answered you, their words stay, and what "
                    "they quoted stays without your name."
                ),
            }
        ),
        initial=KEEP,
    )
    when = forms.ChoiceField(
        label=_("When should we erase you?"),
        choices=[(LATER, _("In thirty days")), (NOW, _("At once"))],
        widget=Picks(
            hints={
                LATER: _(
                    "Nobody sees you from now on. Sign in within thirty days, and everything is as it was. Only a "
                    "badge you still wait for would have to be asked for anew: your evidence is erased at once."
                ),
                NOW: _("There is no way back, for you or for us."),
            }
        ),
        initial=LATER,
    )
    sure = forms.BooleanField(
        label=_("I want to close my account."),
        error_messages={"required": _("Tick the box if you want to close your account, or leave this page.")},
    )
