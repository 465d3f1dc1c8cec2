"""A reply made of a mail: posted under the name its writer has in the discussion, or given back with the reason."""

from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from hearth.communities.actions.keeping import Unposted, keep_draft
from hearth.communities.actions.picturing import MOST, Pictured, draw_picture, drop_unused, store_pictures
from hearth.communities.actions.writing import Answer, post_reply
from hearth.communities.models import Discussion, Draft, Reply, labels_of
from hearth.communities.permissions import standing_of
from hearth.communities.queries.discussions import get_discussion
from hearth.communities.queries.doors import why_no_reply
from hearth.communities.queries.leading_on import reply_once_discussion
from hearth.communities.queries.naming import name_kept_in
from hearth.core import richtext
from hearth.core.folding import fold
from hearth.core.mail.incoming import Image, Incoming, betrays, cut
from hearth.core.refusals import Refusal
from hearth.members import faces
from hearth.members.models import Account, Kind, Member
from hearth.notifications.actions import returning
from hearth.notifications.actions.remembering import is_first
from hearth.notifications.actions.returning import Look
from hearth.notifications.links import without_links
from hearth.notifications.queries.answering import reply_answered
from hearth.notifications.reply_addresses import discussion_of, is_for


class Ending(Enum):
    """What became of a mail."""

    POSTED = "posted"
    RETURNED = "returned"  # its words went back to their writer, who knows why
    HELD = "held"  # it waits as a draft for its writer to look first
    DROPPED = "dropped"  # nobody wrote it, or it came before
    REFUSED = "refused"  # nobody who may answer here sent it; nobody is told


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mail, and why in a few words that name nobody."""

    ending: Ending
    reason: str


def answer_by_mail(mail: Incoming, account: Account, address: str, *, key: str) -> Outcome:
    """Post what `mail` says in the discussion of its reply address, once for each `key`, or say to `account` why not.

    Pictures are drawn and stored before, so that nobody waits for the write lock meanwhile.
    """
    pictures, refused = _pictures(mail.images)
    try:
        with transaction.atomic():
            if not is_first(f"{account.pk} {key}"):
                return Outcome(Ending.DROPPED, "came before")
            return _answer(mail, account, address, pictures, refused)
    finally:
        drop_unused(pictures)


def _pictures(images: tuple[Image, ...]) -> tuple[list[Pictured], str]:
    """Store the pictures of a mail, drawn anew, through the composer's door; also say why some were refused."""
    drawn, refused = [], ""
    for image in images[:MOST]:
        try:
            drawn.append((draw_picture(BytesIO(image.content)), _("A picture sent by e-mail, not yet described")))
        except Refusal as refusal:
            refused = refusal.message
    if len(images) > MOST:
        refused = _("A reply can have %(count)d pictures.") % {"count": MOST}
    return store_pictures(drawn), refused


def _answer(mail: Incoming, account: Account, address: str, pictures: list[Pictured], refused: str) -> Outcome:
    said, main = without_links(cut(mail.text).said), faces.main_member(account)
    discussion = _discussion(discussion_of(address, account), viewer=main) if main else None
    if main is None or discussion is None or not account.is_active:
        gone = _("The place you wrote for is not there, or not open to you any more.")
        return _give_back(account, said or mail.text, gone, "not open to them")
    if not said:
        nothing = _("We found nothing in it that you wrote yourself, only what your mail program quotes.")
        return _give_back(account, mail.text, nothing, "nothing written")
    name = name_kept_in(discussion, by=main) or main
    parent = reply_answered(mail.answers, discussion, viewer=main, account=account)
    try:
        with transaction.atomic():
            body = richtext.clean(said, markup=False)
            if why := _why_look(said, mail, main, name, is_renamed=not is_for(address, account, name=name)):
                _hold(discussion, body, parent, by=main)
                returning.ask_to_look(account, discussion, has_pictures=bool(mail.images), why=why)
                return Outcome(Ending.HELD, why.value)
            answer = Answer(body=body, parent=parent, language=discussion.language, pictures=pictures)
            reply = post_reply(discussion, answer, by=main)
            if refused:
                returning.say_pictures_left_out(account, reply.get_absolute_url(), reason=refused)
            return Outcome(Ending.POSTED, "some pictures left out" if refused else "")
    except Refusal as refusal:
        return _give_back(account, said, refusal.message, "refused")
    except PermissionDenied:
        here = standing_of(main, discussion.community)
        reason = why_no_reply(here, discussion, under=name.pk) or _("You cannot post here any more.")
        return _give_back(account, said, reason, "not permitted")
    except richtext.TooLong:
        return _give_back(account, said, _("This text is too long. Please make it shorter."), "too long")


def _discussion(public_id: str, *, viewer: Member) -> Discussion | None:
    """Return the discussion, or the one it was merged into, if `viewer` may read it."""
    try:
        return get_discussion(public_id, viewer=viewer)
    except Http404:
        reply = reply_once_discussion(public_id, viewer=viewer)
        return reply.discussion if reply else None


def _why_look(said: str, mail: Incoming, main: Member, name: Member, *, is_renamed: bool) -> Look | None:
    """Return why the writer is to look at it first; None for what can be posted as it is."""
    if is_renamed:
        return Look.RENAMED
    if name.kind == Kind.MAIN:
        return None
    if _leads_to_person(said, mail, main, name):
        return Look.SAYS_WHO
    return Look.SHOWS_WHO if mail.images else None


def _leads_to_person(said: str, mail: Incoming, main: Member, name: Member) -> bool:
    """Say whether words under a name that must not lead to the person do. That very name leads nowhere."""
    own = set(fold(name.name).split())
    pseudonyms = Member.objects.filter(faces.same_person(main), kind=Kind.PSEUDONYM).values_list("name", flat=True)
    others = [
        " ".join(word for word in each.split() if fold(word) not in own)
        for each in (mail.sender_name, main.name, *pseudonyms)
    ]
    return bool(betrays(said, names=others, address=mail.sender))


def _hold(discussion: Discussion, body: str, parent: Reply | None, *, by: Member) -> None:
    """Keep the words as the draft of an answer, beneath those that wait there. Raises Refusal for too many drafts."""
    draft = Draft.objects.filter(member=by, discussion=discussion).first()
    kept: dict[str, Any] = {"body": body, "parent": parent, "language": discussion.language}
    if draft is not None:
        kept = {name: getattr(draft, name) for name in ("parent", "language", "name", "pseudonym")} | labels_of(draft)
        kept["body"] = richtext.clean(draft.body) + body
    keep_draft(discussion.community, discussion, Unposted(**kept), by=by)


def _give_back(account: Account, words: str, sentence: str, reason: str) -> Outcome:
    returning.give_back(account, words, reason=sentence)
    return Outcome(Ending.RETURNED, reason)
