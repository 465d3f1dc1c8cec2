"""A community of a given size, written by bulk: the same words and the same people every time."""

import random
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from hearth.activity.ports import How
from hearth.communities.models import Community, Crawling, Discussion, Joining, Membership, Reading, Reply, Role
from hearth.core import richtext
from hearth.core.countries import all_countries, continent_of
from hearth.core.folding import fold
from hearth.core.ids import ids_drawn_from
from hearth.members.agreements import RULES, RULES_VERSION
from hearth.members.models import Account, Agreement, Audience, Kind, Member
from hearth.members.models.member import name_key
from hearth.notifications.models import Notification
from hearth.organizations.actions import put_regions
from hearth.organizations.actions.counting import recount_directory
from hearth.organizations.models import OfficialAccount, Organization, OrganizationKind, Origin, Platform
from hearth.search.actions.rebuilding import rebuild

BATCH = 5_000
HASTE = ("synchronous=OFF", "secure_delete=OFF", "cache_size=-400000")
BODIES = 400  # different texts, so that what a page shows is never one text twenty times
PLACES = 5  # communities a member belongs to
WORDS = """
    today walk slowly nurse told me heart tablets morning evening daughter phone clinic tired better worse sleep window
    bench lemon tree bakery stairs breath quiet afraid brave together garden soup salt letter question answer doctor
    weeks months again little more less never always sometimes kind listen write bring ask rest begin
""".split()  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is."""

    members: int
    communities: int
    discussions: int
    replies: int
    organizations: int

    @classmethod
    def of(cls, scale: float, organizations: int | None = None) -> "Size":
        """Return the size at `scale`: 1 is 2,000 members, 20 communities, 5,000 discussions and 100,000 replies.

        The directory has as many `organizations` as told, 5,400 at scale 1 unless told.
        """
        sizes = [max(2, round(scale * each)) for each in (2_000, 20, 5_000, 100_000, 5_400)]
        return cls(*sizes[:4], sizes[4] if organizations is None else max(2, organizations))


def fill(size: Size) -> None:
    """Write `size` into an empty, migrated database, and say how far it is."""
    began = time.process_time()
    with ids_drawn_from("bench"), _in_haste():
        _fill(size)
    say(f"filled in {time.process_time() - began:.0f} seconds of the processor\n")


@contextmanager
def _in_haste() -> Iterator[None]:
    """Let SQLite keep more in memory, and neither wait for the disk nor overwrite what it moves, until it is filled."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for setting in HASTE:
                cursor.execute(f"PRAGMA {setting}")
    yield
    connection.close()  # the next connection has the site's own settings


def _fill(size: Size) -> None:
    filling = Filling(size)
    members = _write(filling.members(_write(filling.accounts(), size.members)), size.members)
    _write(filling.agreements(members), size.members)
    communities = _write(filling.communities(), size.communities)
    _write(filling.memberships(members, communities), size.members * min(PLACES, size.communities))
    discussions = _write(filling.discussions(members, communities), size.discussions)
    _write(filling.replies(members, discussions), size.replies, keep=False)
    put_regions()
    organizations = _write(filling.organizations(), size.organizations)
    spoken = organizations[:: filling.SPEAKS]
    _write(filling.accounts_of(spoken), len(spoken), keep=False)
    recount_directory()
    told = Reply.objects.exclude(author=F("discussion__author"))
    _write(filling.notifications(told), told.count(), keep=False)
    _look()
    _count()
    rebuild(said=lambda kind, count: say(f"\rindexed {kind} {count}   "))
    _look()


def _look() -> None:
    """Let PostgreSQL put its indexes in order and see how much there is of what, as on a site it does by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")


def say(text: str) -> None:
    """Write progress where it does not mix with the results."""
    sys.stderr.write(text)
    sys.stderr.flush()


class Filling:
    """The rows of one filling, drawn from the same chance every time."""

    def __init__(self, size: Size) -> None:
        self.size, self.now = size, timezone.now().replace(microsecond=0)
        self.chance = random.Random(20)
        self.bodies = [self._body() for _each in range(BODIES)]

    def _body(self) -> str:
        """About 80 words in two paragraphs, as `richtext.render` would store them."""
        words = self.chance.choices(WORDS, k=80)
        return richtext.render(f"<p>{' '.join(words[:45])}.</p><p>{' '.join(words[45:])}.</p>")

    SPEAKS = 7  # one in so many organisations is on a channel

    def organizations(self) -> Iterator[Organization]:
        """Everywhere; one country has half of them, as in a directory that began with one large list."""
        places = [each.code for each in all_countries().values() if each.continent]
        kinds = list(OrganizationKind.values)
        for number in range(self.size.organizations):
            country = "US" if number % 2 else places[number // 2 % len(places)]
            name = f"{' '.join(self.chance.choices(WORDS, k=3))} hospital {number}".capitalize()
            yield Organization(
                name=name,
                name_key=fold(name),
                kind=kinds[0] if number % 3 else kinds[number // 3 % len(kinds)],
                origin=Origin.DIRECTORY,
                region_id=continent_of(country),
                country=country,
                place=self.chance.choice(WORDS).capitalize(),
                joined_on=self.now.date() if number % 100 == 0 else None,
                closed_on=self.now.date() if number % 50 == 7 else None,
                changed_at=self.now - timedelta(minutes=number),
            )

    def accounts_of(self, organizations: list[Organization]) -> Iterator[OfficialAccount]:
        """A channel each, every second one on Facebook."""
        platforms = list(Platform.values)
        for number, organization in enumerate(organizations):
            platform = Platform.FACEBOOK if number % 2 else platforms[number // 2 % len(platforms)]
            url = f"https://channels.example/{number}"
            yield OfficialAccount(organization=organization, platform=platform, key=f"{platform}:{number}", url=url)

    def accounts(self) -> Iterator[Account]:
        password = make_password("bench-bench-bench")
        for number in range(self.size.members):
            said = {"birth_year": 1970, "language": "en", "joined_at": self.now - timedelta(days=365)}
            yield Account(email=f"bench-{number}@example.org", password=password, **said)

    def agreements(self, members: Iterable[Member]) -> Iterator[Agreement]:
        for member in members:
            yield Agreement(account_id=member.owner_id, document=RULES, version=RULES_VERSION)

    def members(self, accounts: Iterable[Account]) -> Iterator[Member]:
        for number, account in enumerate(accounts):
            name = f"Bench {number}"
            said = {"line": "Heart failure since 2024", "audience": Audience.EVERYONE, "created_at": self.now}
            yield Member(owner=account, kind=Kind.MAIN, name=name, name_key=name_key(name), **said)

    def communities(self) -> Iterator[Community]:
        for number in range(self.size.communities):
            yield Community(
                name=f"Community {number}",
                description="People who have been there, and people who ask.",
                languages=["en"],
                reading=Reading.EVERYONE,
                joining=Joining.ANYONE,
                crawling=Crawling.INDEX,
                created_at=self.now,
            )

    def memberships(self, members: list[Member], communities: list[Community]) -> Iterator[Membership]:
        for number, member in enumerate(members):
            part = number / len(members)
            role = Role.STEWARD if part < 0.01 else Role.MENTOR if part < 0.05 else Role.MEMBER
            for community in self.chance.sample(communities, min(PLACES, len(communities))):
                yield Membership(community=community, member=member, role=role, granted_at=self.now)

    def discussions(self, members: list[Member], communities: list[Community]) -> Iterator[Discussion]:
        for number in range(self.size.discussions):
            body = self.chance.choice(self.bodies)
            at = self.now - timedelta(minutes=5 * (self.size.discussions - number))
            yield Discussion(
                community=communities[number % len(communities)],
                author=self.chance.choice(members),
                title=f"Question {number}: {' '.join(self.chance.choices(WORDS, k=6))}?",
                body=body,
                body_html=body,
                excerpt=richtext.excerpt(body, words=32),
                created_at=at,
                active_at=at,
                helpful_count=number % 40,
            )

    def replies(self, members: list[Member], discussions: list[Discussion]) -> Iterator[Reply]:
        """Twenty to a discussion, in turn."""
        for number in range(self.size.replies):
            body = self.chance.choice(self.bodies)
            yield Reply(
                discussion=discussions[number % len(discussions)],
                author=self.chance.choice(members),
                body=body,
                body_html=body,
                created_at=self.now - timedelta(seconds=self.size.replies - number),
                helpful_count=number % 7,
                with_you_count=number % 3,
            )

    def notifications(self, replies: QuerySet[Reply]) -> Iterator[Notification]:
        """Word of each of `replies` for whoever asked, of which every second was read."""
        found = replies.order_by("pk").values_list("pk", "author", "created_at", "discussion", "discussion__author")
        places = dict(Discussion.objects.values_list("pk", "community"))
        for key, author, at, discussion, asker in found.iterator(chunk_size=BATCH):
            yield Notification(
                member_id=asker,
                kind="reply",
                about="reply",
                subject_id=key,
                community_id=places[discussion],
                discussion_id=discussion,
                by_id=author,
                how=How.AT_ONCE,
                at=at,
                read_at=at if key % 2 else None,
                mailed_at=at,
            )


def _count() -> None:
    """Let some replies answer another, and set the counters to what a recount says, in the database."""
    names = {model.__name__: model._meta.db_table for model in (Community, Discussion, Reply, Membership)}
    for statement in RECOUNT:
        with connection.cursor() as cursor:
            cursor.execute(statement.format_map(names))


RECOUNT = (
    # One in seven answers the first reply of its discussion.
    """UPDATE {Reply} SET parent_id = (SELECT min(r.id) FROM {Reply} r WHERE r.discussion_id = {Reply}.discussion_id)
    WHERE helpful_count = 3
    AND EXISTS (SELECT 1 FROM {Reply} r WHERE r.discussion_id = {Reply}.discussion_id AND r.id < {Reply}.id)""",
    """UPDATE {Discussion} SET
    reply_count = (SELECT count(*) FROM {Reply} r WHERE r.discussion_id = {Discussion}.id),
    active_at = coalesce(
        (SELECT max(r.created_at) FROM {Reply} r WHERE r.discussion_id = {Discussion}.id), created_at)""",
    """UPDATE {Community} SET
    member_count = (SELECT count(*) FROM {Membership} m WHERE m.community_id = {Community}.id),
    discussion_count = (SELECT count(*) FROM {Discussion} d WHERE d.community_id = {Community}.id)""",
)


def _write(rows: Iterable[Any], count: int, *, keep: bool = True) -> list[Any]:
    """Write `rows` in batches, with progress; return them when they are needed again."""
    kept: list[Any] = []
    batch: list[Any] = []
    written = 0
    for row in rows:
        batch.append(row)
        if len(batch) == min(BATCH, count - written):
            with transaction.atomic():
                made = type(row).objects.bulk_create(batch)
            kept += made if keep else []
            written, batch = written + len(batch), []
            say(f"\r{row._meta.verbose_name_plural}: {written:,} of {count:,}   ")
    say("\n")
    return kept
