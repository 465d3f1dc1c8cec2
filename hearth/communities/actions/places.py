"""What a community is, decided by those who lead it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.activity.actions import record
from hearth.communities.models import Community, Crawling, Joining, Membership, Reading, Role
from hearth.communities.permissions import can_found, can_lead, can_read_as, standing_of
from hearth.communities.verbs import COMMUNITY_ARCHIVED, COMMUNITY_CHANGED, COMMUNITY_FOUNDED, COMMUNITY_REOPENED
from hearth.core import richtext
from hearth.core.outer_cache import forget_pages
from hearth.core.refusals import Refusal, require
from hearth.members.models import Member
from hearth.organizations.models import Organization, Region
from hearth.organizations.permissions import HOUSE, House, can_answer_for
from hearth.topics.models import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a community says of itself, and its three settings. `guidelines` and `welcome` are rich text."""

    name: str
    description: str
    lang: str = "en"
    languages: list[str] = field(default_factory=list)
    icon: str = "leaf"
    region: Region | None = None
    host: Organization | None = None
    guidelines: str = ""
    welcome: str = ""
    question: str = ""
    minimum_age: int | None = None
    widens_after: int = 12  # hours
    reading: str = Reading.ITS_MEMBERS
    joining: str = Joining.ON_REQUEST
    crawling: str = Crawling.NOTHING


@transaction.atomic
def found_community(
    description: Description,
    *,
    steward: Member,
    by: Member | House,
    topics: Iterable[Topic] = (),
    at: datetime | None = None,
) -> Community:
    """Make a community that `steward` leads from its first day. Raises PermissionDenied unless `by` may do so."""
    require(by is HOUSE or (isinstance(by, Member) and can_found(by)))
    require(by is HOUSE or _may_name(Community(), description.host, by))
    now = at or timezone.now()
    community = Community(created_at=now, active_at=now)
    _put(community, description)
    community.save()
    community.topics.set(topics)
    Membership.objects.create(community=community, member=steward, role=Role.STEWARD, asked_at=now, granted_at=now)
    Community.objects.filter(pk=community.pk).update(member_count=1)
    community.member_count = 1
    record(COMMUNITY_FOUNDED, by=None, subject=community, at=at)
    return community


@transaction.atomic
def describe_community(
    community: Community, description: Description, *, by: Member, topics: Iterable[Topic] = ()
) -> Community:
    """Change what `community` says of itself.

    Raises PermissionDenied unless `by` leads it, Refusal when it would open what was said in it to more people.
    """
    require(can_lead(standing_of(by, community)))
    fresh = Community.objects.select_for_update(no_key=True).get(pk=community.pk)
    require(_may_name(fresh, description.host, by))
    if not can_read_as(fresh, description.reading):
        raise Refusal(
            _("What was said here was said to fewer people, and stays theirs. Found a new community for more to read.")
        )
    fresh.save(update_fields=_put(fresh, description))
    fresh.topics.set(topics)
    record(COMMUNITY_CHANGED, by=by, subject=fresh)
    forget_pages()  # it may be for fewer people now
    return fresh


@transaction.atomic
def archive_community(community: Community, *, by: Member) -> None:
    """Keep `community` to be read; nobody writes or joins any more."""
    require(can_lead(standing_of(by, community)))
    if Community.objects.filter(pk=community.pk, archived_at=None).update(archived_at=timezone.now()):
        record(COMMUNITY_ARCHIVED, by=by, subject=community)


@transaction.atomic
def reopen_community(community: Community, *, by: Member) -> None:
    """Take `community` out of the archive."""
    require(can_lead(standing_of(by, community)))
    if Community.objects.filter(pk=community.pk, archived_at__isnull=False).update(archived_at=None):
        record(COMMUNITY_REOPENED, by=by, subject=community)


def _may_name(community: Community, host: Organization | None, by: Member | House) -> bool:
    """Whether `by` may name `host`: the one named already, or one they answer for."""
    return host is None or host.pk == community.host_id or can_answer_for(by, host)


def _put(community: Community, said: Description) -> list[str]:
    """Let `community` say so; return the names of the fields that changes, which are none of its counters."""
    for name in said.__dataclass_fields__:
        setattr(community, name, getattr(said, name))
    community.guidelines_html = richtext.render(said.guidelines)
    community.welcome_html = richtext.render(said.welcome)
    return [*said.__dataclass_fields__, "guidelines_html", "welcome_html"]
