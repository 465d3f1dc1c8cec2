"""Where an organisation is reached, and what for."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from hearth.core.refusals import Refusal, require
from hearth.organizations.actions.ordering import move, next_position
from hearth.organizations.actions.profile import note_change
from hearth.organizations.models import Office, Organization
from hearth.organizations.permissions import By, can_edit_profile

MOST_OFFICES: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """One way to reach an organisation, as forms give it."""

    purpose: str
    name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    hours: str = ""


@transaction.atomic
def add_office(organization: Organization, reach: Reach, *, by: By, at: datetime | None = None) -> Office:
    """Say one more way to reach it, after the others. Raises PermissionDenied, or Refusal above MOST_OFFICES."""
    require(can_edit_profile(by, organization))
    Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
    if organization.offices.count() >= MOST_OFFICES:
        raise Refusal(_("There are as many contacts as one page can show. Take one away first."))
    office = organization.offices.create(**asdict(reach), position=next_position(organization.offices.all()))
    note_change(organization, by=by, at=at)
    return office


@transaction.atomic
def edit_office(office: Office, reach: Reach, *, by: By) -> None:
    """Say this of the contact from now on. Raises PermissionDenied."""
    require(can_edit_profile(by, office.organization))
    if Office.objects.filter(pk=office.pk).update(**asdict(reach)):
        note_change(office.organization, by=by)


@transaction.atomic
def remove_office(office: Office, *, by: By) -> None:
    """Take the contact away; one that is gone already is no trouble. Raises PermissionDenied."""
    require(can_edit_profile(by, office.organization))
    if Office.objects.filter(pk=office.pk).delete()[0]:
        note_change(office.organization, by=by)


@transaction.atomic
def move_office(office: Office, *, up: bool, by: By) -> None:
    """Let the contact change places with the one before or after it. Raises PermissionDenied."""
    require(can_edit_profile(by, office.organization))
    if move(office.organization.offices.all(), office.pk, up=up):
        note_change(office.organization, by=by)
