"""What a person reads before they leave, and while they may still come back. For the person themself only."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from hearth.members import faces
from hearth.members.models import Account, Erasure
from hearth.members.ports import Tie, parts
from hearth.members.queries.administrators import would_leave_none


class Ties(NamedTuple):
    """What somebody else should take over; `binding` holds what keeps the person from leaving at all.

    `has_more_names`: others might notice that several names vanish together.
    """

    binding: list[Tie]
    loose: list[Tie]
    has_more_names: bool


def list_ties(account: Account) -> Ties:
    """Return what the person behind `account` has in hand, in every room."""
    person = faces.person_behind(account)
    found = [*_house_ties(account), *(tie for part in parts() for tie in part.ties(person))]
    binding, loose = ([tie for tie in found if tie.is_binding is bound] for bound in (True, False))
    return Ties(binding, loose, has_more_names=len(person.faces) > 1)


def may_return(account: Account) -> bool:
    """Say whether `account` is closed and still whole, so that its person can come back."""
    return account.closed_at is not None and not Erasure.objects.filter(account=account).exists()


def _house_ties(account: Account) -> list[Tie]:
    if would_leave_none(account):
        words = _(
            "You are the last administrator of this site: without one nobody could look after the people here. "
            "Make somebody else an administrator first. Whoever runs the server does it with "
            "“bin/manage make_administrator” and the address of that person."
        )
        return [Tie(words, is_binding=True)]
    if account.is_staff:
        words = _(
            "You work for the people who run this place. Tell them before you go, so that your tasks are not lost."
        )
        return [Tie(words)]
    return []
