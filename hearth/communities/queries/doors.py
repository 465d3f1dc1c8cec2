"""Why somebody may not write here, in an ordinary sentence."""

from django.utils.translation import gettext as _

from hearth.communities.models import Answering, Community, Discussion, Joining
from hearth.communities.permissions import Standing, can_read, can_reply, can_start_discussion
from hearth.communities.queries.restrictions import sentence_of


def why_no_reply(here: Standing, discussion: Discussion, *, under: int | None = None) -> str:
    """Return why whoever stands `here` may not answer in `discussion`; empty where they may, or may once they join.

    `under` is the key of the name they began with there, None for none.
    """
    if discussion.deleted_at:
        return _("Whoever asked has taken this back. You can still read the answers.")
    if discussion.hidden_at:
        return _("A moderator has hidden this discussion. Nobody can answer while it is.")
    if discussion.is_locked:
        return _("A moderator has closed this discussion. You can still read it.")
    if sentence := why_no_discussion(here):
        return sentence
    if here.viewer is None and discussion.answering == Answering.COMMUNITY:
        return ""
    if can_reply(here, discussion, under=under):
        return ""
    if under is not None and can_reply(here, discussion):
        return _("Only a few people can answer here now. Under the name you began with, it would show who you are.")
    if discussion.answering == Answering.NOBODY:
        return _("Whoever asked does not want answers for now.")
    return _("Whoever asked would like to hear from mentors and from people they follow.")


def why_no_discussion(here: Standing) -> str:
    """Return why whoever stands `here` may not start a discussion; empty where they may, or may once they join."""
    community = here.community
    if community.is_archived:
        return _("This community is closed. You can still read it.")
    if here.restriction is not None:
        return sentence_of(here.restriction)
    if can_start_discussion(here) or (here.viewer is None and _may_begin_outside(here, community)):
        return ""
    if community.joining == Joining.BY_INVITATION:
        return _("Only members of this community write here, and people join it by invitation.")
    if community.joining == Joining.ON_REQUEST:
        return _("Only members of this community write here. You can ask to join it.")
    return _("Join Hearth or sign in to write here.")


def _may_begin_outside(here: Standing, community: Community) -> bool:
    """A visitor may write before joining where anyone may join and a visitor may read."""
    return community.joining == Joining.ANYONE and can_read(here)
