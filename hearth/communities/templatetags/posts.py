"""Template tags that show who speaks in a community."""

from typing import NamedTuple

from django import template

from hearth.communities.models import MODERATING, ReactionKind, Role
from hearth.communities.queries.discussions import Post
from hearth.members.models import Member, Standing

register = template.Library()
ICONS = {ReactionKind.HELPFUL: "bulb", ReactionKind.WITH_YOU: "together", ReactionKind.THANKS: "heart"}


class Badge(NamedTuple):
    """What somebody is: its colour and icon by `kind`, and its word."""

    kind: str
    label: str


class Button(NamedTuple):
    """One reaction under a post."""

    kind: str
    label: str
    icon: str
    times: int
    pressed: bool


@register.simple_tag
def badge_of(member: Member, role: str) -> Badge | None:
    """Return what `member` is to readers: what the community says, else what the house says; nothing for most."""
    if role in MODERATING:
        return Badge(Standing.MODERATOR, str(Role(role).label))
    if role in {Role.MENTOR, Role.CLINICIAN} and member.standing != Standing.CLINICIAN:
        return Badge(role, str(Role(role).label))
    return Badge(member.standing, member.get_standing_display()) if member.standing else None


@register.simple_tag
def reactions_of(post: Post) -> list[Button]:
    """Return the three reactions under `post`, with their counts and which are the reader's own."""
    written = post.written
    counts = (written.helpful_count, written.with_you_count, written.thanks_count)
    return [
        Button(kind.value, str(kind.label), ICONS[kind], count, kind.value in post.reacted)
        for kind, count in zip(ReactionKind, counts, strict=True)
    ]
