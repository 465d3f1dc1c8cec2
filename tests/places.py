"""The communities of the house-wide tests: one that is open, and one that only its members may know of."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from hearth.communities.actions.belonging import admit
from hearth.communities.actions.inviting import invite
from hearth.communities.actions.merging import merge_discussions
from hearth.communities.actions.places import Description, describe_community, found_community
from hearth.communities.actions.sections import make_section
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import (
    Community,
    Crawling,
    Discussion,
    Draft,
    Invitation,
    Joining,
    Membership,
    Reading,
    Reply,
    Revision,
    Section,
)
from hearth.members.models import Member
from hearth.organizations.permissions import HOUSE
from tests.desks import bring
from tests.people import join_person


@dataclass
class Places:
    """What there is of communities in the world.

    Arguments:
        square: open to everyone; none of the personas leads it or belongs to it.
        talk: a discussion there, begun under the one-off name of the owner of the secrets, and answered.
        token: opens the square, by invitation.
        den: led by the owner, by invitation only: nobody else may know that it exists, but one member.
        secret: a discussion in the den.
        section, hidden_section: one of the square, and one of the den.
        merged: the public id of a discussion of the den that was merged into `secret`.
    """

    square: Community
    talk: Discussion
    token: str
    den: Community
    secret: Discussion
    asking: Membership
    belonging: Membership
    invitation: Invitation
    section: Section
    hidden_section: Section
    merged: str

    @classmethod
    def build(cls, owner: Member, alias: Member) -> "Places":
        """Make them in the database."""
        steward, guest = join_person("Square steward"), join_person("Square guest")
        square = found_community(
            Description(
                name="Open square",
                description="To be looked at.",
                languages=["en"],
                reading=Reading.EVERYONE,
                joining=Joining.ANYONE,
                crawling=Crawling.INDEX,
            ),
            steward=steward,
            by=HOUSE,
        )
        talk = start_discussion(square, Opening(title="Under the tree", body="Who sits here?"), by=alias)
        post_reply(talk, Answer(body="I do."), by=guest)
        den = found_community(
            Description(name="Quiet den", description="Hidden.", joining=Joining.BY_INVITATION), steward=owner, by=HOUSE
        )
        with transaction.atomic():
            admit(den, join_person("Den friend"))
        secret = start_discussion(den, Opening(title="Hidden words", body="Said inside."), by=owner)
        merged = start_discussion(den, Opening(title="Hidden before", body="Said inside."), by=owner)
        merge_discussions(merged, secret, by=owner, at=merged.created_at)
        token = invite(square, by=steward, uses=100)
        return cls(
            square=square,
            talk=talk,
            token=token,
            den=den,
            secret=secret,
            asking=Membership.objects.create(community=square, member=join_person("Waiting guest")),
            belonging=Membership.objects.get(community=square, member=guest),
            invitation=Invitation.objects.get(community=square),
            section=make_section(square, "In the shade", by=steward),
            hidden_section=make_section(den, "In the dark", by=owner),
            merged=merged.public_id,
        )


def mark_places(places: Places, owner: Member) -> Iterator[tuple[str, str, str]]:
    """Put a mark on every text of the den; yield field, mark and the URL name at which the owner sees it, if any."""
    den, secret = places.den, places.secret
    said = {name: f"Canary-den-{name}" for name in ("name", "description", "guidelines", "welcome", "question")}
    describe_community(den, Description(**said, joining=Joining.BY_INVITATION), by=owner)
    seen = {"name": "communities:community", "description": "communities:community", "guidelines": "communities:about"}
    seen |= {"welcome": "communities:welcome", "question": "communities:settings"}
    for name, mark in said.items():
        yield f"communities.Community.{name}", mark, seen[name]
    yield "communities.Community.guidelines_html", said["guidelines"], ""
    yield "communities.Community.welcome_html", said["welcome"], ""
    yield "communities.Community.public_id", den.public_id, ""
    section = {"name": "Canary-section", "description": "Canary-of-section"}
    Section.objects.filter(pk=places.hidden_section.pk).update(**section)
    for name, mark in section.items():
        yield f"communities.Section.{name}", mark, "communities:sections"
    yield "communities.Section.public_id", places.hidden_section.public_id, "communities:sections"
    words = {name: f"Canary-secret-{name}" for name in ("title", "body", "body_html", "excerpt")}
    Discussion.objects.filter(pk=secret.pk).update(**words)
    for name, mark in words.items():
        yield f"communities.Discussion.{name}", mark, "communities:community" if name in {"title", "excerpt"} else ""
    yield "communities.Discussion.public_id", secret.public_id, ""
    yield "communities.Reply.public_id", places.merged, ""
    reply = post_reply(secret, Answer(body="Said inside too."), by=owner)
    Reply.objects.filter(pk=reply.pk).update(body="Canary-reply-body", body_html="Canary-reply-html")
    yield "communities.Reply.body", "Canary-reply-body", ""
    yield "communities.Reply.body_html", "Canary-reply-html", ""
    yield "communities.Reply.public_id", reply.public_id, ""
    friend = den.memberships.exclude(member=owner).select_related("member").earliest("pk").member
    brought = start_discussion(den, Opening(title="Canary-brought-title", body="Canary-brought-excerpt"), by=friend)
    bring(brought, owner)
    yield "communities.Discussion.title", brought.title, "matching:desk"
    yield "communities.Discussion.excerpt", "Canary-brought-excerpt", "matching:desk"
    yield "communities.Discussion.public_id", brought.public_id, "matching:desk"
    asking = Membership.objects.create(community=den, member=join_person("Den knocker"), answer="Canary-answer")
    yield "communities.Membership.answer", "Canary-answer", "communities:requests"
    yield "communities.Membership.public_id", asking.public_id, ""
    invite(den, by=owner)
    Invitation.objects.filter(community=den).update(email="canary-invited@example.org")
    held = Invitation.objects.get(community=den)
    yield "communities.Invitation.email", "canary-invited@example.org", "communities:invitations"
    yield "communities.Invitation.public_id", held.public_id, ""
    yield "communities.Invitation.digest", held.digest, ""
    Draft.objects.create(
        member=owner, community=den, title="Canary-draft-title", body="Canary-draft-body", pseudonym="Canary-kept-name"
    )
    yield "communities.Draft.title", "Canary-draft-title", ""
    yield "communities.Draft.body", "Canary-draft-body", ""
    yield "communities.Draft.pseudonym", "Canary-kept-name", ""
    Revision.objects.create(discussion=secret, title="Canary-before-title", body="Canary-before-body")
    yield "communities.Revision.title", "Canary-before-title", ""
    yield "communities.Revision.body", "Canary-before-body", ""
