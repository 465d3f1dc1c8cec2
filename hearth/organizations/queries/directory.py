"""The directory as its pages show it: everybody sees the same. Nothing is counted that was not counted before."""

from collections import defaultdict
from typing import Final, NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Sum

from hearth.core.countries import who_region_of
from hearth.core.paging import Page, page
from hearth.organizations.models import (
    DirectoryCount,
    DirectoryEntry,
    DirectorySource,
    OfficialAccount,
    Organization,
    Presence,
)
from hearth.organizations.queries.choosing import Choice
from hearth.topics.models import Topic
from hearth.topics.queries import TopicCard, cards_of

PAGE: Final = 40
FEW: Final = 300
"""So many are looked up first and put in order then; of more, the order is walked until a page is full."""
MOST_TOPICS: Final = 200
IN_FEED: Final = 50


class Numbers(NamedTuple):
    """How many organisations fit a choice, by country; `countries` are all that the directory knows of."""

    by_country: dict[str, int]
    countries: list[str]

    @property
    def total(self) -> int:
        """In all."""
        return sum(self.by_country.values())


class Listing(NamedTuple):
    """One page of a choice; `total` is None where there are more than `few`, and nobody counted how many."""

    page: Page[Organization]
    total: int | None
    few: int


class Silence(NamedTuple):
    """Of `known` open organisations somewhere, `silent` are on no channel; `on` says how many are on which platform."""

    known: int
    silent: int
    on: dict[str, int]

    @property
    def percent(self) -> int:
        """How many of a hundred are on no channel."""
        return round(100 * self.silent / self.known) if self.known else 0


def count_directory(choice: Choice) -> Numbers:
    """Return the numbers of `choice`, whatever name or topic it asks for. One query."""
    wanted = DirectoryCount.objects.filter(channel__in={Presence.ANY, choice.channel})
    rows = wanted.values_list("country").annotate(n=Sum("n", filter=choice.counted())).order_by("country")
    counted = dict(rows)
    return Numbers({country: n for country, n in counted.items() if n}, list(counted))


def list_directory(choice: Choice, numbers: Numbers, *, cursor: str = "") -> Listing:
    """Return a page of the organisations that fit `choice`, with their channels. Three queries at most."""
    found, total = choice.rows(walked=True), None if choice.words or choice.topic else numbers.total
    if total is None or total <= FEW:
        keys = list(choice.rows().values_list("pk", flat=True)[: FEW + 1])
        total = len(keys) if len(keys) <= FEW else None
        found = Organization.objects.filter(pk__in=keys) if total is not None else found
    rows = found.defer("names", "description", "offers", "who_pays", "behind", "languages")
    shown = rows.prefetch_related(Prefetch("accounts", OfficialAccount.objects.order_by("platform", "pk")))
    listed = page(shown, by=choice.by, size=PAGE, cursor=cursor)
    return Listing(listed, total, FEW)


def topics_of_directory(*, language: str) -> list[TopicCard]:
    """Return the topics that organisations of the directory are about. Two queries."""
    named = Organization.topics.through.objects.filter(topic=OuterRef("pk"))
    cards = cards_of(Topic.objects.filter(Exists(named)).order_by("slug")[:MOST_TOPICS], language=language)
    return sorted(cards, key=lambda card: card.name.text.casefold())


def list_silence() -> tuple[Silence, dict[str, Silence], dict[str, Silence]]:
    """Return how many open organisations are on which channel: in all, by region, by region of the WHO. One query."""
    found = DirectoryCount.objects.filter(is_open=True)
    every: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for region, country, channel, n in (
        found.values_list("region", "country", "channel").annotate(n=Sum("n")).order_by()
    ):
        for place in ("", f"region {region}", f"who {who_region_of(country) or ''}"):
            every[place][channel] += n
    spoken = {place: _silence(counts) for place, counts in every.items()}
    regions = {place.partition(" ")[2]: each for place, each in spoken.items() if place.startswith("region ")}
    who = {place.partition(" ")[2]: each for place, each in spoken.items() if place.startswith("who ")}
    return spoken.get("", Silence(0, 0, {})), regions, who


def _silence(counts: dict[str, int]) -> Silence:
    on = {channel: n for channel, n in counts.items() if channel not in Presence.values}
    return Silence(counts.get(Presence.ANY, 0), counts.get(Presence.NONE, 0), on)


def list_sources() -> QuerySet[DirectorySource]:
    """Return the lists that were read. One query."""
    return DirectorySource.objects.filter(imported_at__isnull=False).order_by("title", "pk")


def entries_of(organization: Organization) -> QuerySet[DirectoryEntry]:
    """Return what lists say of `organization`, each with its list, the latest first. One query."""
    return organization.entries.select_related("source").order_by("-changed_at", "-pk")


def latest_changes() -> list[Organization]:
    """Return the organisations that changed last, with their entries. Two queries."""
    entries = DirectoryEntry.objects.only("organization_id", "first_seen_at", "source_id")
    rows = Organization.objects.order_by("-changed_at", "-pk").prefetch_related(Prefetch("entries", entries))
    return list(rows[:IN_FEED])
