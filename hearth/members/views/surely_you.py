"""Before what cannot be undone, or is for nobody else's eyes: signed in, and asked a moment ago."""

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required

from hearth.members.views.still_you import View, still_you


def surely_you(view: View) -> View:
    """Let `view` be reached only by somebody signed in who has proven within five minutes that it is them.

    Whoever has a password, a passkey or an app is asked for that by allauth, whoever has none for a code by e-mail.
    """
    checked: View = login_required(still_you(reauthentication_required(view)))
    return checked
