"""What a member says of themself and to whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction

from hearth.activity.actions import record
from hearth.core import richtext
from hearth.core.outer_cache import forget_pages
from hearth.core.refusals import require
from hearth.members import names
from hearth.members.actions.verification import leave_behind
from hearth.members.audiences import chosen_parts
from hearth.members.models import Member, Role
from hearth.members.models.member import name_key
from hearth.members.permissions import can_edit_member
from hearth.members.ports import tell_renamed
from hearth.members.queries.names import is_name_held, taken
from hearth.members.verbs import MEMBER_CHANGED

PROFILE_FIELDS = ["name", "name_key", "line", "about", "about_html", "country", "languages", "roles"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The parts of a member's page.

    `about` is rich text from the editor or plain lines; `country` is a code of `hearth.members.places`; `roles` are
    values of Role.
    """

    name: str
    line: str = ""
    about: str = ""
    country: str = ""
    languages: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)


@transaction.atomic
def edit_profile(member: Member, profile: Profile, *, by: Member, at: datetime | None = None) -> Member:
    """Write `profile` to `member`'s page, `at` (now). A badge, or a request for one, ends with a name that is given up.

    Raises PermissionDenied when it is not `by`'s own page, Refusal when the name is taken or cannot be used.
    """
    require(can_edit_member(by, member))
    fresh = Member.objects.get(pk=member.pk)  # a refusal must not leave `member` half changed
    fresh.name = names.clean(profile.name)
    if is_name_held(fresh.name):
        raise taken(fresh.name)
    before, fresh.name_key = fresh.name_key, name_key(fresh.name)
    fresh.line, fresh.country, fresh.languages = profile.line, profile.country, profile.languages
    fresh.roles = [role.value for role in Role if role in profile.roles]
    fresh.about, fresh.about_html = profile.about, richtext.render(profile.about)
    try:
        with transaction.atomic():
            fresh.save(update_fields=PROFILE_FIELDS)
    except IntegrityError as error:
        raise taken(fresh.name) from error
    if fresh.name_key != before:
        leave_behind(fresh)
        tell_renamed(fresh)
        fresh.refresh_from_db()
    record(MEMBER_CHANGED, by=None, subject=fresh, at=at)
    forget_pages()
    return fresh


def set_audiences(member: Member, audience: str, parts: Mapping[str, str], *, by: Member) -> None:
    """Choose who may see `member`'s page, and who each of its `parts`; it holds from the next request on.

    A part that is missing or empty in `parts` is seen by whoever may open the page.
    Raises PermissionDenied when it is not `by`'s own page.
    """
    require(can_edit_member(by, member))
    Member.objects.filter(pk=member.pk).update(audience=audience, audiences=chosen_parts(parts))
    forget_pages()
