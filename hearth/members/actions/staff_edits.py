"""What staff may change of a person's page: take a harmful part away. Nobody writes in another's name."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from hearth.activity.actions import record
from hearth.core.erasing import erase_traces
from hearth.core.outer_cache import forget_pages
from hearth.core.refusals import Refusal, require
from hearth.members import faces, photos
from hearth.members.actions.held_names import hold_name
from hearth.members.actions.letters import write_behind
from hearth.members.actions.staff_log import note
from hearth.members.actions.verification import leave_behind
from hearth.members.models import Audience, Member, StaffKind
from hearth.members.models.member import name_key
from hearth.members.permissions import can_blank
from hearth.members.ports import tell_renamed
from hearth.members.queries.names import free_names
from hearth.members.queries.profiles import ProfileSeen, profile_as
from hearth.members.verbs import MEMBER_CHANGED


def _no_name(member: Member) -> dict[str, Any]:
    """A face needs a name: an invented one, in the person's language, stands there until they choose another."""
    account = faces.account_of(member)
    with translation.override((account.language if account else "") or "en"):
        name = free_names(1)[0]
    hold_name(member.name_key)  # or it would stand there again a moment later
    return {"name": name, "name_key": name_key(name)}


def _no_photo(member: Member) -> dict[str, Any]:
    transaction.on_commit(partial(photos.erase, member.photo))
    return {"photo": ""}


def _no_interests(member: Member) -> dict[str, Any]:
    """What they follow is theirs; what of it others see ends."""
    return {"audiences": {**member.audiences, "interests": Audience.ONLY_ME.value}}


BLANKS: Final[dict[str, Callable[[Member], dict[str, Any]]]] = {
    "name": _no_name,
    "photo": _no_photo,
    "line": lambda member: {"line": ""},
    "about": lambda member: {"about": "", "about_html": ""},
    "roles": lambda member: {"roles": []},
    "country": lambda member: {"country": ""},
    "interests": _no_interests,
}
"""What stands in the fields of a page once a part is taken away, by part; what else has to go is done on the way."""


@transaction.atomic
def open_parts(member: Member, *, by: Member) -> ProfileSeen:
    """Return the parts of `member`'s page as the nearest of others see them, to judge them; note that it was opened.

    What the person keeps to themself harms nobody and is not shown.
    Raises PermissionDenied when `by` may not take anything away, or is that person.
    """
    require(can_blank(by, member))
    note(StaffKind.PAGE_OPENED, member, by=by)
    return profile_as(member, Audience.FOLLOWED)


@transaction.atomic
def edit_member_as_staff(member: Member, part: str, *, by: Member, reason: str) -> None:
    """Take away `part`, one of BLANKS, of `member`'s page, and tell the person.

    Raises PermissionDenied when `by` may not, or is that person; Refusal when a free name could not be found at once.
    """
    require(can_blank(by, member))
    fresh = Member.objects.select_for_update().get(pk=member.pk)
    try:
        with transaction.atomic():
            Member.objects.filter(pk=fresh.pk).update(**BLANKS[part](fresh))
    except IntegrityError as error:  # somebody just took the invented name
        raise Refusal(_("We could not think of a free name. Try again in a moment.")) from error
    if part == "name":
        leave_behind(member)
        tell_renamed(member)
        record(MEMBER_CHANGED, by=None, subject=member)
    erase_traces()
    forget_pages()
    note(StaffKind.BLANKED, member, by=by, reason=reason, detail=part)
    write_behind(member, "blanked")
