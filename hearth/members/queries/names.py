"""Which names are in use, and which are free."""

import secrets
from collections.abc import Iterator
from itertools import islice
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.core.refusals import Refusal
from hearth.members import names
from hearth.members.models import HeldName, Member
from hearth.members.models.leaving import held_digest
from hearth.members.models.member import name_key

NUMBERS: Final = (0, 1_000, 1_000_000)  # the numbers put behind a name are below: none at first


def is_name_taken(name: str) -> bool:
    """Say whether a member is called `name`, or by a name that reads the same, or was until lately."""
    return Member.objects.filter(name_key=name_key(name)).exists() or is_name_held(name)


def is_name_held(name: str) -> bool:
    """Say whether `name` belonged to somebody who left less than a year ago."""
    held = HeldName.objects.filter(digest=held_digest(name_key(name)), until__gt=timezone.localdate())
    return held.exists()


def free_names(count: int = 3) -> list[str]:
    """Return `count` invented names that can be used and that nobody here has, or had lately.

    Where these are used up, names with a number. Two queries, and one for each name looked at.
    """
    return list(islice(_free(), count))


def _free() -> Iterator[str]:
    for most in NUMBERS:
        drawn = [f"{name} {secrets.randbelow(most)}" if most else name for name in names.draw()]
        yield from filter(names.is_usable, _untaken(drawn))


def _untaken(drawn: list[str]) -> list[str]:
    by_key = {name_key(name): name for name in drawn}
    by_digest = {held_digest(key): key for key in by_key}
    taken = set(Member.objects.filter(name_key__in=by_key).values_list("name_key", flat=True))
    held = HeldName.objects.filter(digest__in=by_digest).values_list("digest", flat=True)
    taken |= {by_digest[digest] for digest in held}
    return [name for key, name in by_key.items() if key not in taken]


def taken(name: str) -> Refusal:
    """Return the refusal of a name that somebody has, one that reads the same, or, which is nobody's business, had.

    It names a free one to take instead.
    """
    said = _(
        "Somebody here is already called “%(name)s”, or by a name that reads the same. "
        "Choose another name, like %(suggestion)s."
    )
    return Refusal(said % {"name": name, "suggestion": free_names(1)[0]})
