"""Which names are in use, and which are free."""

import secrets

from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.core.refusals import Refusal
from hearth.members import names
from hearth.members.models import HeldName, Member
from hearth.members.models.leaving import held_digest
from hearth.members.models.member import name_key


def is_name_taken(name: str, *, besides: Member | None = None) -> bool:
    """Say whether another member is called `name`, or by a name that reads the same, or was until lately."""
    taken = Member.objects.filter(name_key=name_key(name))
    return (taken.exclude(pk=besides.pk) if besides else taken).exists() or is_name_held(name)


def is_name_held(name: str) -> bool:
    """Say whether `name` belonged to somebody who left less than a year ago."""
    held = HeldName.objects.filter(digest=held_digest(name_key(name)), until__gt=timezone.localdate())
    return held.exists()


def free_names(count: int = 3) -> list[str]:
    """Return `count` invented names that nobody here has, or had lately. Two queries."""
    drawn = {name_key(name): name for name in names.suggest(4 * count)}
    held = {held_digest(key): key for key in drawn}
    taken = set(Member.objects.filter(name_key__in=drawn).values_list("name_key", flat=True))
    taken |= {held[digest] for digest in HeldName.objects.filter(digest__in=held).values_list("digest", flat=True)}
    free = [name for key, name in drawn.items() if key not in taken]
    return free[:count] or [f"{name} {secrets.randbelow(1000)}" for name in list(drawn.values())[:count]]


def taken(name: str) -> Refusal:
    """Return the refusal of a name that somebody has, one that reads the same, or, which is nobody's business, had.

    It names a free one to take instead.
    """
    said = _(
        "Somebody here is already called “%(name)s”, or by a name that reads the same. "
        "Choose another name, like %(suggestion)s."
    )
    return Refusal(said % {"name": name, "suggestion": free_names(1)[0]})
