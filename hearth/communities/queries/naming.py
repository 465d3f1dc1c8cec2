"""Under which name somebody writes: the usual one, one for a community only, or one for a single discussion."""

from enum import Enum

from django.conf import settings
from django.utils.translation import gettext as _

from hearth.communities.models import Community, Discussion, Pseudonym, Reading, Reply
from hearth.communities.models.reply import BEGAN
from hearth.core.translated import isolated
from hearth.members import faces
from hearth.members.models import Member


class Name(Enum):
    """The choice of a name to write under."""

    USUAL = "usual"
    PSEUDONYM = "pseudonym"
    ALIAS = "alias"


def name_kept_in(discussion: Discussion, *, by: Member) -> Member | None:
    """Return the name the person behind `by` began with in `discussion`, or None when they wrote nothing there."""
    if faces.are_one(by, discussion.author):
        return discussion.author
    mine = Reply.objects.filter(faces.same_person(by, "author"), discussion=discussion)
    reply = mine.select_related("author").order_by(*BEGAN).first()
    return reply.author if reply else None


def sentence_by_mail(kept: Member | None, *, by: Member) -> str:
    """Return under which name an answer by mail appears: `kept`, as `name_kept_in` has it, else `by`, a main name."""
    name = isolated((kept or by).name)
    if kept is not None:
        return _("Your answer appears as %(name)s, as before in this discussion.") % {"name": name}
    sentence = _("Your answer appears as %(name)s.") % {"name": name}
    return sentence.removesuffix(".") if name.endswith(".") else sentence


def pseudonym_in(community: Community, *, by: Member) -> Member | None:
    """Return the name the person behind `by` uses in `community` only, or None."""
    found = Pseudonym.objects.filter(faces.same_person(by, "member"), community=community).select_related("member")
    row = found.first()
    return row.member if row else None


def reading_sentence(community: Community, name: Name | None = None, *, called: str = "", is_kept: bool = False) -> str:
    """Return who can read what is written in `community`, and under which name it appears.

    Arguments:
        name: the choice; None for a visitor, who has no name yet.
        called: the name it appears under, as far as there is one already.
        is_kept: whether it is the name the person began with in this discussion.
    """
    return f"{_who_reads(community)} {_who_is_seen(name, called, is_kept)}"


def _who_reads(community: Community) -> str:
    if community.reading == Reading.EVERYONE:
        return _("Anyone on the internet can read this.")
    if community.reading == Reading.SIGNED_IN:
        return _("Everyone who is signed in to %(site)s can read this.") % {"site": settings.CONFIG.site_name}
    return _("Only members of “%(community)s” can read this.") % {"community": isolated(community.name)}


def _who_is_seen(name: Name | None, called: str, is_kept: bool) -> str:
    if is_kept:
        return _("You appear as %(name)s, as before in this discussion.") % {"name": isolated(called)}
    if name is None:
        return _("You appear under the name you choose when you join.")
    if name == Name.ALIAS:
        return _("You appear under an invented name, in this discussion only. Nothing shows that it is you.")
    if name == Name.PSEUDONYM and not called:
        return _("You appear under a name that you choose for this community only.")
    if name == Name.PSEUDONYM:
        return _("You appear as %(name)s, in this community only.") % {"name": isolated(called)}
    sentence = _("You appear as %(name)s.") % {"name": isolated(called)}
    return sentence.removesuffix(".") if called.endswith(".") else sentence
