"""What staff may change of a person's page: take a harmful part away. Nobody writes in another's name."""

from collections.abc import Callable
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hearth.core.erasing import erase_traces
from hearth.core.outer_cache import forget_pages
from hearth.core.refusals import Refusal, require
from hearth.members.actions.letters import write_behind
from hearth.members.actions.staff_log import note
from hearth.members.actions.verification import leave_behind
from hearth.members.models import Member, StaffKind
from hearth.members.models.member import name_key
from hearth.members.permissions import can_blank
from hearth.members.queries.names import free_names


def _no_name() -> dict[str, Any]:
    name = free_names(1)[0]
    return {"name": name, "name_key": name_key(name)}


BLANKS: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "name": _no_name,  # a face needs one: an invented name stands there until the person chooses another
    "line": lambda: {"line": ""},
    "about": lambda: {"about": "", "about_html": ""},
}


@transaction.atomic
def edit_member_as_staff(member: Member, part: str, *, by: Member, reason: str) -> None:
    """Take away `part` (`name`, `line` or `about`) of `member`'s page, and tell the person.

    Raises PermissionDenied when `by` may not, or is that person; Refusal when a free name could not be found at once.
    """
    require(can_blank(by, member))
    try:
        with transaction.atomic():
            Member.objects.filter(pk=member.pk).update(**BLANKS[part]())
    except IntegrityError as error:  # somebody just took the invented name
        raise Refusal(_("We could not think of a free name. Try again in a moment.")) from error
    forget_pages()
    if part == "name":
        leave_behind(member)
    erase_traces()
    note(StaffKind.BLANKED, member, by=by, reason=reason, detail=part)
    write_behind(member, "blanked")
