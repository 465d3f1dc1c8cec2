"""The names under which somebody is a mentor: each takes breaks of its own, so that no two are seen to go together."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from hearth.matching.models import Mentorship
from hearth.members.models import Member


@dataclass(frozen=True, slots=True)
class MentorName:
    """One name of a person, and where they are a mentor under it. For that person alone."""

    member: Member
    mentorships: list[Mentorship]

    @property
    def serves(self) -> bool:
        """Whether they take questions anywhere under it."""
        return any(not each.takes_break for each in self.mentorships)

    @property
    def takes_break(self) -> bool:
        """Whether they take a break anywhere under it."""
        return any(each.takes_break for each in self.mentorships)


def names_of(mentorships: Iterable[Mentorship]) -> list[MentorName]:
    """Return the names under which `mentorships` of one person, read with their members, are held. No query."""
    by_name = groupby(sorted(mentorships, key=lambda each: each.member_id), key=lambda each: each.member)
    return [MentorName(member, list(held)) for member, held in by_name]


def chosen_among(names: list[MentorName], public_id: str) -> MentorName | None:
    """Return the name with `public_id`, or the only one there is; None where neither is."""
    return next((each for each in names if each.member.public_id == public_id or len(names) == 1), None)
