"""What communities tell the rooms below: all that they keep of a person, to be copied for them and erased with them."""

from typing import Final

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _

from hearth.communities.actions.leaving import erase_some, forget_person
from hearth.communities.adapters import facts
from hearth.communities.models import Community, Discussion, Draft
from hearth.communities.queries import own
from hearth.communities.queries.stewards import led_alone, next_steward
from hearth.core.translated import isolated
from hearth.members import ports
from hearth.members.ports import Person, Section, Tie
from hearth.topics import ports as topics

_KEPT: Final = (
    "Attention", "Discussion", "Discussion_topics", "Draft", "Draft_topics", "Finding", "Invitation", "Membership",
    "Mention", "Picture", "Pseudonym", "Reaction", "Rearrangement", "Reply", "Restriction", "Revision",
)  # fmt: skip
COVERS: Final = frozenset(f"communities.{name}" for name in _KEPT)


class CommunitiesPart:
    """Where a person belongs, what they wrote under each of their names, and what they keep about it."""

    covers = COVERS

    def export(self, person: Person) -> list[Section]:
        """Return all of it. Of others nothing but the name of the place, and the address of what it is about."""
        faces = person.faces
        return [
            Section(
                "memberships",
                _("Communities you belong to"),
                [facts.membership(row) for row in own.memberships_of(faces)],
            ),
            Section(
                "pseudonyms",
                _("Your names for one community"),
                [facts.pseudonym(row) for row in own.pseudonyms_of(faces)],
            ),
            Section(
                "restrictions",
                _("Communities you were asked not to write in"),
                [facts.restriction(row) for row in own.restrictions_of(faces)],
            ),
            Section(
                "discussions", _("Discussions you began"), [facts.discussion(row) for row in own.discussions_by(faces)]
            ),
            Section("replies", _("What you answered"), [facts.reply(row) for row in own.replies_by(faces)]),
            Section(
                "revisions", _("What your words said before"), [facts.revision(row) for row in own.revisions_by(faces)]
            ),
            facts.pictures(own.pictures_by(faces)),
            Section("mentions", _("Where you are named"), [facts.mention(row) for row in own.mentions_of(faces)]),
            Section("reactions", _("Your reactions"), [facts.reaction(row) for row in own.reactions_by(faces)]),
            Section("findings", _("What you found of replies"), [facts.finding(row) for row in own.findings_by(faces)]),
            Section(
                "attentions",
                _("Discussions you read or keep"),
                [facts.attention(row) for row in own.attentions_of(faces)],
            ),
            Section("drafts", _("What you have not posted yet"), [facts.draft(row) for row in own.drafts_of(faces)]),
            Section(
                "invitations", _("Invitations you made"), [facts.invitation(row) for row in own.invitations_by(faces)]
            ),
            Section(
                "rearrangements",
                _("Discussions you merged or split"),
                [facts.rearrangement(row) for row in own.rearrangements_by(faces)],
            ),
        ]

    def ties(self, person: Person) -> list[Tie]:
        """Return the communities that would have nobody left to lead them, and what becomes of each then."""
        return [Tie(_handed_over(each)) for each in led_alone(person.faces)]

    def erase_some(self, person: Person, *, keep_writing: bool) -> bool:
        """Erase some reactions or words."""
        return erase_some(person.faces, keep_writing=keep_writing)

    def erase(self, person: Person, *, keep_writing: bool) -> frozenset[int]:
        """Erase it; words that are kept need the faces they were written under."""
        addresses = set(EmailAddress.objects.filter(user=person.account).values_list("email", flat=True))
        return forget_person(person.faces, addresses={person.account.email, *addresses}, keep_writing=keep_writing)


def register() -> None:
    """Make it known to the rooms below; called once, when the site starts."""
    ports.register(CommunitiesPart())
    topics.register(
        topics.Link(Community.topics.through, beside="community"),
        topics.Link(Discussion.topics.through, beside="discussion"),
        topics.Link(Draft.topics.through, beside="draft"),
    )


def _handed_over(community: Community) -> str:
    first = _("Nobody but you leads the community %(name)s. Make somebody else a steward, so that it is looked after.")
    if next_steward(community) is not None:
        then = _("If you do not, the moderator who has been there longest leads it once you are erased.")
    else:
        then = _("If you do not, the people who run this place choose somebody.")
    return f"{first % {'name': isolated(community.name)}} {then}"
