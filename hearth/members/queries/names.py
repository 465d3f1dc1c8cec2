"""Which names are in use, and which are free."""

import secrets

from django.utils.translation import gettext as _

from hearth.core.refusals import Refusal
from hearth.members import names
from hearth.members.models import Member
from hearth.members.models.member import name_key


def is_name_taken(name: str, *, besides: Member | None = None) -> bool:
    """Say whether another member is already called `name`, or by a name that reads the same."""
    taken = Member.objects.filter(name_key=name_key(name))
    return (taken.exclude(pk=besides.pk) if besides else taken).exists()


def free_names(count: int = 3) -> list[str]:
    """Return `count` invented names that nobody here has yet. One query."""
    drawn = names.suggest(4 * count)
    taken = set(Member.objects.filter(name_key__in=map(name_key, drawn)).values_list("name_key", flat=True))
    free = [name for name in drawn if name_key(name) not in taken]
    return free[:count] or [f"{name} {secrets.randbelow(1000)}" for name in drawn[:count]]


def taken(name: str) -> Refusal:
    """Return the refusal of a name that somebody has, or one that reads the same, with a free one to take instead."""
    said = _(
        "Somebody here is already called “%(name)s”, or by a name that reads the same. "
        "Choose another name, like %(suggestion)s."
    )
    return Refusal(said % {"name": name, "suggestion": free_names(1)[0]})
