"""Putting away what people kept for themselves and left, and what ran out."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from hearth.communities.actions import inviting, keeping, picturing
from hearth.core.periodic import periodic


@periodic(every=timedelta(hours=1), help=_("Forgets drafts that nobody touched for thirty days."))
def prune_drafts() -> None:
    keeping.prune_drafts()


@periodic(every=timedelta(days=1), help=_("Forgets invitations a month after they ran out."))
def prune_invitations() -> None:
    inviting.prune_invitations()


@periodic(every=timedelta(days=1), help=_("Erases pictures that no post shows any more."))
def erase_left_over_pictures() -> None:
    picturing.erase_left_over_pictures()
