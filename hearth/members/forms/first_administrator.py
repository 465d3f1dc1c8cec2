from django.utils.translation import gettext_lazy as _

from hearth.members.fields import NameField, NewPasswordField
from hearth.members.forms.signing_in import SigningInForm


class FirstAdministratorForm(SigningInForm):
    """Who looks after this site first."""

    password = NewPasswordField(
        help_text=_("Three or four words you can remember are stronger than one with symbols."),
        error_messages={"required": _("Write a password")},
    )
    name = NameField(label=_("Name people will see"), help_text=_("You can change it later."))
