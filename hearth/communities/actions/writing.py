"""What people write: discussions and replies, changed and taken back by whoever wrote them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.activity.actions import record
from hearth.communities.actions.belonging import admit, in_turn, require_place_for
from hearth.communities.actions.erasing import erase_discussion, erase_reply, recount_answers
from hearth.communities.actions.finding import follow_words
from hearth.communities.actions.holding import hold_discussion, hold_reply, present
from hearth.communities.actions.mentioning import forget_mentions, put_mentions, render_with_mentions
from hearth.communities.actions.naming import name_to_write_under
from hearth.communities.actions.picturing import Pictured, change_pictures, put_pictures
from hearth.communities.actions.revising import keep_revision
from hearth.communities.actions.sections import section_of
from hearth.communities.excerpts import excerpt_of
from hearth.communities.models import (
    Answering,
    Attention,
    Community,
    Discussion,
    Labelled,
    Labels,
    Reading,
    Reply,
    Section,
    labels_of,
)
from hearth.communities.newcomers import require_room_for, require_unrestricted
from hearth.communities.permissions import (
    Standing,
    can_delete,
    can_edit,
    can_reply,
    can_start_discussion,
    keeps_readers,
    standing_of,
)
from hearth.communities.queries.first import is_first_word_of
from hearth.communities.queries.naming import Name
from hearth.communities.verbs import (
    DISCUSSION_EDITED,
    DISCUSSION_STARTED,
    REPLY_EDITED,
    REPLY_POSTED,
)
from hearth.core import richtext
from hearth.core.outer_cache import forget_pages
from hearth.core.refusals import Refusal, require
from hearth.members.models import Kind, Member
from hearth.topics.models import Topic

OPENED_MEANWHILE: Final = gettext_lazy(
    "More people can read here than when you began to write. Look at who reads it now; if it is right for you, post it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(Labels):
    """What opens a discussion. `body` is rich text from the editor or plain lines; `name` is who it is written as."""

    title: str
    body: str = ""
    language: str = "en"
    topics: Iterable[Topic] = field(default_factory=list)
    answering: str = Answering.COMMUNITY
    since: int | None = None
    section: Section | None = None
    name: Name = Name.USUAL
    pseudonym: str = ""
    pictures: Sequence[Pictured] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Labels):
    """An answer in a discussion, or to the reply `parent`."""

    body: str
    language: str = "en"
    parent: Reply | None = None
    name: Name = Name.USUAL
    pseudonym: str = ""
    pictures: Sequence[Pictured] = ()


@transaction.atomic
def start_discussion(community: Community, opening: Opening, *, by: Member, at: datetime | None = None) -> Discussion:
    """Open a discussion in `community`; whoever may join at once joins with it.

    Raises PermissionDenied where `by` may not write, Refusal for a name that cannot be used, or when more people may
    read there by now than `community` says.
    """
    here = standing_of(by, community)
    require_unrestricted(here)
    require(can_start_discussion(here))
    now, words = at or timezone.now(), _all_words(opening.body, opening)
    _require_place_to_write(here)
    author = name_to_write_under(opening.name, by=by, community=community, pseudonym=opening.pseudonym)
    require_unrestricted(here, under=author)
    require_room_for(words, by=by, at=now)
    _join_to_write(here, author, now)
    html, named = render_with_mentions(opening.body, by=author, community=community)
    discussion = Discussion.objects.create(
        community=community,
        author=author,
        title=opening.title,
        body=opening.body,
        body_html=html,
        excerpt=excerpt_of(html),
        language=opening.language,
        answering=opening.answering,
        since=opening.since,
        section=section_of(community, opening.section),
        is_first=is_first_word_of(author),
        created_at=now,
        active_at=now,
        **labels_of(opening),
    )
    discussion.topics.set(opening.topics)
    put_mentions(discussion, named)
    put_pictures(discussion, opening.pictures)
    Attention.objects.create(member=by, discussion=discussion, follows=True, read_at=now)
    told = [reading for reading in Reading if keeps_readers(community.reading, reading)]
    as_told = Community.objects.filter(pk=community.pk, reading__in=told)
    if not _count_as_lively(as_told, now, discussion_count=F("discussion_count") + 1):
        raise Refusal(str(OPENED_MEANWHILE))
    record(DISCUSSION_STARTED, by=author, subject=discussion, at=now)
    return discussion


@transaction.atomic
def post_reply(discussion: Discussion, answer: Answer, *, by: Member, at: datetime | None = None) -> Reply:
    """Answer in `discussion`. Whoever may join at once joins with it, and follows the discussion from then on.

    Raises PermissionDenied where `by` may not answer, Refusal when what it answers is gone or the name cannot be used.
    """
    discussion = present(hold_discussion(discussion.pk))
    here = standing_of(by, discussion.community)
    require_unrestricted(here)
    require(can_reply(here, discussion))
    now, words = at or timezone.now(), _all_words(answer.body, answer)
    _require_place_to_write(here)
    parent = _answered(discussion, answer.parent)
    author = name_to_write_under(
        answer.name, by=by, community=discussion.community, discussion=discussion, pseudonym=answer.pseudonym
    )
    require(can_reply(here, discussion, under=author.pk))
    require_unrestricted(here, under=author)
    require_room_for(words, by=by, at=now)
    _join_to_write(here, author, now)
    html, named = render_with_mentions(answer.body, by=author, community=discussion.community, discussion=discussion)
    reply = Reply.objects.create(
        discussion=discussion,
        parent=parent,
        author=author,
        body=answer.body,
        body_html=html,
        language=answer.language,
        created_at=now,
        **labels_of(answer),
    )
    put_mentions(reply, named)
    put_pictures(reply, answer.pictures)
    is_others = author.pk != discussion.author_id
    said: dict[str, Any] = {"reply_count": F("reply_count") + 1, "active_at": now}
    said["answered_at"] = discussion.answered_at or (now if is_others else None)
    said["has_lived"] = discussion.has_lived or (is_others and answer.is_lived)
    Discussion.objects.filter(pk=discussion.pk).update(**said)
    _count_as_lively(Community.objects.filter(pk=discussion.community_id), now)
    _follow(discussion, by, now)
    record(REPLY_POSTED, by=author, subject=reply, at=now)
    return reply


@transaction.atomic
def edit_discussion(
    discussion: Discussion, opening: Opening, *, by: Member, alternatives: Mapping[str, str] | None = None
) -> Discussion:
    """Change the title, the words, the topics or who may answer; what was said before is kept for the history.

    `alternatives` are those of the pictures that stay, by public id; None leaves them all as they are.
    """
    fresh = present(hold_discussion(discussion.pk))
    here = standing_of(by, fresh.community)
    require(can_edit(here, fresh))
    require_unrestricted(here, under=fresh.author)
    now = timezone.now()
    require_room_for(_all_words(opening.body, opening), by=by, at=now, adds=False)
    depicted = change_pictures(fresh, alternatives) if alternatives is not None else []
    said = {"title": opening.title, "body": opening.body, "since": opening.since, **labels_of(opening)}
    if depicted or any(getattr(fresh, name) != value for name, value in said.items()):
        keep_revision(fresh, at=now, alternatives=depicted)
        fresh.edited_at = now
    html = _rendered_anew(fresh, opening.body)
    said |= {"body_html": html, "excerpt": excerpt_of(html)}
    said |= {"language": opening.language, "answering": opening.answering}
    for name, value in said.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=[*said, "edited_at"])
    fresh.topics.set(opening.topics)
    record(DISCUSSION_EDITED, by=fresh.author, subject=fresh)
    return fresh


@transaction.atomic
def edit_reply(
    reply: Reply,
    body: str,
    *,
    by: Member,
    labels: Labels | None = None,
    alternatives: Mapping[str, str] | None = None,
) -> Reply:
    """Change the words of a reply; what it said before is kept for the history. `alternatives`: as above.

    `labels` None leaves those as they are.
    """
    fresh = present(hold_reply(reply))
    here = standing_of(by, fresh.discussion.community)
    require(can_edit(here, fresh))
    require_unrestricted(here, under=fresh.author)
    now, said = timezone.now(), {"body": body, **labels_of(labels or fresh)}
    require_room_for(_all_words(body, labels or fresh), by=by, at=now, adds=False)
    depicted = change_pictures(fresh, alternatives) if alternatives is not None else []
    if not depicted and all(getattr(fresh, name) == value for name, value in said.items()):
        return fresh
    keep_revision(fresh, at=now, alternatives=depicted)
    was_lived = fresh.is_lived
    said |= {"body_html": _rendered_anew(fresh, body), "edited_at": now}
    for name, value in said.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=said)
    follow_words(fresh)
    if fresh.is_lived != was_lived:
        recount_answers(fresh.discussion)
    record(REPLY_EDITED, by=fresh.author, subject=fresh)
    return fresh


@transaction.atomic
def delete_reply(reply: Reply, *, by: Member) -> None:
    """Erase a reply and its history. Where others answered it a quiet mark stays in its place; harmless when gone."""
    if not (found := hold_reply(reply)) or found.deleted_at:
        return
    require(can_delete(standing_of(by, found.discussion.community), found))
    erase_reply(found, by=found.author)
    forget_pages()


@transaction.atomic
def delete_discussion(discussion: Discussion, *, by: Member) -> None:
    """Erase a discussion's opening and history. With answers it stays as a quiet mark above them; else it is gone."""
    if not (found := hold_discussion(discussion.pk)) or found.deleted_at:
        return
    require(can_delete(standing_of(by, found.community), found))
    erase_discussion(found, by=found.author)
    forget_pages()


def _count_as_lively(found: QuerySet[Community], at: datetime, **changes: Any) -> int:
    return found.update(active_at=Greatest("active_at", Value(at)), **changes)


def _all_words(body: str, said: Labels | Labelled) -> str:
    """Return all that is about to be said as HTML, for limits: a link in a source is a link too."""
    return richtext.render(body) + richtext.clean(said.read_in, markup=False)


def _rendered_anew(written: Discussion | Reply, body: str) -> SafeString:
    """Return a changed `body` as HTML, and keep whom it names instead of whom it named."""
    discussion = written.thread
    html, named = render_with_mentions(body, by=written.author, community=discussion.community, discussion=discussion)
    forget_mentions(written)
    put_mentions(written, named)
    return html


def _answered(discussion: Discussion, parent: Reply | None) -> Reply | None:
    """Return the reply at whose level an answer to `parent` stands: one level of threading."""
    if parent is None:
        return None
    shown = Reply.objects.filter(pk=parent.pk, discussion=discussion, hidden_at=None, deleted_at=None)
    found = shown.select_related("parent").first()
    if found is None:
        raise Refusal(
            _("What you answer is no longer here. Your words are kept: post them as a reply to the discussion.")
        )
    return found.parent or found


def _require_place_to_write(here: Standing) -> None:
    """Whoever writes without being a member joins with it, or could: under a one-off name too they may be there."""
    if not here.is_member:
        require_place_for(here)


def _join_to_write(here: Standing, author: Member, at: datetime) -> None:
    """Make whoever writes in an open place a member of it, under that very name.

    Under a one-off alias nobody joins: the usual name appearing in the list of members at that moment would say whose
    it is.
    """
    if not here.is_member and author.kind != Kind.ALIAS and not in_turn(author, here.community).is_member:
        admit(here.community, author, at=at)


def _follow(discussion: Discussion, member: Member, now: datetime) -> None:
    """Let whoever wrote have read it, and follow it; a mute stays, and holds that back."""
    mine = Attention.objects.filter(member=member, discussion=discussion)
    if not mine.update(read_at=now, follows=True):
        first = Attention(member=member, discussion=discussion, read_at=now, follows=True)
        Attention.objects.bulk_create([first], ignore_conflicts=True)  # a page may note the reading at this moment
