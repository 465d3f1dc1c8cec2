"""The channels that an organisation says are its own, and its domains."""

from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.activity.actions import record
from hearth.core.refusals import Refusal, require
from hearth.organizations.actions.checking import owe_check
from hearth.organizations.actions.ordering import move, next_position
from hearth.organizations.actions.profile import note_change
from hearth.organizations.domains import read_domain
from hearth.organizations.models import Domain, OfficialAccount, Organization, Outcome, Platform, Proof
from hearth.organizations.permissions import By, acting, can_edit_profile, can_list_channels, can_vouch_for_proofs
from hearth.organizations.platforms import read_address
from hearth.organizations.verbs import ACCOUNT_VERIFIED, DOMAIN_PROVEN

MOST_ACCOUNTS: Final = 20
MOST_DOMAINS: Final = 10


@transaction.atomic
def add_account(
    organization: Organization, text: str, platform: Platform | None, *, by: By, at: datetime | None = None
) -> OfficialAccount:
    """List the channel at the address `text`, and have its proof looked for.

    `platform` is for what the address does not say. Raises PermissionDenied, or Refusal for what is no channel's
    address, is listed already, is another organisation's, or would be one too many.
    """
    require(can_list_channels(by, organization))
    address = read_address(text, platform)
    if address is None:
        raise Refusal(
            _(
                "We cannot read this as the address of a channel. Copy it from your browser while you look at your "
                "page there; for a blog, a podcast or a feed choose which it is."
            )
        )
    Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
    if organization.accounts.count() >= MOST_ACCOUNTS:
        raise Refusal(_("There are as many channels as one page can show. Take one away first."))
    if (
        OfficialAccount.objects.filter(key=address.key, verified_at__isnull=False)
        .exclude(organization=organization)
        .exists()
    ):
        raise Refusal(str(Outcome.TAKEN.label))
    try:
        with transaction.atomic():
            account = organization.accounts.create(
                **address._asdict(), position=next_position(organization.accounts.all())
            )
    except IntegrityError as error:
        raise Refusal(_("This channel is on your list already.")) from error
    note_change(organization, by=by, at=at)
    owe_check(account=account)
    return account


@transaction.atomic
def remove_account(account: OfficialAccount, *, by: By) -> None:
    """Take the channel off the list; one that is gone already is no trouble. Raises PermissionDenied."""
    require(can_list_channels(by, account.organization))
    if OfficialAccount.objects.filter(pk=account.pk).delete()[0]:
        note_change(account.organization, by=by)


@transaction.atomic
def move_account(account: OfficialAccount, *, up: bool, by: By) -> None:
    """Let the channel change places with the one before or after it. Raises PermissionDenied."""
    require(can_list_channels(by, account.organization))
    if move(account.organization.accounts.all(), account.pk, up=up):
        note_change(account.organization, by=by)


@transaction.atomic
def ask_to_check(*, by: By, account: OfficialAccount | None = None, domain: Domain | None = None) -> None:
    """Have the proof of the account or the domain looked for soon; one look waits at most. Raises PermissionDenied."""
    require(account is None or can_list_channels(by, account.organization))
    require(domain is None or can_edit_profile(by, domain.organization))
    owe_check(account=account, domain=domain)


@transaction.atomic
def vouch_for_account(account: OfficialAccount, *, by: By, at: datetime | None = None) -> None:
    """Say as staff that the channel is the organisation's own.

    Raises PermissionDenied, or Refusal when it is another's.
    """
    require(can_vouch_for_proofs(by))
    now = at or timezone.now()
    proven = {"proof": Proof.STAFF, "verified_at": now, "checked_at": now, "outcome": "", "misses": 0}
    try:
        with transaction.atomic():
            OfficialAccount.objects.filter(pk=account.pk).update(**proven)
    except IntegrityError as error:
        raise Refusal(str(Outcome.TAKEN.label)) from error
    record(ACCOUNT_VERIFIED, by=acting(by), subject=account, at=now)
    note_change(account.organization, by=by, at=now)


@transaction.atomic
def add_domain(organization: Organization, text: str, *, by: By) -> Domain:
    """Say that the domain in `text` is the organisation's own; it counts once it is proven.

    Raises PermissionDenied, or Refusal for what is nobody's own domain, is listed already or would be one too many.
    """
    require(can_edit_profile(by, organization))
    name = read_domain(text)
    if name is None:
        raise Refusal(
            _(
                "We cannot take this as your own domain. Write it like hospital.example, without a path. Domains of "
                "mail providers and social networks belong to everybody."
            )
        )
    Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
    if organization.domains.count() >= MOST_DOMAINS:
        raise Refusal(_("There are as many domains as we keep for one organisation. Take one away first."))
    try:
        with transaction.atomic():
            return organization.domains.create(name=name)
    except IntegrityError as error:
        raise Refusal(_("This domain is on your list already.")) from error


@transaction.atomic
def remove_domain(domain: Domain, *, by: By) -> None:
    """Forget the domain; channels that were checked by it are looked at again. Raises PermissionDenied."""
    require(can_edit_profile(by, domain.organization))
    if Domain.objects.filter(pk=domain.pk).delete()[0] and domain.proven_at:
        for account in domain.organization.accounts.filter(proof__in=[Proof.DNS, Proof.FILE]):
            owe_check(account=account)
        note_change(domain.organization, by=by)


@transaction.atomic
def vouch_for_domain(domain: Domain, *, by: By) -> None:
    """Say as staff that the domain is the organisation's own. Raises PermissionDenied."""
    require(can_vouch_for_proofs(by))
    now = timezone.now()
    Domain.objects.filter(pk=domain.pk).update(proof=Proof.STAFF, proven_at=now, checked_at=now, outcome="", misses=0)
    record(DOMAIN_PROVEN, by=acting(by), subject=domain, at=now)
    note_change(domain.organization, by=by, at=now)
