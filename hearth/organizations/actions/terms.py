"""What the host sets for its network: rules by version, levels, dues; and which dues were paid."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hearth.core.refusals import Refusal, require
from hearth.organizations.models import Dues, DuesRate, Level, NetworkMembership, NetworkRules, NetworkTerms
from hearth.organizations.permissions import By, acting, can_keep_network
from hearth.organizations.queries.terms import current_rules


@transaction.atomic
def publish_rules(texts: dict[str, str], *, by: By, after: int) -> NetworkRules:
    """Publish a newer version than `after`, the one that was read; members agree to it when they renew.

    Raises PermissionDenied, Refusal when somebody published one meanwhile.
    """
    require(can_keep_network(by))
    if current_rules().version != after:
        raise Refusal(_("Somebody published other rules meanwhile. Read those first."))
    try:
        with transaction.atomic():
            return NetworkRules.objects.create(version=after + 1, texts=texts)
    except IntegrityError as error:
        raise Refusal(_("Somebody published other rules meanwhile. Read those first.")) from error


@transaction.atomic
def set_terms(*, charter_until: date | None, leader_decides: bool, seats: dict[str, int], by: By) -> None:
    """Set how this network decides and counts. Raises PermissionDenied."""
    require(can_keep_network(by))
    NetworkTerms.objects.update_or_create(
        pk=1, defaults={"charter_until": charter_until, "leader_decides": leader_decides, "seats": seats}
    )


@transaction.atomic
def set_rate(*, level: Level, size: str, amount: int, currency: str, by: By) -> None:
    """Set what a level costs in a year for organisations of `size`, in minor units. Raises PermissionDenied."""
    require(can_keep_network(by))
    DuesRate.objects.update_or_create(
        level=level, size=size, defaults={"amount": amount, "currency": currency if amount else ""}
    )


@transaction.atomic
def record_dues(
    membership: NetworkMembership,
    *,
    by: By,
    year: int,
    amount: int,
    currency: str,
    paid_on: date,
    note: str = "",
) -> Dues:
    """Write down that dues were paid elsewhere, in minor units of `currency`. Raises PermissionDenied."""
    require(can_keep_network(by))
    return Dues.objects.create(
        membership=membership,
        year=year,
        amount=amount,
        currency=currency,
        paid_on=paid_on,
        note=note,
        recorded_by=acting(by),
    )
