"""Communities for tests, made by our own actions."""

from itertools import count

from hearth.communities.actions.belonging import admit
from hearth.communities.actions.places import Description, found_community
from hearth.communities.models import Community, Crawling, Joining, Membership, Reading, Role
from hearth.members.models import Member
from hearth.organizations.permissions import HOUSE
from tests.people import join_person

_numbers = count(1)


def open_community(*, steward: Member | None = None, **said: object) -> Community:
    """Found a community that everybody may read and join, unless `said` differs."""
    given = {
        "name": f"Community {next(_numbers)}",
        "description": "For a test.",
        "reading": Reading.EVERYONE,
        "joining": Joining.ANYONE,
        "crawling": Crawling.INDEX,
    }
    steward = steward or join_person()
    return found_community(Description(**given | said), steward=steward, by=HOUSE)


def member_of(community: Community, role: Role = Role.MEMBER, name: str = "") -> Member:
    """Join somebody new to `community`."""
    member = join_person(name)
    admit(community, member, role=role)
    return member


def recount(community: Community) -> dict[str, int]:
    """Return what the counters of `community` should say."""
    return {
        "member_count": Membership.objects.standing().filter(community=community).count(),
        "discussion_count": community.discussions.filter(hidden_at=None, deleted_at=None).count(),
    }
