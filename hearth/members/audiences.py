"""Which part of a page is seen by whom: the page's own audience is the outer gate, a part's may be narrower."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from hearth.members.models import Audience, Member

PART_LABELS: Final = {
    "photo": _("Your photo"),
    "line": _("Your line about your situation"),
    "roles": _("What you are here as"),
    "about": _("What you wrote about yourself"),
    "languages": _("The languages you read"),
    "country": _("Your country or part of the world"),
    "interests": _("The topics you follow"),
}
PARTS: Final = tuple(PART_LABELS)
"""The parts of a page that have an audience of their own. The name has none: it stands beside what one writes."""

_WIDTH: Final[dict[str, int]] = {audience.value: width for width, audience in enumerate(Audience)}


def audience_of(member: Member, part: str) -> Audience:
    """Return who sees `part` of `member`'s page: never more people than may open the page."""
    chosen = member.audiences.get(part, member.audience)
    return Audience(min(chosen, member.audience, key=_width))


def admits(audience: str, nearness: str) -> bool:
    """Say whether `audience` lets a reader in.

    `nearness` is the narrowest audience that the reader belongs to: ONLY_ME for the person themself, FOLLOWED for
    whom they follow, MEMBERS for other members, EVERYONE for a visitor.
    """
    return _width(audience) >= _WIDTH[nearness]


def chosen_parts(given: Mapping[str, str]) -> dict[str, str]:
    """Return the choices of `given` that mean something: known parts with known audiences."""
    return {part: given[part] for part in PARTS if given.get(part) in _WIDTH}


def _width(audience: str) -> int:
    return _WIDTH.get(audience, 0)  # what nobody knows is for nobody else
