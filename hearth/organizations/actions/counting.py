"""How many organisations there are of which kind, made anew from the rows themselves."""

from collections import Counter
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, Case, Count, Exists, OuterRef, QuerySet, Value, When

from hearth.core.turns import take_turn
from hearth.organizations.models import DirectoryCount, OfficialAccount, Organization, Presence

ALIKE = ("region_id", "country", "kind", "in_network", "is_open")
Key = tuple[str, str, str, bool, bool, str]


@transaction.atomic
def recount_directory() -> int:
    """Let the counts say what the rows say now; return how many were wrong. Three queries, and what mends them."""
    take_turn("directory counts")
    true = _counted()
    there = {_key_of(each): each for each in DirectoryCount.objects.all()}
    gone = [each.pk for key, each in there.items() if key not in true]
    other = [each for key, each in there.items() if key in true and each.n != true[key]]
    for each in other:
        each.n = true[_key_of(each)]
    new = [_row(key, n) for key, n in true.items() if key not in there]
    DirectoryCount.objects.filter(pk__in=gone).delete()
    DirectoryCount.objects.bulk_update(other, ["n"])
    DirectoryCount.objects.bulk_create(new)
    return len(gone) + len(other) + len(new)


def _counted() -> Counter[Key]:
    """Return the true counts: of all, of those on no channel, and by platform."""
    on_any = OfficialAccount.objects.filter(organization=OuterRef("pk"))
    every = _said(Organization.objects.annotate(speaks=Exists(on_any)))
    found: Counter[Key] = Counter()
    for row in every.values(*ALIKE, "speaks").annotate(n=Count("pk")).order_by():
        alike = tuple(row[name] for name in ALIKE)
        found[(*alike, Presence.ANY)] += row["n"]
        if not row["speaks"]:
            found[(*alike, Presence.NONE)] += row["n"]
    on_channels = _said(Organization.objects.filter(accounts__isnull=False))
    rows = on_channels.values(*ALIKE, "accounts__platform").annotate(n=Count("pk", distinct=True)).order_by()
    for row in rows:
        found[(*(row[name] for name in ALIKE), row["accounts__platform"])] += row["n"]
    return found


def _said(rows: QuerySet[Organization]) -> QuerySet[Any]:
    return rows.annotate(in_network=_whether(joined_on__isnull=False), is_open=_whether(closed_on__isnull=True))


def _whether(**condition: bool) -> Case:
    return Case(When(**condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _key_of(row: DirectoryCount) -> Key:
    return (row.region_id, row.country, row.kind, row.in_network, row.is_open, row.channel)


def _row(key: Key, n: int) -> DirectoryCount:
    return DirectoryCount(**dict(zip((*ALIKE, "channel"), key, strict=True)), n=n)
