from hearth.communities.models.community import Community, Crawling, Joining, Reading
from hearth.communities.models.discussion import Answering, Discussion
from hearth.communities.models.finding import WHOLE, Finding, FindingKind
from hearth.communities.models.labels import Label, Labelled, Labels, labels_of
from hearth.communities.models.membership import MODERATING, Invitation, Membership, Pseudonym, Role
from hearth.communities.models.own import Attention, Draft, Revision
from hearth.communities.models.picture import Mention, Picture
from hearth.communities.models.rearrangement import Kind, Rearrangement
from hearth.communities.models.reply import Reaction, ReactionKind, Reply
from hearth.communities.models.restriction import Restriction
from hearth.communities.models.section import Section

__all__ = [
    "MODERATING",
    "WHOLE",
    "Answering",
    "Attention",
    "Community",
    "Crawling",
    "Discussion",
    "Draft",
    "Finding",
    "FindingKind",
    "Invitation",
    "Joining",
    "Kind",
    "Label",
    "Labelled",
    "Labels",
    "Membership",
    "Mention",
    "Picture",
    "Pseudonym",
    "Reaction",
    "ReactionKind",
    "Reading",
    "Rearrangement",
    "Reply",
    "Restriction",
    "Revision",
    "Role",
    "Section",
    "labels_of",
]
