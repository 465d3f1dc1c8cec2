"""A person's own names, and what the house did about them. For the person themself only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hearth.members import faces
from hearth.members.models import Account, Kind, Member, Resolution, StaffAction, StaffKind, Suspension

SHOWN: Final = 50
SAID: Final[dict[str, str | Promise]] = {
    StaffKind.SUSPENDED: _("You were suspended."),
    StaffKind.LET_BACK: _("Your suspension was ended early."),
    StaffKind.PAGE_OPENED: _("A moderator looked at what others see of this page."),
    StaffKind.BLANKED: _("A part of this page was taken away."),
    StaffKind.RIGHT_GIVEN: _("You were given rights to work for the house."),
    StaffKind.RIGHT_TAKEN: _("Rights to work for the house were taken back."),
    StaffKind.EVIDENCE_OPENED: _("Somebody who decides about badges opened your evidence."),
    StaffKind.VERIFIED: _("You were given the badge of a verified clinician."),
    StaffKind.DECLINED: _("You were not given the badge of a verified clinician."),
    StaffKind.BADGE_ENDED: _("Your badge of a verified clinician was taken back."),
    StaffKind.LEADER_APPOINTED: _("You were made a community leader of a region."),
    StaffKind.LEADER_ENDED: _("Your work as a community leader of a region was ended."),
}
"""What a person is told of each deed. That somebody looked behind a name is told from the Resolution, in its time."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What the house did about one of a person's names; `detail` is the part of the page, or the group of rights."""

    kind: str
    at: datetime
    name: str
    words: str | Promise
    reason: str
    detail: str = ""


def list_names(account: Account) -> list[Member]:
    """Return every name of `account`, the usual one first, then the newest."""
    names = list(faces.all_of(account).order_by("-created_at", "-pk"))
    return sorted(names, key=lambda member: member.kind != Kind.MAIN)


def list_deeds(account: Account, *, limit: int | None = SHOWN) -> list[Deed]:
    """Return what staff did about the names of `account` and why, the newest first; nothing they may not know yet.

    At most `limit` of what was done, and as many looks behind a name; all for None.
    """
    mine = faces.all_of(account)
    actions = StaffAction.objects.filter(subject__in=mine, kind__in=SAID).select_related("subject")
    told = Resolution.objects.filter(member__in=mine, told_at__isnull=False).select_related("member")
    deeds = [
        Deed(action.kind, action.at, str(action.subject), SAID[action.kind], action.reason, action.detail)
        for action in actions.order_by("-at", "-pk")[:limit]
    ]
    looked = _("Two moderators together decided that they must see who is behind this name.")
    deeds += [
        Deed(StaffKind.RESOLUTION_CONFIRMED, each.confirmed_at or each.asked_at, str(each.member), looked, each.reason)
        for each in told.order_by("-asked_at", "-pk")[:limit]
    ]
    return sorted(deeds, key=lambda deed: deed.at, reverse=True)


def list_suspensions(account: Account) -> list[Suspension]:
    """Return the suspensions that keep `account` out now, the one that lasts longest first."""
    running = Suspension.objects.filter(member__in=faces.all_of(account), ended_at=None).select_related("member")
    return list(running.order_by("-until"))
