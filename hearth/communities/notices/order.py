"""Word that what somebody wrote was moved, or closed to answers, by whoever keeps order: never who that was."""

from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import Final

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.activity.models import Activity
from hearth.activity.ports import How, Kind, Matter, Telling, Told, Word
from hearth.communities.models import Discussion, Rearrangement, Reply
from hearth.communities.models import Kind as Done
from hearth.communities.notices.posts import ends_of_post
from hearth.communities.queries.told import OwnDiscussion, own_discussions_told, own_posts_moved
from hearth.core.paths import path_to
from hearth.core.translated import isolated
from hearth.members import faces
from hearth.members.models import Member

ORDER: Final = Kind("order", gettext_lazy("What I wrote is moved, or closed to answers"), How.AT_ONCE)


def _discussion(activity: Activity) -> Matter | None:
    found = Discussion.objects.filter(pk=activity.subject_id, hidden_at=None, deleted_at=None).first()
    if found is None:
        return None
    # Of no discussion: it is told also to whoever may not read there any more, and says itself what they may know.
    return Matter(pk=found.pk, community=found.community_id, doer=activity.actor_id)


def _who_began(matter: Matter) -> QuerySet[Member]:
    return faces.main_names_of(Member.objects.filter(discussions=matter.pk), but=matter.doer)


def _rearrangement(activity: Activity) -> Matter | None:
    found = Rearrangement.objects.select_related("to").filter(pk=activity.subject_id).first()
    if found is None:
        return None
    return Matter(pk=found.pk, community=found.to.community_id, doer=activity.actor_id)


def _whose_moved(matter: Matter) -> QuerySet[Member]:
    """Return whoever wrote what stands elsewhere now, each once."""
    trace = Rearrangement.objects.get(pk=matter.pk)
    moved = Reply.objects.filter(discussion=trace.to_id, moved_at=trace.at, deleted_at=None)
    wrote = Q(pk__in=moved.values("author"))
    if trace.kind == Done.SPLIT:
        wrote |= Q(pk__in=Discussion.objects.filter(pk=trace.to_id, deleted_at=None).values("author"))
    return faces.main_names_of(Member.objects.filter(wrote), but=matter.doer)


def _tell_discussions(
    keys: Collection[int], *, viewer: Member, sentence: Callable[[OwnDiscussion], str], hint: str | Promise
) -> dict[int, Told]:
    """Say it to whoever began it, also where they cannot read there any more: then without the name of the place."""
    return {
        own.discussion.pk: Told(
            sentence=sentence(own),
            hint=str(hint),
            address=_address(own.discussion, own.is_readable),
            title=own.discussion.title,
        )
        for own in own_discussions_told(keys, viewer=viewer)
    }


def _address(post: Discussion | Reply, is_readable: bool) -> str:
    """Return where it is, without its title; where one takes back what stands out of one's reach."""
    if not is_readable:
        return reverse("communities:bookmarks")
    return path_to(f"communities:{'reply' if isinstance(post, Reply) else 'discussion'}", post.public_id)


def _says_moved(own: OwnDiscussion) -> str:
    told = {"title": isolated(own.discussion.title), "community": isolated(own.discussion.community.name)}
    if own.is_readable:
        return _("A moderator has taken your discussion “%(title)s” to %(community)s, where it fits better.") % told
    return (
        _(
            "A moderator has taken your discussion “%(title)s” to another community, where you cannot read. "
            "You find it under “Saved”, where you can take it back."
        )
        % told
    )


def _says_locked(own: OwnDiscussion) -> str:
    told = {"title": isolated(own.discussion.title)}
    if own.discussion.locked_at is None:
        return _("Your discussion “%(title)s” is open to answers again.") % told
    return _("A moderator has closed your discussion “%(title)s”: nobody can answer any more.") % told


def _tell_rearranged(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    """Say it to whoever wrote something that went along, with the first of it; as above."""
    told = {}
    for own in own_posts_moved(keys, viewer=viewer):
        title = own.post.thread.title
        told[own.trace] = Told(
            sentence=_says_rearranged(title) if own.is_readable else _says_out_of_reach(),
            hint=_("Something that you wrote was moved"),
            address=_address(own.post, own.is_readable),
            title=title if own.is_readable else "",
        )
    return told


def _says_rearranged(title: str) -> str:
    return _(
        "A steward has put discussions in order: what you wrote stands in “%(title)s” now, under the name you wrote it "
        "with."
    ) % {"title": isolated(title)}


def _says_out_of_reach() -> str:
    return _(
        "A steward has put discussions in order: something that you wrote stands in another one now. "
        "You find it under “Saved”, where you can take it back."
    )


def _of_discussion(about: str, verbs: Iterable[str], says: Callable[[OwnDiscussion], str], hint: str | Promise) -> Word:
    tell: Telling = partial(_tell_discussions, sentence=says, hint=hint)
    return Word(
        kind=ORDER,
        about=about,
        of="discussion",
        verbs=frozenset(verbs),
        matter=_discussion,
        people=_who_began,
        tell=tell,
        renews=True,
        ends=ends_of_post("discussion"),
    )


NOTICES: Final = (
    _of_discussion("moved", ["discussion.moved"], _says_moved, gettext_lazy("A discussion that you started was moved")),
    _of_discussion(
        "locked",
        ["discussion.locked", "discussion.unlocked"],
        _says_locked,
        gettext_lazy("A discussion that you started was closed, or opened again"),
    ),
    Word(
        kind=ORDER,
        about="rearranged",
        verbs=frozenset({"discussion.merged", "discussion.split"}),
        matter=_rearrangement,
        people=_whose_moved,
        tell=_tell_rearranged,
    ),
)
