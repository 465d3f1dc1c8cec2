"""More names of one person: a pseudonym for a community, a one-off alias. Nothing in them says whose they are."""

from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.core.refusals import Refusal, require
from hearth.core.turns import take_turn
from hearth.members import faces
from hearth.members.actions.joining import create_face
from hearth.members.models import Account, Audience, Kind, Member
from hearth.members.queries.names import free_names

A_DAY: Final = {Kind.PSEUDONYM: 3, Kind.ALIAS: 10}
TRIES: Final = 20


@transaction.atomic
def create_pseudonym(account: Account, *, name: str, at: datetime | None = None) -> Member:
    """Give `account` the name `name` to take part under in one community.

    Raises PermissionDenied for an account that may not take part, Refusal when the name is taken or cannot be used,
    or three were made that day.
    """
    return _create(account, Kind.PSEUDONYM, name, at)


@transaction.atomic
def create_alias(account: Account, *, at: datetime | None = None) -> Member:
    """Give `account` a one-off name, invented in the language of the page.

    Raises PermissionDenied for an account that may not take part, Refusal when ten were made that day.
    """
    for name in free_names(TRIES):
        try:
            return _create(account, Kind.ALIAS, name, at)
        except NameTaken:  # somebody was faster than we
            continue
    raise Refusal(_("We could not think of a free name. Try again in a moment."))


class NameTaken(Refusal):
    """The name is somebody's, or cannot be used: another one may do."""


def _create(account: Account, kind: Kind, name: str, at: datetime | None) -> Member:
    require(account.is_active)
    take_turn(f"members.pseudonyms {account.pk}")
    day = _day_of(at or timezone.now())
    made = faces.all_of(account).filter(kind=kind, created_at__gte=day, created_at__lt=day + timedelta(days=1))
    if made.count() >= A_DAY[kind]:
        raise Refusal(_("You have made many new names today. You can make another one tomorrow."))
    try:
        return create_face(account, name=name, audience=Audience.ONLY_ME, languages=[], kind=kind, at=day)
    except Refusal as refusal:
        raise NameTaken(refusal.message) from refusal


def _day_of(moment: datetime) -> datetime:
    """Return the beginning of the day: the very moment would stand beside whatever else the person did just then."""
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
