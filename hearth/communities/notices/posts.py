"""Word of what is said: an answer, a name in a text, a new discussion."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from hearth.activity.models import Activity
from hearth.activity.ports import Ends, How, Kind, Matter, Told, of_subject
from hearth.communities.models import Discussion, Reply
from hearth.communities.queries.posts import Post
from hearth.communities.queries.readers import who_belong, who_follow, who_may_hear, without_who_muted
from hearth.communities.queries.told import openings_told, replies_told
from hearth.core.translated import isolated
from hearth.members import faces
from hearth.members.models import Member

MENTION: Final = Kind("mention", gettext_lazy("Somebody names me with an @"), is_of_places=True)
REPLY: Final = Kind(
    "reply", gettext_lazy("Somebody answers what I wrote"), How.AT_ONCE, is_of_places=True, settles=True
)
FOLLOWED: Final = Kind("followed", gettext_lazy("Somebody answers in a discussion I follow"), is_of_places=True)
NEWS: Final = Kind(
    "news", gettext_lazy("There is something new in a community I belong to"), is_of_places=True, is_of_communities=True
)


@dataclass(frozen=True)
class PostNotice:
    """Word of a reply or of what opens a discussion, to whoever `whom` finds and may read it."""

    kind: Kind
    about: str
    verbs: frozenset[str]
    whom: Callable[[Any], QuerySet[Member]]
    sentence: Callable[[Post, Member], str]
    renews: bool = False
    of: str = ""

    @property
    def ends(self) -> Ends:
        """When it is shown no more."""
        return ends_of_post(self.about)

    def matter(self, activity: Activity) -> Matter | None:
        """Return the post, while it is shown and was written here."""
        post = _post(self.about, activity.subject_id)
        if post is None or not post.is_shown or not post.thread.is_shown or post.thread.is_imported:
            return None
        discussion = post.thread
        return Matter(pk=post.pk, community=discussion.community_id, discussion=discussion.pk, by=post.author_id)

    def people(self, matter: Matter) -> QuerySet[Member]:
        """Return whom it is for, of those who may read it and want to hear of the discussion."""
        post = _post(self.about, matter.pk)
        if post is None:
            return Member.objects.none()
        heard = who_may_hear(self.whom(post), of=post.author, community=post.thread.community)
        return without_who_muted(heard, post.thread)

    def tell(self, keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
        """Return what to say of each post that `viewer` may read."""
        posts = _TOLD[self.about](keys, viewer=viewer)
        return {key: self._told(post, viewer) for key, post in posts.items()}

    def _told(self, post: Post, viewer: Member) -> Told:
        written = post.written
        return Told(
            sentence=self.sentence(post, viewer),
            hint=_("New reply") if post.is_reply else _("New discussion"),
            address=post.address,
            title=written.thread.title,
            by=post.author,
            words=post.html,
            lang=written.language,
            pictures=tuple(picture.alternative for picture in post.pictures),
            labels=_labels(written),
            is_answerable=True,
            post=written.public_id,
            above=_above(written),
        )


_TOLD: Final = {"reply": replies_told, "discussion": openings_told}


def ends_of_post(about: str) -> Ends:
    """Return after which activities there is nothing to tell of a post `about`, or of reactions to it, any more."""
    return dict.fromkeys((f"{about}.hidden", f"{about}.deleted"), of_subject)


def _post(about: str, key: int) -> Reply | Discussion | None:
    if about == "reply":
        related = ("author", "discussion__community", "parent", "speaks_to")
        return Reply.objects.select_related(*related).filter(pk=key).first()
    return Discussion.objects.select_related("author", "community").filter(pk=key).first()


def _above(written: Reply | Discussion) -> tuple[str, ...]:
    """Return the ids of the opening, of the reply it stands under, and of the answer it speaks to."""
    if isinstance(written, Discussion):
        return ()
    found = (written.discussion, written.parent, written.speaks_to)
    return tuple(dict.fromkeys(each.public_id for each in found if each is not None))


def _labels(written: Reply | Discussion) -> tuple[str, ...]:
    lived = pgettext("label of a post", "Lived it") if written.is_lived else ""
    read = f"{pgettext('label of a post', 'Read it')}: {written.read_in}" if written.read_in else ""
    asked = pgettext("label of a post", "Written with AI, then checked") if written.is_ai_written else ""
    return tuple(filter(None, (lived, read, asked)))


def _whom_it_answers(reply: Reply) -> QuerySet[Member]:
    answered = {reply.discussion.author_id}
    answered |= {each.author_id for each in (reply.parent, reply.speaks_to) if each is not None}
    return faces.main_names_of(Member.objects.filter(pk__in=answered))


def _whom_it_names(written: Reply | Discussion) -> QuerySet[Member]:
    key = {"discussion": written, "reply": None} if isinstance(written, Discussion) else {"reply": written}
    named = {f"mentions__{name}": value for name, value in key.items()}
    return faces.main_names_of(Member.objects.filter(**named))


def _who_belong(written: Discussion | Reply) -> QuerySet[Member]:
    return who_belong(written.thread.community_id)


def _who_follow(reply: Reply) -> QuerySet[Member]:
    return who_follow(reply.discussion)


def _says_answer(post: Post, viewer: Member) -> str:
    told = {"name": isolated(post.author.name), "title": isolated(post.written.thread.title)}
    written = post.written
    if isinstance(written, Reply) and written.parent and faces.are_one(viewer, written.parent.author):
        return _("%(name)s answered your reply in “%(title)s”.") % told
    return _("%(name)s answered in your discussion “%(title)s”.") % told


def _says_follow(post: Post, viewer: Member) -> str:
    told = {"name": isolated(post.author.name), "title": isolated(post.written.thread.title)}
    return _("%(name)s answered in “%(title)s”, which you follow.") % told


def _says_name(post: Post, viewer: Member) -> str:
    told = {"name": isolated(post.author.name), "title": isolated(post.written.thread.title)}
    return _("%(name)s named you in “%(title)s”.") % told


def _says_goes_on(post: Post, viewer: Member) -> str:
    told = {"name": isolated(post.author.name), "title": isolated(post.written.thread.title)}
    return _("%(name)s began a discussion that goes on in “%(title)s”.") % told


def _says_began(post: Post, viewer: Member) -> str:
    discussion = post.written.thread
    told = {
        "name": isolated(post.author.name),
        "title": isolated(discussion.title),
        "community": isolated(discussion.community.name),
    }
    return _("%(name)s began “%(title)s” in %(community)s.") % told


_POSTED: Final = frozenset({"reply.posted"})
_CHANGED: Final = frozenset({"reply.posted", "reply.edited"})
_OPENED: Final = frozenset({"discussion.started"})
_REOPENED: Final = frozenset({"discussion.started", "discussion.edited"})

NOTICES: Final = (
    PostNotice(MENTION, "reply", _CHANGED, _whom_it_names, _says_name),
    PostNotice(MENTION, "discussion", _REOPENED, _whom_it_names, _says_name),
    PostNotice(REPLY, "reply", _POSTED, _whom_it_answers, _says_answer),
    PostNotice(FOLLOWED, "reply", _POSTED, _who_follow, _says_follow),
    PostNotice(NEWS, "discussion", _OPENED, _who_belong, _says_began),
    # After nothing: what was told of an opening, once that was merged into another discussion.
    PostNotice(NEWS, "reply", frozenset(), _who_belong, _says_goes_on),
)
