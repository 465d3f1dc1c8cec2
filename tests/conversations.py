"""What is said in the world of the house-wide tests: a discussion for everybody, and one behind a closed door."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from hearth.communities import picture_files
from hearth.communities.actions.keeping import Unposted, keep_draft
from hearth.communities.actions.picturing import Pictured, put_pictures
from hearth.communities.actions.places import Description, found_community
from hearth.communities.actions.writing import (
    Answer,
    Opening,
    edit_discussion,
    edit_reply,
    post_reply,
    start_discussion,
)
from hearth.communities.models import (
    Community,
    Crawling,
    Discussion,
    Joining,
    Labels,
    Picture,
    Reading,
    Reply,
    Revision,
)
from hearth.members.models import Member
from hearth.organizations.permissions import HOUSE
from tests.people import join_person

OWN = ("communities:discussion", "communities:discussion-history", "communities:reply-history", "communities:bookmarks")


@dataclass
class Conversations:
    """An open discussion by somebody nobody looks as, and a hidden one by the owner of the secrets, who leads there."""

    place: Community
    open: Discussion
    reply: Reply
    closed_place: Community
    hidden: Discussion
    hidden_reply: Reply
    picture: Picture
    hidden_picture: Picture

    @classmethod
    def build(cls, owner: Member) -> "Conversations":
        """Make them in the database."""
        talker = join_person("Talks to everybody")
        everybody = Description(
            name="Open house",
            description="For everybody.",
            reading=Reading.EVERYONE,
            joining=Joining.ANYONE,
            crawling=Crawling.INDEX,
        )
        place = found_community(everybody, steward=talker, by=HOUSE)
        few = Description(name="Quiet room", description="For few.", joining=Joining.BY_INVITATION)
        closed = found_community(few, steward=owner, by=HOUSE)
        opened = start_discussion(place, Opening(title="Said to everybody", body="Good morning."), by=talker)
        hidden = start_discussion(closed, Opening(title="Said to few", body="Quietly."), by=owner)
        return cls(
            place=place,
            open=opened,
            reply=post_reply(opened, Answer(body="And good night."), by=talker),
            closed_place=closed,
            hidden=hidden,
            hidden_reply=post_reply(hidden, Answer(body="More quietly."), by=owner),
            picture=pictured(opened, b"for everybody"),
            hidden_picture=pictured(hidden, b"Canary-in-the-file"),
        )

    def at_open(self, **more: str) -> dict[str, str]:
        """Return the arguments of an address about the open discussion."""
        return {"discussion_id": self.open.public_id, **more}

    def at_hidden(self, **more: str) -> dict[str, str]:
        """Return the arguments of an address about the hidden one."""
        return {"discussion_id": self.hidden.public_id, **more}

    def mark(self, owner: Member) -> Iterator[tuple[str, str, str]]:
        """Put a mark on all that is hidden; yield the field, the mark, and the page that shows it to the owner."""
        for words in ("before", "after"):
            source = f"Canary-source-{words}"
            said = Opening(title=f"Canary-title-{words}", body=f"Canary-opening-{words}", read_in=source)
            self.hidden = edit_discussion(self.hidden, said, by=owner)
            labels = Labels(read_in=f"Canary-reply-source-{words}")
            edit_reply(self.hidden_reply, f"Canary-reply-{words}", by=owner, labels=labels)
        Revision.objects.filter(title="Canary-title-before").update(alternatives=["Canary-depicted-before"])
        keep_draft(self.closed_place, self.hidden, Unposted(body="Canary-draft-reply"), by=owner)
        begun = Unposted(
            title="Canary-draft-title",
            body="Canary-draft-opening",
            pseudonym="Canary-draft-name",
            read_in="Canary-draft-source",
        )
        keep_draft(self.closed_place, None, begun, by=owner)
        page, history, reply_history, kept = OWN
        for field in ("body", "body_html", "excerpt"):
            yield f"Discussion.{field}", "Canary-opening-after", page
        yield "Discussion.title", "Canary-title-after", page
        yield "Discussion.read_in", "Canary-source-after", page
        yield "Reply.read_in", "Canary-reply-source-after", page
        yield "Revision.read_in", "Canary-source-before", history
        yield "Revision.read_in", "Canary-reply-source-before", reply_history
        yield "Draft.read_in", "Canary-draft-source", "communities:discussion-new"
        for field in ("body", "body_html"):
            yield f"Reply.{field}", "Canary-reply-after", page
        yield "Revision.title", "Canary-title-before", history
        yield "Revision.body", "Canary-opening-before", history
        yield "Revision.body", "Canary-reply-before", reply_history
        yield "Revision.alternatives", "Canary-depicted-before", history
        yield "Draft.title", "Canary-draft-title", kept
        yield "Draft.body", "Canary-draft-reply", page
        yield "Draft.body", "Canary-draft-opening", "communities:discussion-new"
        yield "Draft.pseudonym", "Canary-draft-name", "communities:discussion-new"
        yield "Discussion.public_id", self.hidden.public_id, page
        Picture.objects.filter(pk=self.hidden_picture.pk).update(alternative="Canary-alternative")
        yield "Picture.alternative", "Canary-alternative", page
        yield "Picture.public_id", self.hidden_picture.public_id, page
        yield "file of a picture", "Canary-in-the-file", "communities:picture"
        yield "Reply.public_id", self.hidden_reply.public_id, page


def pictured(discussion: Discussion, content: bytes) -> Picture:
    """Let the opening of `discussion` have a picture, without the work of drawing it each time."""
    key = picture_files.store({640: content})
    put_pictures(discussion, [Pictured(key, "Something to look at", 640, 480)])
    return discussion.pictures.get()


def write_as_visitor(client: Client, conversations: Conversations) -> None:
    """Write an answer in the open discussion without having joined."""
    address = reverse("communities:reply-create", kwargs=conversations.at_open())
    assert client.post(address, {"body": "I stand at the door.", "language": "en"}).status_code == 302
