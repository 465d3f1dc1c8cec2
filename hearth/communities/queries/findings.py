"""What helped most in a discussion, as somebody sees it: living words of its replies, and who found them so.

Nothing is shown that a reply no longer says, nor anything of whom a block parts from the viewer. See ADR 20.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from django.db.models import QuerySet, Value

from hearth.communities.lines import Line, lines_of
from hearth.communities.mentions import HAS_LEFT, names_marked, without_name
from hearth.communities.models import WHOLE, Discussion, Finding, FindingKind, Reply
from hearth.communities.models.written import withdrawn
from hearth.communities.permissions import Standing
from hearth.communities.queries.discussions import role_of_author
from hearth.communities.queries.mentions import pages_named_in, post_key
from hearth.members import faces
from hearth.members.models import Member, is_parted, presence_of
from hearth.members.models import Standing as StandingInHouse
from hearth.members.queries.profiles import ProfileSeen, bylines_for

SHOWN: Final = 10  # passages; the others stand in a fold
MOST_READ: Final = 240  # findings: twenty people's
LONGEST: Final = 320  # characters of one passage


@dataclass(frozen=True, slots=True)
class Finder:
    """Who found something: the name they found it under, and what they are in the community."""

    profile: ProfileSeen
    role: str
    is_asker: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a reply, who wrote them and where they stand, and who found that they helped, or otherwise.

    Arguments:
        is_whole: whether all of the reply was meant; `words` are its beginning then.
        is_changed: whether it was changed since.
    """

    words: str
    language: str
    author: ProfileSeen
    role: str
    address: str
    finders: list[Finder]
    is_whole: bool = False
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Passages:
    """Passages, those that most people found first; `rest` are those for which there is no room at once."""

    first: list[Passage]
    rest: list[Passage]

    def __iter__(self) -> Iterator[Passage]:
        return iter((*self.first, *self.rest))


@dataclass(frozen=True, slots=True)
class Helped:
    """What helped most, and what somebody found otherwise.

    Arguments:
        finders: who found it, whoever asked first.
        at: when something was last found to help.
        by_asker: the keys of the replies in which the asker found something.
        mine: those in which the viewer did.
    """

    passages: Passages
    otherwise: Passages
    finders: list[Finder]
    at: datetime
    by_asker: frozenset[int]
    mine: frozenset[int]

    @property
    def holds_clinicians(self) -> bool:
        """Whether words of a clinician are among it, which never stand without their note."""
        return any(each.author.standing == StandingInHouse.CLINICIAN for each in (*self.passages, *self.otherwise))


@dataclass(frozen=True, slots=True)
class _Text:
    """What a reply says now, and which names in it are of people who have left."""

    lines: list[Line]
    left: set[str]

    def holds(self, line: str) -> bool:
        """Whether `line` is still said."""
        return line == WHOLE or any(each.key == line for each in self.lines)


def what_helped(discussion: Discussion, *, here: Standing) -> Helped | None:
    """Return what helped most in `discussion`, as whoever stands `here` sees it; None where nobody has said.

    No query where nobody has said; else one, and one more where somebody is named in what helped.
    """
    if discussion.helped_at is None:
        return None
    rows = list(_rows(discussion, here))
    texts = _texts({row.reply_id: row.reply for row in rows}, here.viewer)
    rows = [row for row in rows if texts[row.reply_id].holds(row.line)]
    helped = [row for row in rows if row.kind == FindingKind.HELPED]
    if not helped:
        return None
    seen, viewer = _Seen(discussion, _profiles(rows), texts), here.viewer
    return Helped(
        seen.passages(helped),
        seen.passages([row for row in rows if row.kind == FindingKind.OTHERWISE]),
        seen.finders(helped),
        max(row.at for row in helped),
        frozenset(row.reply_id for row in helped if row.member_id == discussion.author_id),
        frozenset(row.reply_id for row in helped if viewer is not None and faces.are_one(viewer, row.member)),
    )


def lines_in(reply: Reply) -> list[Line]:
    """Return the lines of `reply` that can be found to help. No query."""
    return lines_of(reply.body_html)


def found_by(viewer: Member, reply: Reply) -> dict[str, list[str]]:
    """Return the lines of `reply` that the person behind `viewer` found something of, by kind. One query."""
    rows = Finding.objects.filter(faces.same_person(viewer, "member"), reply=reply)
    lines: dict[str, list[str]] = {kind: [] for kind in FindingKind}
    for kind, line in rows.values_list("kind", "line"):
        lines[kind].append(line)
    return lines


def _rows(discussion: Discussion, here: Standing) -> QuerySet[Any]:
    """The findings that are shown: of shown replies, by people who are here, and none of whom a block parts."""
    found = Finding.objects.filter(discussion=discussion, reply__hidden_at=None, reply__deleted_at=None)
    found = found.filter(member__owner__closed_at=None).exclude(withdrawn("reply__author"))
    if here.viewer is not None and not here.moderates:
        found = found.exclude(is_parted(here.viewer, "reply__author")).exclude(is_parted(here.viewer, "member"))
    place = Value(discussion.community_id)
    seen: QuerySet[Any] = found.select_related("reply__author", "member").annotate(
        author_role=role_of_author(place, "reply__author"),
        finder_role=role_of_author(place, "member"),
        author_presence=presence_of("reply__author"),
        finder_presence=presence_of("member"),
    )
    return seen.order_by("pk")[:MOST_READ]


def _profiles(rows: Sequence[Any]) -> dict[int, ProfileSeen]:
    """Everybody as a visitor sees them: no more than a name and a role stands here."""
    met = {row.reply.author: row.author_presence for row in rows}
    met |= {row.member: row.finder_presence for row in rows}
    return bylines_for(met.items(), viewer=None)


def _texts(replies: Mapping[int, Reply], viewer: Member | None) -> dict[int, _Text]:
    pages = pages_named_in(replies.values(), viewer=viewer)
    texts = {}
    for pk, reply in replies.items():
        left = [number for number, page in pages.get(post_key(reply), {}).items() if page == HAS_LEFT]
        names = {name for number in left for name in names_marked(reply.body_html, number)}
        texts[pk] = _Text(lines_of(reply.body_html), names)
    return texts


@dataclass(frozen=True, slots=True)
class _Seen:
    """Turns findings, read with all that stands beside them, into what a page shows."""

    discussion: Discussion
    profiles: Mapping[int, ProfileSeen]
    texts: Mapping[int, _Text]

    def finders(self, rows: Iterable[Any]) -> list[Finder]:
        """Return who found something, each once: whoever asked, then the others as they came."""
        asker = self.discussion.author_id
        found = {
            row.member_id: Finder(self.profiles[row.member_id], row.finder_role or "", row.member_id == asker)
            for row in rows
        }
        return sorted(found.values(), key=lambda each: not each.is_asker)

    def passages(self, rows: Iterable[Any]) -> Passages:
        """Return the words that were found, those that most people found first, then as they stand."""
        by_reply: dict[int, list[Any]] = {}
        for row in sorted(rows, key=lambda row: (row.reply_id, row.pk)):
            by_reply.setdefault(row.reply_id, []).append(row)
        passages = [passage for pk, about in by_reply.items() for passage in self._of_reply(about, self.texts[pk])]
        passages.sort(key=lambda passage: -len(passage.finders))
        return Passages(passages[:SHOWN], passages[SHOWN:])

    def _of_reply(self, rows: list[Any], text: _Text) -> Iterator[Passage]:
        """Yield the lines that were found, those beside each other as one; the whole where no line was."""
        found = {row.line for row in rows} - {WHOLE}
        if not found:
            changed_at, last = rows[0].reply.edited_at, max(row.at for row in rows)
            is_changed = changed_at is not None and changed_at > last
            yield self._passage(rows, text.lines, text, is_whole=True, is_changed=is_changed)
        for _beside, run in groupby(text.lines, key=lambda line: (line.block, line.key in found)):
            lines = [line for line in run if line.key in found]
            keys = {line.key for line in lines}
            if lines:
                yield self._passage([row for row in rows if row.line in keys], lines, text)

    def _passage(self, rows: list[Any], lines: list[Line], text: _Text, **more: bool) -> Passage:
        words = without_name(" ".join(line.text for line in lines), text.left)
        reply = rows[0].reply
        return Passage(
            words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]}…",
            reply.language,
            self.profiles[reply.author_id],
            rows[0].author_role or "",
            reply.get_absolute_url(),
            self.finders(rows),
            **more,
        )
