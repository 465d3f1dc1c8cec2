"""What a person is told of each thing that communities keep of them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hearth.communities import picture_files
from hearth.communities.models import (
    WHOLE,
    Attention,
    Discussion,
    Draft,
    Finding,
    Invitation,
    Labelled,
    Membership,
    Mention,
    Picture,
    Pseudonym,
    Reaction,
    Rearrangement,
    Reply,
    Restriction,
    Revision,
)
from hearth.communities.models.written import Written
from hearth.core import mail
from hearth.core.plaintext import to_text
from hearth.core.translated import language_name
from hearth.members.ports import Fact, Row, Section


def membership(row: Membership) -> Row:
    return [
        Fact("community", _("Community"), row.community.name),
        Fact("name", _("Under the name"), row.member.name),
        Fact("role", _("Role"), row.role, row.get_role_display()),
        Fact("asked_at", _("Asked for"), row.asked_at),
        Fact("answer", _("What you wrote to the stewards"), row.answer),
        Fact("granted_at", _("Since"), row.granted_at),
        Fact("refused_at", _("Turned down"), row.refused_at),
    ]


def restriction(row: Restriction) -> Row:
    return [
        Fact("name", _("For the name"), row.member.name),
        Fact("community", _("Community"), row.community.name),
        Fact("reason", _("Why"), row.reason),
        Fact("began_at", _("From"), row.began_at),
        Fact("until", _("Until"), row.until),
        Fact("lifted_at", _("Ended early"), row.lifted_at),
    ]


def pseudonym(row: Pseudonym) -> Row:
    return [Fact("community", _("Community"), row.community.name), Fact("name", _("Name people see"), row.member.name)]


def discussion(row: Discussion) -> Row:
    topics = [topic.slug for topic in row.topics.all()]
    return [
        Fact("address", _("Address"), _address(row)),
        Fact("community", _("Community"), row.community.name),
        Fact("section", _("Section"), row.section.name if row.section else ""),
        Fact("title", _("Title"), row.title),
        *_written(row),
        Fact("topics", _("Topics"), topics),
        Fact("answering", _("Who may answer"), row.answering, row.get_answering_display()),
        Fact("since", _("You live with it since"), row.since),
        Fact("is_first", _("First post here"), row.is_first),
        Fact("reply_count", _("Replies"), row.reply_count),
        Fact("active_at", _("Last said there"), row.active_at),
        Fact("pinned_at", _("Pinned"), row.pinned_at),
        Fact("locked_at", _("Locked"), row.locked_at),
    ]


def reply(row: Reply) -> Row:
    return [
        Fact("address", _("Address"), _address(row)),
        Fact("discussion", _("In the discussion"), _address(row.discussion)),
        *_written(row),
        Fact("moved_at", _("Moved to this discussion"), row.moved_at),
    ]


def _written(row: Written) -> Row:
    return [
        Fact("name", _("Under the name"), row.author.name),
        Fact("body", _("In your words"), row.body, to_text(row.body_html)),
        *_labels(row),
        Fact("language", _("Language"), row.language, language_name(row.language)),
        Fact("created_at", _("Written"), row.created_at),
        Fact("edited_at", pgettext("of a text", "Changed"), row.edited_at),
        Fact("hidden_at", _("Hidden by a moderator"), row.hidden_at),
        Fact("deleted_at", _("Taken back"), row.deleted_at),
        Fact("helpful_count", pgettext("reaction", "Helpful"), row.helpful_count),
        Fact("with_you_count", pgettext("reaction", "With you"), row.with_you_count),
        Fact("thanks_count", pgettext("reaction", "Thank you"), row.thanks_count),
    ]


def _labels(row: Labelled) -> Row:
    return [
        Fact("is_lived", _("I have lived this"), row.is_lived),
        Fact("read_in", _("I have read this in"), row.read_in),
        Fact("is_ai_written", _("Written with AI, then checked by me"), row.is_ai_written),
    ]


def revision(row: Revision) -> Row:
    return [
        Fact("address", _("Address"), _address(row.reply or row.discussion)),
        Fact("title", _("Title"), row.title),
        Fact("body", _("In your words"), row.body, to_text(row.body)),
        *_labels(row),
        Fact("since", _("You live with it since"), row.since),
        Fact("alternatives", _("What is to be seen on it"), row.alternatives),
        Fact("until", pgettext("a moment", "Until"), row.until),
    ]


def pictures(rows: list[Picture]) -> Section:
    """The pictures themselves are beside the list, each under its file's name."""
    contents = {f"{row.public_id}.webp": picture_files.read(row.public_id, "large") for row in rows}
    files = {name: content for name, content in contents.items() if content is not None}
    return Section("pictures", _("Your pictures"), [_picture(row) for row in rows], files)


def _picture(row: Picture) -> Row:
    return [
        Fact("address", _("Address"), _address(row.reply or row.discussion)),
        Fact("file", _("File"), f"{row.public_id}.webp"),
        Fact("alternative", _("What is to be seen on it"), row.alternative),
        Fact("width", _("Width in pixels"), row.width),
        Fact("height", _("Height in pixels"), row.height),
    ]


def mention(row: Mention) -> Row:
    return [
        Fact("address", _("Address"), _address(row.reply or row.discussion)),
        Fact("name", _("Under the name"), row.member.name),
    ]


def reaction(row: Reaction) -> Row:
    return [
        Fact("address", _("Address"), _address(row.reply or row.discussion)),
        Fact("kind", _("Reaction"), row.kind, row.get_kind_display()),
    ]


def finding(row: Finding) -> Row:
    """The words are somebody else's."""
    return [
        Fact("address", _("Address"), _address(row.reply)),
        Fact("name", _("Under the name"), row.member.name),
        Fact("kind", _("What you found"), row.kind, row.get_kind_display()),
        Fact("whole", _("Of all of it, not of one line"), row.line == WHOLE),
        Fact("at", pgettext("of what somebody said", "On"), row.at),
    ]


def attention(row: Attention) -> Row:
    return [
        Fact("address", _("Address"), _address(row.discussion)),
        Fact("read_at", _("Read until"), row.read_at),
        Fact("follows", _("You follow it"), row.follows),
        Fact("mutes", _("You muted it"), row.mutes),
        Fact("bookmarked_at", _("You saved it"), row.bookmarked_at),
    ]


def draft(row: Draft) -> Row:
    return [
        Fact("community", _("Community"), row.community.name),
        Fact("discussion", _("In the discussion"), _address(row.discussion) if row.discussion else ""),
        Fact("section", _("Section"), row.section.name if row.section else ""),
        Fact("parent", _("In answer to"), _address(row.parent) if row.parent else ""),
        Fact("title", _("Title"), row.title),
        Fact("body", _("In your words"), row.body),
        Fact("language", _("Language"), row.language, language_name(row.language) if row.language else ""),
        Fact("topics", _("Topics"), [topic.slug for topic in row.topics.all()]),
        Fact("answering", _("Who may answer"), row.answering),
        Fact("since", _("You live with it since"), row.since),
        *_labels(row),
        Fact("name", _("Who am I here?"), row.name),
        Fact("pseudonym", _("Name for this community"), row.pseudonym),
        Fact("saved_at", _("Saved"), row.saved_at),
    ]


def rearrangement(row: Rearrangement) -> Row:
    return [
        Fact("kind", _("What you did"), row.kind, row.get_kind_display()),
        Fact("name", _("Under the name"), row.by.name if row.by else ""),
        Fact("discussion", _("In the discussion"), _address(row.to)),
        Fact("at", _("When"), row.at),
    ]


def invitation(row: Invitation) -> Row:
    """Whom it was sent to is not about the person."""
    return [
        Fact("community", _("Community"), row.community.name),
        Fact("name", _("Under the name"), row.invited_by.name if row.invited_by else ""),
        Fact("created_at", _("Made"), row.created_at),
        Fact("expires_at", _("Holds until"), row.expires_at),
        Fact("uses_left", _("How many people may still use it"), row.uses_left),
    ]


def _address(written: Discussion | Reply) -> str:
    """Return where it stands, without the title: that may be somebody else's words."""
    kind = "reply" if isinstance(written, Reply) else "discussion"
    return mail.absolute(reverse(f"communities:{kind}", args=[written.public_id]))
