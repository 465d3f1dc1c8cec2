"""What one person sees of another: the only way a page gets anybody's fields but their own."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import get_language

from hearth.core.languages import NATIVE_NAMES
from hearth.core.richtext import excerpt
from hearth.members.audiences import PARTS, admits, audience_of
from hearth.members.models import Audience, Kind, Member, Presence, Role, Standing
from hearth.members.places import place_name
from hearth.members.queries.around import topics_followed
from hearth.members.queries.follows import followers_among
from hearth.topics.queries import TopicCard, cards_of

WORDS_ON_CARD = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileSeen:
    """A member as one reader sees them: what is not for that reader is empty, as if it were not there.

    `shown` holds the names of the parts this reader may see, filled or not; `is_open` says whether they may open the
    page, `is_public` whether everybody may. `photo` is the key of the photo. `languages` are (code, own name).
    """

    public_id: str
    name: str
    initials: str
    tint: int
    standing: str
    get_standing_display: str  # called as Django calls it, so that one template shows a face and a profile
    shown: frozenset[str]
    is_self: bool
    is_open: bool
    is_public: bool
    photo: str = ""
    clinical_field: str = ""
    clinical_country: str = ""
    line: str = ""
    roles: tuple[str, ...] = ()
    about_html: str = ""
    languages: tuple[tuple[str, str], ...] = ()
    country: str = ""
    interests: tuple[TopicCard, ...] = ()
    takes_words_along: bool = False  # has left, and wants what they wrote gone: until it is erased nobody reads it

    @property
    def shown_name(self) -> str:
        """The name, called as a face calls it, so that one template shows both."""
        return self.name

    @property
    def is_clinician(self) -> bool:
        """Whether they carry the badge of a verified clinician, so that their words carry a note."""
        return self.standing == Standing.CLINICIAN

    @property
    def beginning(self) -> str:
        """The first words of what the member says about themself, as plain text."""
        return excerpt(self.about_html, WORDS_ON_CARD) if self.about_html else ""


def profile_for(member: Member, *, viewer: Member | None) -> ProfileSeen:
    """Return what `viewer` (None: a visitor) sees of `member`, interests too. Four queries at most.

    Whether the two may meet at all is not asked here: a page is fetched by `get_member`.
    """
    return profile_as(member, _nearness(member, viewer, followed=_who_follow([member], viewer)))


def profiles_for(members: Iterable[Member], *, viewer: Member | None) -> dict[int, ProfileSeen]:
    """Return what `viewer` sees of each of `members`, by primary key, without interests. One query at most."""
    members = list(members)
    followed = _who_follow(members, viewer)
    return {member.pk: _seen(member, _nearness(member, viewer, followed=followed)) for member in members}


def bylines_for(found: Iterable[tuple[Member, str]], *, viewer: Member | None) -> dict[int, ProfileSeen]:
    """Return what stands beside what each member wrote, as `viewer` sees it, by primary key. One query at most.

    `found` are members and their Presence (`models.presence_of`), none of whom a block parts from the viewer. The page
    of whoever is away does not open; whoever has left is a former member at once.
    """
    presences = dict(found)
    followed = _who_follow([member for member, presence in presences.items() if presence == Presence.HERE], viewer)
    return {member.pk: _byline(member, presences[member], viewer, followed) for member in presences}


def _byline(member: Member, presence: str, viewer: Member | None, followed: set[int]) -> ProfileSeen:
    if presence == Presence.HERE:
        return _seen(member, _nearness(member, viewer, followed=followed))
    if presence == Presence.AWAY:
        return replace(_seen(member, Audience.EVERYONE), is_open=False, photo="", line="")
    nobody = Member(kind=Kind.FORMER, public_id=member.public_id, audience=Audience.ONLY_ME)
    return replace(_seen(nobody, Audience.EVERYONE), takes_words_along=presence == Presence.TAKING_WORDS)


def profile_as(member: Member, nearness: str) -> ProfileSeen:
    """Return what somebody of `nearness` (see `audiences.admits`) sees of `member`; for their own eyes, or those of
    whom `profile_for` has found to be that near. Three queries at most.
    """
    seen = _seen(member, nearness)
    if "interests" not in seen.shown:
        return seen
    topics = cards_of(topics_followed(member), language=get_language() or "en")
    return replace(seen, interests=tuple(topics))


def own_profile(member: Member) -> ProfileSeen:
    """Return what `member` sees of themself, without interests. No query."""
    return _seen(member, Audience.ONLY_ME)


def roles_for_members(member: Member) -> frozenset[str]:
    """Return what `member` is here as, if any other member may see it; else nothing. No query."""
    seen = admits(audience_of(member, "roles"), Audience.MEMBERS)
    return frozenset(member.roles) if seen else frozenset()


def _who_follow(members: list[Member], viewer: Member | None) -> set[int]:
    """Ask who of `members` follows `viewer` only where the answer opens something."""
    if viewer is None:
        return set()
    asking = [member for member in members if member.pk != viewer.pk and _asks_for_follow(member)]
    return followers_among(asking, of=viewer) if asking else set()


def _asks_for_follow(member: Member) -> bool:
    return Audience.FOLLOWED in {member.audience, *(audience_of(member, part) for part in PARTS)}


def _nearness(member: Member, viewer: Member | None, *, followed: set[int]) -> Audience:
    if viewer is None:
        return Audience.EVERYONE
    if viewer.pk == member.pk:
        return Audience.ONLY_ME
    return Audience.FOLLOWED if member.pk in followed else Audience.MEMBERS


def _seen(member: Member, nearness: str) -> ProfileSeen:
    shown = frozenset(part for part in PARTS if admits(audience_of(member, part), nearness))
    return ProfileSeen(
        public_id=member.public_id,
        name=member.shown_name,
        initials=member.initials,
        tint=member.tint,
        standing=member.standing,
        clinical_field=member.clinical_field,
        clinical_country=member.clinical_country,
        get_standing_display=str(Standing(member.standing).label),
        shown=shown,
        is_self=nearness == Audience.ONLY_ME,
        is_open=admits(member.audience, nearness),
        is_public=member.audience == Audience.EVERYONE,
        photo=member.photo if "photo" in shown else "",
        line=member.line if "line" in shown else "",
        roles=_role_names(member) if "roles" in shown else (),
        about_html=member.about_html if "about" in shown else "",
        languages=_own_names(member) if "languages" in shown else (),
        country=place_name(member.country) if member.country and "country" in shown else "",
    )


def _role_names(member: Member) -> tuple[str, ...]:
    """Return the roles in words, but for one that the badge vouches for: it is more than what they say themself."""
    vouched_for = {Role.CLINICIAN} if member.standing == Standing.CLINICIAN else set()
    return tuple(str(role.label) for role in Role if role in member.roles and role not in vouched_for)


def _own_names(member: Member) -> tuple[tuple[str, str], ...]:
    return tuple((code, NATIVE_NAMES[code]) for code in member.languages if code in NATIVE_NAMES)
