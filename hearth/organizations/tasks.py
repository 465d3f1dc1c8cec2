"""The worker's part: look at proofs elsewhere, end what is over, count the directory."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from hearth.core.periodic import periodic
from hearth.core.work import does
from hearth.organizations.actions import checking, claims, keeping, profile, prospects
from hearth.organizations.actions.counting import recount_directory
from hearth.organizations.models import Check


@does(Check)
def look(check: Check) -> None:
    checking.carry_out(check)


@periodic(every=timedelta(hours=1), help=_("Looks again at what shows that channels and domains are somebody’s."))
def look_again() -> None:
    checking.look_again()


@periodic(every=timedelta(hours=1), help=_("Ends claims of organisations whose time is over, and forgets codes."))
def expire_claims() -> None:
    claims.expire_claims()


@periodic(every=timedelta(days=1), help=_("Erases marks of organisations that no page shows any more."))
def erase_left_over_marks() -> None:
    profile.erase_left_over_marks()


@periodic(every=timedelta(hours=6), help=_("Counts the organisations of the directory anew."))
def count_organizations() -> None:
    recount_directory()


@periodic(every=timedelta(hours=6), help=_("Reminds of memberships of the network that run out, and lets them lapse."))
def keep_memberships() -> None:
    keeping.keep_memberships()


@periodic(every=timedelta(days=1), help=_("Forgets whom leaders spoke with, a year after the last step."))
def forget_contacts() -> None:
    prospects.forget_contacts()
