"""Everything communities keep of one person, for that person only: what they take along, and what they hand over."""

from collections.abc import Sequence

from django.db.models import QuerySet

from hearth.communities.models import (
    Attention,
    Discussion,
    Draft,
    Finding,
    Invitation,
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
from hearth.members.models import Member

Faces = Sequence[Member]


def memberships_of(faces: Faces) -> QuerySet[Membership]:
    """Return where a person belongs or asked to, under each of their `faces`."""
    return Membership.objects.filter(member__in=faces).select_related("community", "member").order_by("pk")


def restrictions_of(faces: Faces) -> QuerySet[Restriction]:
    """Return where a person was asked not to write, and until when."""
    return Restriction.objects.filter(member__in=faces).select_related("community", "member").order_by("pk")


def pseudonyms_of(faces: Faces) -> QuerySet[Pseudonym]:
    """Return the names a person uses in one community each."""
    return Pseudonym.objects.filter(member__in=faces).select_related("community", "member").order_by("pk")


def discussions_by(faces: Faces) -> QuerySet[Discussion]:
    """Return what a person began."""
    found = Discussion.objects.filter(author__in=faces).select_related("community", "section", "author")
    return found.prefetch_related("topics").order_by("pk")


def replies_by(faces: Faces) -> QuerySet[Reply]:
    """Return what a person answered."""
    return Reply.objects.filter(author__in=faces).select_related("discussion", "author").order_by("pk")


def revisions_by(faces: Faces) -> list[Revision]:
    """Return what a person's words said before."""
    found = Revision.objects.select_related("discussion", "reply")
    openings = found.filter(reply=None, discussion__author__in=faces)
    return [*openings.order_by("pk"), *found.filter(reply__author__in=faces).order_by("pk")]


def pictures_by(faces: Faces) -> list[Picture]:
    """Return the pictures a person posted."""
    found = Picture.objects.select_related("discussion", "reply")
    openings = found.filter(reply=None, discussion__author__in=faces)
    return [*openings.order_by("pk"), *found.filter(reply__author__in=faces).order_by("pk")]


def mentions_of(faces: Faces) -> QuerySet[Mention]:
    """Return where a person is named."""
    return Mention.objects.filter(member__in=faces).select_related("discussion", "reply", "member").order_by("pk")


def reactions_by(faces: Faces) -> QuerySet[Reaction]:
    """Return what a person said without words."""
    return Reaction.objects.filter(member__in=faces).select_related("discussion", "reply").order_by("pk")


def findings_by(faces: Faces) -> QuerySet[Finding]:
    """Return what a person found of replies."""
    return Finding.objects.filter(member__in=faces).select_related("reply", "member").order_by("pk")


def attentions_of(faces: Faces) -> QuerySet[Attention]:
    """Return what a person keeps about discussions."""
    return Attention.objects.filter(member__in=faces).select_related("discussion").order_by("pk")


def drafts_of(faces: Faces) -> QuerySet[Draft]:
    """Return what a person wrote and did not post."""
    found = Draft.objects.filter(member__in=faces).select_related("community", "discussion", "parent", "section")
    return found.prefetch_related("topics").order_by("pk")


def invitations_by(faces: Faces) -> QuerySet[Invitation]:
    """Return the ways into communities that a person opened."""
    return Invitation.objects.filter(invited_by__in=faces).select_related("community", "invited_by").order_by("pk")


def rearrangements_by(faces: Faces) -> QuerySet[Rearrangement]:
    """Return what a person merged and split as a steward."""
    return Rearrangement.objects.filter(by__in=faces).select_related("to", "by").order_by("pk")
