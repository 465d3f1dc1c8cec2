"""What helped most: marked in the replies of a discussion by whoever asked, and by those who guide the community."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import ngettext

from hearth.activity.actions import record
from hearth.communities.actions.holding import hold_reply, present
from hearth.communities.lines import lines_of
from hearth.communities.models import WHOLE, Discussion, Finding, FindingKind, Reply
from hearth.communities.newcomers import require_unrestricted
from hearth.communities.permissions import Standing, can_find_of, face_to_find_under, standing_of
from hearth.communities.verbs import REPLY_HELP_WITHDRAWN, REPLY_HELPED
from hearth.core.refusals import Refusal, require
from hearth.members import faces
from hearth.members.models import Member

MOST: Final = 12  # that one person finds in one discussion: what helped most is little


@transaction.atomic
def find(reply: Reply, kind: FindingKind, lines: Collection[str], *, by: Member, at: datetime | None = None) -> bool:
    """Let `lines` of a reply, keys or WHOLE, be all that `by` found of `kind` in it; none of them takes it back.

    What they found otherwise of the same lines before goes. Lines that it no longer says are passed over. What they
    found under another name, as whoever asked before a merge or a split, stays under that, or goes: passing to the name
    they have there today, it would tell that both are one.
    Say whether that changed anything. Raises PermissionDenied where `by` may not, Refusal when it is too much or they
    are asked to say nothing there.
    """
    fresh = present(hold_reply(reply))
    here = standing_of(by, fresh.discussion.community)
    wanted = set(lines) & {WHOLE, *(line.key for line in lines_of(fresh.body_html))}
    mine = Finding.objects.filter(faces.same_person(by, "member"), discussion=fresh.discussion)
    if wanted:
        require(can_find_of(here, fresh, kind))
    face = _require_face(here, fresh, elsewhere=mine.exclude(reply=fresh), count=len(wanted)) if wanted else None
    of_reply = mine.filter(reply=fresh)
    kept = list(of_reply.filter(kind=kind, line__in=wanted))
    new = wanted - {each.line for each in kept}
    is_first = not of_reply.filter(kind=kind).exists()
    replaced = Q(kind=kind) | Q(line__in=wanted, member=face)
    gone, _kinds = of_reply.filter(replaced).exclude(pk__in=[each.pk for each in kept]).delete()
    given = {"discussion": fresh.discussion, "reply": fresh, "member": face, "kind": kind, "at": at or timezone.now()}
    Finding.objects.bulk_create(Finding(line=line, **given) for line in sorted(new))
    recount_findings(fresh.discussion)
    if new and is_first and kind == FindingKind.HELPED:
        record(REPLY_HELPED, by=face, subject=fresh, at=at)
    if gone and not Finding.objects.filter(reply=fresh, kind=FindingKind.HELPED).exists():
        record(REPLY_HELP_WITHDRAWN, by=None, subject=fresh)
    return bool(gone or new)


def _require_face(here: Standing, reply: Reply, *, elsewhere: QuerySet[Finding], count: int) -> Member | None:
    """Return the name to find `count` lines of a reply under, who has found some `elsewhere` in its discussion."""
    face = face_to_find_under(here, reply.discussion)
    require_unrestricted(here, under=face)
    if elsewhere.count() + count > MOST:
        raise Refusal(
            ngettext(
                "You can mark %(count)d line in one discussion. Take one back first.",
                "You can mark %(count)d lines in one discussion. Take some back first.",
                MOST,
            )
            % {"count": MOST}
        )
    return face


def follow_words(reply: Reply) -> None:
    """Let go of what was found of lines that a changed reply no longer says, in the transaction of the change.

    What was found of the whole of it stays: the panel says that it was changed since.
    """
    of_lines = Finding.objects.filter(reply=reply).exclude(line=WHOLE)
    if of_lines.exists():
        of_lines.exclude(line__in=[line.key for line in lines_of(reply.body_html)]).delete()
        recount_findings(reply.discussion)


def forget_findings(written: Discussion | Reply) -> None:
    """Forget what was found of a reply whose words go for good, or what the asker found where their question goes.

    Belongs in that transaction, before `recount_findings`.
    """
    if isinstance(written, Reply):
        Finding.objects.filter(reply=written).delete()
    else:
        Finding.objects.filter(discussion=written, member=written.author_id).delete()
        recount_findings(written)


def recount_findings(discussion: Discussion) -> None:
    """Set since when a reply that is shown is kept as what helped in `discussion`."""
    shown = Finding.objects.filter(discussion=discussion, reply__hidden_at=None, reply__deleted_at=None)
    since = shown.filter(kind=FindingKind.HELPED).aggregate(since=Min("at"))["since"]
    Discussion.objects.filter(pk=discussion.pk).update(helped_at=since)
