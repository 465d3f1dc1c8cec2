"""What somebody wants to see of the directory, as an address says it; what makes no sense there is left out."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hearth.core.continents import Continent
from hearth.core.countries import WhoRegion, all_countries, countries_of
from hearth.core.folding import fold
from hearth.organizations.models import OfficialAccount, Organization, OrganizationKind, Platform, Presence

MOST_WORDS: Final = 6
LONGEST_SLUG: Final = 100
MEMBERSHIPS: Final = {"in": _("In the network"), "out": _("Not in the network")}
STATES: Final = {"": _("Open"), "closed": _("Closed"), "all": _("Open and closed")}
ORDERS: Final = {
    "": pgettext_lazy("order of organisations", "By name"),
    "changed": pgettext_lazy("order of organisations", "Latest change first"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which organisations, in which order; empty says any. Every field but `name` and `topic` can be counted by."""

    name: str = ""
    country: str = ""
    region: str = ""
    who: str = ""
    kind: str = ""
    channel: str = ""
    topic: str = ""
    membership: str = ""
    state: str = ""
    order: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Choice":
        """Return what `given`, the parameters of an address, ask for."""
        known = {
            "country": all_countries(),
            "region": Continent.values,
            "who": WhoRegion.values,
            "kind": OrganizationKind.values,
            "channel": [*Platform.values, Presence.NONE.value],
            "membership": MEMBERSHIPS,
            "state": STATES,
            "order": ORDERS,
        }
        said = {name: given.get(name, "") for name in known}
        kept = {name: value for name, value in said.items() if value in known[name]}
        slug = given.get("topic", "")[:LONGEST_SLUG]
        return cls(name=" ".join(given.get("name", "").split())[:80], topic=slug if slug.isprintable() else "", **kept)

    @property
    def parameters(self) -> dict[str, str]:
        """What an address says for it."""
        return {each.name: value for each in fields(self) if (value := getattr(self, each.name))}

    @property
    def words(self) -> list[str]:
        """The folded words that the name is to have."""
        return fold(self.name).split()[:MOST_WORDS]

    @property
    def by(self) -> tuple[str, str]:
        """The fields of the order."""
        return ("-changed_at", "-pk") if self.order == "changed" else ("name_key", "pk")

    def counted(self) -> Q:
        """Return which rows of DirectoryCount add up to it, but for the name and the topic."""
        found = Q(channel=self.channel, **self._alike())
        if self.who:
            found &= Q(country__in=self._countries())
        if self.membership:
            found &= Q(in_network=self.membership == "in")
        return found if self.state == "all" else found & Q(is_open=not self.state)

    def rows(self, *, walked: bool = False) -> QuerySet[Organization]:
        """Return the organisations it fits, in no order.

        `walked` says that the order is to be walked until a page is full, as many fit: then each row is asked whether
        it fits, where otherwise indexes bring those that do.
        """
        found = Organization.objects.all()
        if walked and self.order:
            # Not the bare columns: their indexes would bring every row that fits, to be sorted.
            shy = {f"its_{name}": Coalesce(name, Value("")) for name in self._alike()}
            found = found.annotate(**shy).filter(**{f"its_{name}": value for name, value in self._alike().items()})
        else:
            found = found.filter(**self._alike())
        if self.who and walked:
            found = found.annotate(there=Coalesce("country", Value(""))).filter(there__in=self._countries())
        elif self.who:
            found = found.filter(country__in=self._countries())
        if self.membership:
            found = found.filter(joined_on__isnull=self.membership == "out")
        if self.state != "all":
            found = found.filter(closed_on__isnull=not self.state)
        for word in self.words:
            found = found.filter(Q(name_key__startswith=word) | Q(name_key__contains=f" {word}"))
        return self._about_topic(self._on_channel(found, walked), walked)

    def _on_channel(self, found: QuerySet[Organization], walked: bool) -> QuerySet[Organization]:
        accounts = OfficialAccount.objects.all()
        if self.channel == Presence.NONE:
            return found.filter(~Exists(accounts.filter(organization=OuterRef("pk"))))
        if self.channel and walked:
            return found.filter(Exists(accounts.filter(organization=OuterRef("pk"), platform=self.channel)))
        if self.channel:
            return found.filter(pk__in=accounts.filter(platform=self.channel).values("organization"))
        return found

    def _about_topic(self, found: QuerySet[Organization], walked: bool) -> QuerySet[Organization]:
        about = Organization.topics.through.objects.filter(topic__slug=self.topic)
        if self.topic and walked:
            return found.filter(Exists(about.filter(organization=OuterRef("pk"))))
        return found.filter(pk__in=about.values("organization")) if self.topic else found

    def _alike(self) -> dict[str, str]:
        every = {"country": self.country, "region": self.region, "kind": self.kind}
        return {name: value for name, value in every.items() if value}

    def _countries(self) -> tuple[str, ...]:
        return countries_of(WhoRegion(self.who))
