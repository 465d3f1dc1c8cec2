"""The opening of a discussion and its replies, as a page shows them to somebody."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.safestring import SafeString

from hearth.communities.mentions import linked
from hearth.communities.models import Discussion, Membership, Picture, Reaction, Reply, Role
from hearth.communities.permissions import Standing, can_edit
from hearth.communities.queries.answers import Rest, first_answers
from hearth.communities.queries.authors import authors_of
from hearth.communities.quotes import Quoted, attributed
from hearth.core import richtext
from hearth.core.paths import path_to
from hearth.members import faces
from hearth.members.models import Member
from hearth.members.queries.profiles import ProfileSeen

EXCERPT = 30  # words


@dataclass(frozen=True, slots=True)
class Post:
    """The opening of a discussion or a reply as the page shows it, with the answers to it.

    Arguments:
        author: who wrote it, as the viewer sees them.
        address: where it stands, by its id alone; what one does with it is below.
        role: what its author is in the community.
        is_mine: whether the viewer wrote it, under any name.
        reacted: the kinds of the viewer's own reactions.
        is_new: whether it came since the viewer last read here.
        may_react: whether the viewer may add a reaction; their own they take back anyway.
        speaks_to: what it answers, where that is another answer beside it and on this page.
        may_change: whether the viewer wrote it and may change it there today.
        is_removed: whether a moderator took it away, and only the mark of it is for this viewer.
        rest: the answers to it that the page leaves out, if any.
        pictures, pages, quoted: see `showing.complete`.
    """

    written: Discussion | Reply
    author: ProfileSeen
    address: str
    role: str = ""
    is_mine: bool = False
    reacted: frozenset[str] = frozenset()
    is_new: bool = False
    is_removed: bool = False
    may_react: bool = True
    may_change: bool = False
    answers: list["Post"] = field(default_factory=list)
    rest: Rest | None = None
    speaks_to: "Post | None" = None
    pictures: list[Picture] = field(default_factory=list)
    pages: dict[int, str] = field(default_factory=dict)
    quoted: dict[str, Quoted] = field(default_factory=dict)

    @property
    def html(self) -> SafeString:
        """Its words, with links to the pages of those it names, and the names of those it quotes."""
        return attributed(linked(self.written.body_html, self.pages), self.quoted)

    @property
    def excerpt(self) -> str:
        """Its beginning as one line of plain text."""
        return richtext.excerpt(self.html, EXCERPT)

    @property
    def is_reply(self) -> bool:
        """Whether it answers something, rather than opening a discussion."""
        return isinstance(self.written, Reply)

    @property
    def is_taken_back(self) -> bool:
        """Whether whoever wrote it took it back, or has left and takes their words along."""
        return self.written.deleted_at is not None or self.author.takes_words_along


def as_posts(
    discussion: Discussion,
    replies: list[Reply],
    *,
    here: Standing,
    read_at: datetime | None = None,
    answers: list[Reply] | None = None,
) -> tuple[Post, list[Post]]:
    """Return the opening, and `replies` with the answers to each, as whoever stands `here` sees them.

    All are as `list_replies`, `list_answers` and `conversation.get_conversation` found them: they carry their author's
    role. Of answers that are not given the first are shown. Two queries or three, one more where some are left out.
    """
    viewer, rest = here.viewer, dict[int, Rest]()
    if answers is None:
        answers, rest = first_answers(discussion, replies, here=here)
    authors = authors_of([discussion, *replies, *answers], viewer=viewer)
    reacted: dict[int | None, set[str]] = {}
    if viewer is not None:
        mine = Reaction.objects.filter(member=viewer, discussion=discussion)
        for reply_id, kind in mine.values_list("reply_id", "kind"):
            reacted.setdefault(reply_id, set()).add(kind)

    posts: dict[int, Post] = {}
    for each in (*replies, *answers):
        each.discussion = discussion  # what may be done with each is asked of it

    def post(written: Discussion | Reply, key: int | None) -> Post:
        """Return `written` as a post; `key` is the reply's, None for the opening."""
        is_mine = viewer is not None and faces.are_one(viewer, written.author)
        is_new = key is not None and read_at is not None and written.created_at > read_at and not is_mine
        return Post(
            written,
            authors[written.author_id],
            _address(written),
            getattr(written, "author_role", "") or "",
            is_mine,
            frozenset(reacted.get(key, ())),
            is_new,
            is_removed=written.hidden_at is not None and not is_mine and not here.moderates,
            may_react=here.restriction is None,
            may_change=can_edit(here, written),
            rest=rest.get(key) if key else None,
            speaks_to=posts.get(getattr(written, "speaks_to_id", None) or 0),
        )

    for reply in [*replies, *answers]:  # what one answers was written before it
        posts[reply.pk] = post(reply, reply.pk)
    for answer in answers:
        if answer.parent_id:
            posts[answer.parent_id].answers.append(posts[answer.pk])
    return post(discussion, None), [posts[reply.pk] for reply in replies]


def as_post(
    written: Discussion | Reply, *, viewer: Member | None, may_react: bool = True, may_change: bool = False
) -> Post:
    """Return one post alone, for a fragment. Two queries, or three."""
    discussion = written.thread
    held = Membership.objects.standing().filter(community=discussion.community_id, member=written.author_id)
    mine = Reaction.objects.filter(member=viewer, **written.row_key) if viewer else []
    return Post(
        written,
        authors_of([written], viewer=viewer)[written.author_id],
        _address(written),
        _told(role) if (role := held.values_list("role", flat=True).first()) else "",
        viewer is not None and faces.are_one(viewer, written.author),
        frozenset(each.kind for each in mine),
        may_react=may_react,
        may_change=may_change,
    )


def _address(written: Discussion | Reply) -> str:
    kind = "reply" if isinstance(written, Reply) else "discussion"
    return path_to(f"communities:{kind}", written.public_id)


def _told(role: str) -> str:
    return "" if role == Role.MEMBER else role
