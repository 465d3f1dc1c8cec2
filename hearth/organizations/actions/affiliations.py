"""Who belongs to an organisation."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.activity.actions import record
from hearth.core.outer_cache import forget_pages
from hearth.core.refusals import Refusal, require
from hearth.members.models import Member
from hearth.organizations.models import Affiliation, AffiliationRole, Organization
from hearth.organizations.permissions import (
    HOUSE,
    By,
    acting,
    can_affiliate,
    can_answer_for,
    can_end_affiliation,
)
from hearth.organizations.queries.claims import hosts_for
from hearth.organizations.verbs import (
    AFFILIATION_ASKED,
    AFFILIATION_CHANGED,
    AFFILIATION_CONFIRMED,
    AFFILIATION_DECLINED,
    AFFILIATION_ENDED,
)

BY_ADDRESS: Final = (AffiliationRole.CLINICIAN, AffiliationRole.STAFF)
"""What an address of the organisation's domain is enough for."""


@transaction.atomic
def affiliate(
    member: Member,
    organization: Organization,
    *,
    by: By,
    role: AffiliationRole = AffiliationRole.STAFF,
    at: datetime | None = None,
) -> Affiliation:
    """Say that `member` belongs to `organization`; it shows once the organisation has confirmed it.

    Saying another role asks for confirmation anew, and so does saying it again after a no. Raises PermissionDenied
    unless `by` is the member themself or HOUSE, Refusal for one that has closed, or where nobody else administers it.
    """
    require(can_affiliate(by, member, organization))
    if organization.closed_on and by is not HOUSE:
        raise Refusal(_("This organisation has closed."))
    _hold(organization)
    affiliation, is_new = Affiliation.objects.get_or_create(
        member=member, organization=organization, defaults={"role": role, "created_at": at or timezone.now()}
    )
    if not is_new and affiliation.role == role and not affiliation.declined_at:
        return affiliation
    if not is_new:
        _keep_an_administrator(affiliation, role)
        affiliation.role, affiliation.confirmed_at, affiliation.declined_at = role, None, None
        affiliation.save(update_fields=["role", "confirmed_at", "declined_at"])
    record(AFFILIATION_ASKED, by=member, subject=affiliation, at=at)
    return affiliation


@transaction.atomic
def confirm_affiliation(affiliation: Affiliation, *, by: By, at: datetime | None = None) -> Affiliation:
    """Let the affiliation count with the role that `affiliation` has; confirming it again changes nothing.

    Raises PermissionDenied, or Refusal when the member says another role meanwhile.
    """
    require(can_answer_for(by, affiliation.organization))
    at = at or timezone.now()
    waiting = Affiliation.objects.filter(pk=affiliation.pk, confirmed_at=None)
    if waiting.filter(role=affiliation.role).update(confirmed_at=at, declined_at=None):
        _let_answer(affiliation, at)
        record(AFFILIATION_CONFIRMED, by=acting(by), subject=affiliation, at=at)
    elif waiting.exists():
        raise Refusal(_("This was decided meanwhile. Look again at the list."))
    affiliation.refresh_from_db()
    return affiliation


@transaction.atomic
def belong_by_address(organization: Organization, host: str, role: AffiliationRole, *, by: Member) -> Affiliation:
    """Let `by`, who opened a code that was sent to an address at `host`, belong as one of BY_ADDRESS.

    Raises PermissionDenied for another role, Refusal when `host` is no proven domain of the organisation.
    """
    require(role in BY_ADDRESS)
    if host not in hosts_for(organization, is_claim=False):
        raise Refusal(_("This is not an address of that very domain. Check it letter by letter."))
    affiliation = affiliate(by, organization, by=by, role=role)
    if Affiliation.objects.filter(pk=affiliation.pk, confirmed_at=None).update(confirmed_at=timezone.now()):
        record(AFFILIATION_CONFIRMED, by=by, subject=affiliation)
    affiliation.refresh_from_db()
    return affiliation


@transaction.atomic
def decline_affiliation(affiliation: Affiliation, *, by: By) -> None:
    """Say that the member does not belong; they are told. Raises PermissionDenied, or Refusal once it was confirmed."""
    require(can_answer_for(by, affiliation.organization))
    waiting = Affiliation.objects.filter(pk=affiliation.pk, confirmed_at=None)
    if waiting.filter(declined_at=None).update(declined_at=timezone.now(), is_listed=False):
        record(AFFILIATION_DECLINED, by=acting(by), subject=affiliation)
    elif not waiting.exists():
        raise Refusal(_("This was decided meanwhile. Look again at the list."))


@transaction.atomic
def give_role(affiliation: Affiliation, role: AffiliationRole, *, by: By) -> None:
    """Give somebody who belongs another role. Raises PermissionDenied, or Refusal when nobody would administer it."""
    require(can_answer_for(by, affiliation.organization))
    _hold(affiliation.organization)
    held = Affiliation.objects.filter(pk=affiliation.pk, confirmed_at__isnull=False).first()
    if held is None:
        raise Refusal(_("This was decided meanwhile. Look again at the list."))
    if held.role != role:
        _keep_an_administrator(held, role)
        Affiliation.objects.filter(pk=held.pk).update(role=role)
        held.role = role
        _let_answer(held, timezone.now())
        record(AFFILIATION_CHANGED, by=acting(by), subject=held)


@transaction.atomic
def list_affiliation(affiliation: Affiliation, *, is_listed: bool, by: By) -> None:
    """Show on the organisation's page, and on theirs, that the member belongs, or do not. Only they may say so.

    Raises PermissionDenied.
    """
    require(by is HOUSE or by == affiliation.member)
    if Affiliation.objects.filter(pk=affiliation.pk, is_listed=not is_listed).update(is_listed=is_listed):
        affiliation.is_listed = is_listed
        forget_pages()


@transaction.atomic
def end_affiliation(affiliation: Affiliation, *, by: By) -> None:
    """Forget that the member belongs to the organisation; nothing they wrote goes with it.

    Raises PermissionDenied, or Refusal when nobody else would administer it.
    """
    require(can_end_affiliation(by, affiliation))
    _hold(affiliation.organization)
    held = Affiliation.objects.filter(pk=affiliation.pk).first()
    if held is None:
        return
    if by is not HOUSE:
        _keep_an_administrator(held, None)
    record(AFFILIATION_ENDED, by=acting(by), subject=held)
    held.delete()
    forget_pages()


def _let_answer(affiliation: Affiliation, at: datetime) -> None:
    """Let its own people answer for an organisation once it has an administrator: no list overwrites what they say."""
    if affiliation.role == AffiliationRole.ADMINISTRATOR:
        Organization.objects.filter(pk=affiliation.organization_id, claimed_at=None).update(claimed_at=at)


def _hold(organization: Organization) -> None:
    """Let whoever else changes who administers it wait until this is done."""
    Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)


def _keep_an_administrator(affiliation: Affiliation, role: AffiliationRole | None) -> None:
    administering = Affiliation.objects.administering().filter(organization=affiliation.organization)
    if role == AffiliationRole.ADMINISTRATOR or not administering.filter(pk=affiliation.pk).exists():
        return
    if not administering.filter(member__in=Member.objects.present()).exclude(pk=affiliation.pk).exists():
        raise Refusal(_("Nobody else administers this organisation. Make somebody else an administrator first."))
