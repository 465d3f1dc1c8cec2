"""The directory as open data: facts of organisations and what lists say, never anything of a person."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from django.db.models import Max, Prefetch, Sum

from hearth.organizations.models import (
    DirectoryCount,
    DirectoryEntry,
    DirectorySource,
    OfficialAccount,
    Organization,
    Presence,
)

BATCH: Final = 500
SAID: Final = (
    "identifier", "name", "kind_words", "ownership", "address", "place", "postcode", "state", "county", "telephone",
    "website",
)  # fmt: skip
OF_ENTRY: Final = ("list", "licence", "released_on", *SAID, "closed_on", "more")
OF_ORGANIZATION: Final = (
    "id", "name", "language", "kind", "country", "region", "place", "website", "in_network_since", "closed_on",
    "changed_at", "channels",
)  # fmt: skip


def changed_at() -> datetime | None:
    """Return when anything of the open data changed last, None where there is none. Two queries."""
    organization = Organization.objects.order_by("-changed_at").values_list("changed_at", flat=True).first()
    source = DirectorySource.objects.aggregate(at=Max("imported_at"))["at"]
    return max(filter(None, (organization, source)), default=None)


def state_of_directory() -> str:
    """Return what differs as soon as the open data say something else, but for one account. Three queries."""
    total = DirectoryCount.objects.exclude(channel__in=Presence.values).aggregate(n=Sum("n"))["n"]
    at = changed_at()
    return f"{at.timestamp() if at else 0}-{total or 0}"


def open_rows() -> Iterator[list[Organization]]:
    """Yield every organisation with its entries and channels, some at a time, in short reads. Three queries each."""
    last = 0
    entries = DirectoryEntry.objects.select_related("source").order_by("pk")
    accounts = OfficialAccount.objects.order_by("platform", "pk")
    rows = Organization.objects.order_by("pk").prefetch_related(
        Prefetch("entries", entries), Prefetch("accounts", accounts)
    )
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].pk


def organization_facts(row: Organization) -> dict[str, Any]:
    """Return what is given of an organisation itself."""
    return {
        "id": row.public_id,
        "name": row.name,
        "language": row.lang,
        "kind": row.kind,
        "country": row.country,
        "region": row.region_id,
        "place": row.place,
        "website": row.website,
        "in_network_since": _day(row.joined_on),
        "closed_on": _day(row.closed_on),
        "changed_at": f"{row.changed_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "channels": [each.url for each in row.accounts.all()],
    }


def entry_facts(entry: DirectoryEntry) -> dict[str, Any]:
    """Return what is given of what one list says: which list, in its own words."""
    said = {name: getattr(entry, name) for name in SAID}
    source = {"list": entry.source.key, "licence": entry.source.licence, "released_on": _day(entry.source.released_on)}
    return source | said | {"closed_on": _day(entry.closed_on), "more": entry.more}


def source_facts(source: DirectorySource) -> dict[str, Any]:
    """Return what is given of a list."""
    return {
        "list": source.key,
        "title": source.title,
        "publisher": source.publisher,
        "publisher_url": source.publisher_url,
        "licence": source.licence,
        "licence_url": source.licence_url,
        "released_on": _day(source.released_on),
        "read_on": _day(source.imported_at),
    }


def _day(on: Any) -> str:
    return f"{on:%Y-%m-%d}" if on else ""
