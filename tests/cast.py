"""The world of the house-wide tests, and everybody who looks at it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from hearth.core.continents import Continent
from hearth.members.actions.distance import block
from hearth.members.actions.joining import create_face
from hearth.members.actions.proposals import propose_topic
from hearth.members.actions.resolution import ask_who
from hearth.members.actions.staff import give_staff_rights
from hearth.members.actions.verification import ask_verification
from hearth.members.models import Account, Audience, Kind, Member, Resolution, TopicProposal, Verification
from hearth.members.rights import MODERATORS
from hearth.organizations.actions import (
    affiliate,
    appoint_leader,
    confirm_affiliation,
    list_affiliation,
    put_regions,
)
from hearth.organizations.models import AffiliationRole, CommunityLeader, Organization, Region
from hearth.organizations.permissions import HOUSE
from hearth.topics.actions import Name, put_topic
from hearth.topics.models import NameKind, Topic
from tests.conversations import Conversations
from tests.joinings import Joining
from tests.keeping import Keeping
from tests.mentorings import Mentoring
from tests.organizations import organization_called
from tests.people import PASSWORD, account_of, join_person, show_photo, signed_in
from tests.places import Places
from tests.reports import Reports

VISITOR, MEMBER, OPERATOR = "visitor", "member", "operator"
MADE_UP_ID = "zzzzzzzzzz"


@dataclass
class World:
    """What there is to look at: one of everything that has an address, and people behind different doors."""

    owner: Member  # opens their page to nobody; everything private is planted on them
    alias: Member  # another name of the owner, open to everyone
    closed: Member  # opens their page to members
    open: Member  # opens their page to everyone
    claimant: Member  # says they belong to the clinic, which has not confirmed it
    clinic: Organization
    charity: Organization
    topic: Topic
    region: Region
    conversations: Conversations
    places: Places
    mentoring: Mentoring
    reports: Reports
    joining: Joining | None
    verification: Verification  # somebody asks for the badge of a clinician
    resolution: Resolution  # a moderator asked who is behind the open door
    proposal: TopicProposal  # a topic that the owner misses
    keeping: Keeping  # what organisations say of themselves, and a claim

    @classmethod
    def build(cls) -> "World":
        """Make the world in the database."""
        put_regions()
        names = [Name("en", NameKind.PREFERRED, "Tired heart")]
        owner = join_person("Owner of secrets")
        alias = create_face(
            account_of(owner), name="One-off name", audience=Audience.EVERYONE, languages=[], kind=Kind.ALIAS
        )
        conversations = Conversations.build(owner)
        clinic, charity = organization_called("Clinic of the test"), organization_called("Charity of the test")
        places = Places.build(owner, alias)
        world = cls(
            owner=owner,
            alias=alias,
            places=places,
            mentoring=Mentoring.build(places, owner),
            closed=join_person("Members' friend", audience=Audience.MEMBERS),
            open=join_person("Open door", audience=Audience.EVERYONE),
            claimant=join_person("Hopeful claimant", audience=Audience.EVERYONE),
            clinic=clinic,
            charity=charity,
            keeping=Keeping.build(clinic, organization_called("Nobody’s hospital"), owner),
            topic=put_topic("tired-heart", icon="heart", names=names, description={"en": "When the heart tires."}),
            region=Region.objects.get(code=Continent.EUROPE),
            conversations=conversations,
            reports=Reports.build(owner, conversations),
            joining=None,
            verification=_asked_for_badge(join_person("Hopeful clinician")),
            resolution=_asked_who(),
            proposal=propose_topic("Missing topic", language="en", about="", by=owner),
        )
        for member in (world.owner, world.closed, world.open):
            show_photo(member)
        _belongs(world.closed, world.clinic)
        _belongs(world.open, world.clinic)
        _belongs(world.owner, world.clinic)
        affiliate(world.claimant, world.clinic, by=world.claimant)
        # Not by an act of staff: these stand in their log, where one says what was done to the alias.
        CommunityLeader.objects.create(member=world.owner, region=world.region, since=timezone.localdate())
        world.joining = Joining.build(owner, world.region, world.clinic)
        return world


def _asked_for_badge(member: Member) -> Verification:
    given = {"field": "Nurse", "country": "ES", "registration_number": "NR-1"}
    return ask_verification(member, content=b"%PDF-1.4 evidence of the test", **given)


def _asked_who() -> Resolution:
    """A question that is not about anybody of the world: its name is in no canary."""
    asker = join_person("Asker of the world")
    give_staff_rights(account_of(asker), groups=[MODERATORS], at=timezone.now() - timedelta(days=30))
    return ask_who(join_person("Asked about"), by=asker, reason="The world needs one.")


def _belongs(member: Member, organization: Organization, role: AffiliationRole = AffiliationRole.STAFF) -> None:
    affiliation = confirm_affiliation(affiliate(member, organization, by=member, role=role), by=HOUSE)
    list_affiliation(affiliation, is_listed=True, by=member)


@dataclass(frozen=True)
class Persona:
    """Somebody who looks: `kind` says what the site takes them for; `client` carries their session, if any."""

    name: str
    kind: str
    client: Client
    member: Member | None = None


def anonymous(world: World) -> Persona:
    """A browser that never signed in."""
    return Persona("anonymous", VISITOR, Client())


def remote_actor(world: World) -> Persona:
    """Another server of the fediverse: no cookie, and it asks for ActivityPub."""
    return Persona("remote actor", VISITOR, Client(headers={"accept": "application/activity+json"}))


def removed_member(world: World) -> Persona:
    """Somebody suspended while their session was open."""
    member = join_person("Removed member")
    client = signed_in(member)
    Account.objects.filter(pk=account_of(member).pk).update(is_active=False)
    return Persona("removed member", VISITOR, client)


def outsider(world: World) -> Persona:
    """A member who belongs to no group at all."""
    return _member("outsider")


def insider(world: World) -> Persona:
    """A member whose place in the clinic is confirmed."""
    persona = _member("member")
    _belongs(persona.member, world.clinic)
    return persona


def blocked_member(world: World) -> Persona:
    """A member the owner of the secrets wants nothing to do with, nor does somebody whom other members may visit."""
    persona = _member("blocked member")
    for blocker in (world.owner, world.closed):
        block(persona.member, by=blocker)
    return persona


def steward_elsewhere(world: World) -> Persona:
    """Somebody with every right in another group: administrator of the charity, leader of another region."""
    persona = _member("steward of another group")
    _belongs(persona.member, world.charity, AffiliationRole.ADMINISTRATOR)
    asia = Region.objects.get(code=Continent.ASIA)
    appoint_leader(persona.member, asia, by=HOUSE)
    return persona


def editor(world: World) -> Persona:
    """Staff with limited rights: may enter the editorial rooms, is not a superuser."""
    persona = _member("editor")
    account = account_of(persona.member)
    account.groups.add(Group.objects.get_or_create(name="editors")[0])
    Account.objects.filter(pk=account.pk).update(is_staff=True)
    return persona


def owner(world: World) -> Persona:
    """The person the secrets belong to."""
    return Persona("owner", MEMBER, signed_in(world.owner), world.owner)


def operator(world: World) -> Persona:
    """Whoever runs the server: a superuser, who is a member too."""
    persona = _member("operator", kind=OPERATOR)
    Account.objects.filter(pk=account_of(persona.member).pk).update(is_staff=True, is_superuser=True)
    return persona


def faceless(world: World) -> Persona:
    """An account made on the command line, that shows no name to anybody."""
    account = Account.objects.create_superuser("faceless@example.org", PASSWORD)
    client = Client()
    client.force_login(account)
    return Persona("faceless operator", OPERATOR, client)


PERSONAS: list[Callable[[World], Persona]] = [
    anonymous,
    remote_actor,
    removed_member,
    outsider,
    insider,
    blocked_member,
    steward_elsewhere,
    editor,
    owner,
    operator,
    faceless,
]
"""Everybody who looks, as far as today's models go. When communities exist, `outsider` and `steward_elsewhere`
get their groups, `removed_member` is removed from one: the names stay."""


def _member(name: str, kind: str = MEMBER) -> Persona:
    member = join_person(name.capitalize())
    return Persona(name, kind, signed_in(member), member)
