"""Word that what somebody wrote is welcome: reactions, counted and never by whom, and what helped."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hearth.activity.models import Activity
from hearth.activity.ports import Kind, Matter, Telling, Told, Word, of_subject
from hearth.communities.actions.reacting import COUNTED
from hearth.communities.models import Discussion, Reply
from hearth.communities.notices.posts import ends_of_post
from hearth.communities.queries.posts import Post
from hearth.communities.queries.readers import who_may_hear, who_may_read, without_who_muted
from hearth.communities.queries.told import finders_told, openings_told, replies_told
from hearth.core.translated import isolated
from hearth.members import faces
from hearth.members.models import Member

HELPED: Final = Kind("helped", gettext_lazy("My answer helped somebody"), is_of_places=True)
REACTIONS: Final = Kind("reactions", gettext_lazy("Somebody reacts to what I wrote"), is_of_places=True)

Find = Callable[[int], Reply | Discussion | None]


def _reply(key: int) -> Reply | None:
    return Reply.objects.select_related("author", "discussion__community").filter(pk=key).first()


def _opening(key: int) -> Discussion | None:
    return Discussion.objects.select_related("author", "community").filter(pk=key).first()


def _matter(activity: Activity, *, find: Find) -> Matter | None:
    """Return the post while it is shown. Who reacted to it is nowhere in the activity."""
    post = find(activity.subject_id)
    if post is None or not post.is_shown or not post.thread.is_shown:
        return None
    return Matter(pk=post.pk, community=post.thread.community_id, discussion=post.thread.pk)


def _matter_that_helped(activity: Activity) -> Matter | None:
    """Return the reply, and the name it is kept as what helped under."""
    matter = _matter(activity, find=_reply)
    if matter is None or activity.actor_id is None:
        return None
    return Matter(pk=matter.pk, community=matter.community, discussion=matter.discussion, by=activity.actor_id)


def _who_wrote(matter: Matter, *, find: Find) -> QuerySet[Member]:
    """Return whoever wrote it, while they may read there, did not mute it, and hear of whoever did it."""
    post = find(matter.pk)
    if post is None:
        return Member.objects.none()
    people = faces.main_names_of(Member.objects.filter(pk=post.author_id))
    by = Member.objects.filter(pk=matter.by).first() if matter.by else None
    place = post.thread.community
    heard = who_may_hear(people, of=by, community=place) if by else who_may_read(people, place)
    return without_who_muted(heard, post.thread)


def _tell_reactions(keys: Collection[int], *, viewer: Member, posts: Callable[..., dict[int, Post]]) -> dict[int, Told]:
    """Say how many reactions there are now, to whoever wrote it; nothing once all were taken back."""
    told = {}
    for key, post in posts(keys, viewer=viewer).items():
        count = sum(getattr(post.written, field) for field in COUNTED.values())
        if count and faces.are_one(viewer, post.written.author):
            told[key] = Told(
                sentence=_says_reactions(post, count),
                hint=_("Reactions to what you wrote"),
                address=post.address,
                title=post.written.thread.title,
            )
    return told


def _says_reactions(post: Post, count: int) -> str:
    if post.is_reply:
        said = ngettext(
            "Your reply in “%(title)s” has %(count)d reaction.",
            "Your reply in “%(title)s” has %(count)d reactions.",
            count,
        )
    else:
        said = ngettext(
            "Your discussion “%(title)s” has %(count)d reaction.",
            "Your discussion “%(title)s” has %(count)d reactions.",
            count,
        )
    return said % {"title": isolated(post.written.thread.title), "count": count}


def _tell_helped(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    """Say who found last that it helped, as the viewer may see them; nothing once nobody finds so."""
    posts = {
        key: post
        for key, post in replies_told(keys, viewer=viewer).items()
        if faces.are_one(viewer, post.written.author)
    }
    finders = finders_told(posts, viewer=viewer)
    return {
        key: Told(
            sentence=_("%(name)s found that your reply in “%(title)s” helped.")
            % {"name": isolated(finder.name), "title": isolated(posts[key].written.thread.title)},
            hint=_("Your answer helped"),
            address=posts[key].address,
            title=posts[key].written.thread.title,
            by=finder,
        )
        for key, finder in finders.items()
    }


def _reactions(about: str, of: str, find: Find, posts: Callable[..., dict[int, Post]]) -> Word:
    tell: Telling = partial(_tell_reactions, posts=posts)
    return Word(
        kind=REACTIONS,
        about=about,
        of=of,
        verbs=frozenset({f"{of}.reacted_to"}),
        ends={f"{of}.reaction_withdrawn": of_subject, **ends_of_post(of)},
        matter=partial(_matter, find=find),
        people=partial(_who_wrote, find=find),
        tell=tell,
        renews=True,
    )


NOTICES: Final = (
    Word(
        kind=HELPED,
        about="helped",
        of="reply",
        verbs=frozenset({"reply.helped"}),
        ends={"reply.help_withdrawn": of_subject, **ends_of_post("reply")},
        matter=_matter_that_helped,
        people=partial(_who_wrote, find=_reply),
        tell=_tell_helped,
        renews=True,
    ),
    _reactions("reply_reactions", "reply", _reply, replies_told),
    _reactions("opening_reactions", "discussion", _opening, openings_told),
)
