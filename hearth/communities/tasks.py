"""The worker's part: forget what ran out."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from hearth.communities.actions import inviting
from hearth.core.periodic import periodic


@periodic(every=timedelta(days=1), help=_("Forgets invitations a month after they ran out."))
def prune_invitations() -> None:
    inviting.prune_invitations()
