"""What this room itself keeps of a person: the account, the faces, and what hangs on them."""

from hearth.members.actions.own_part import erase_own_part
from hearth.members.adapters import account, around, health, house, pages, ways_in
from hearth.members.ports import Person, Section, Tie


class MembersPart:
    """Everything of this room, gathered by subject from the modules beside this one."""

    covers = frozenset().union(account.COVERS, ways_in.COVERS, pages.COVERS, health.COVERS, around.COVERS, house.COVERS)

    def export(self, person: Person) -> list[Section]:
        """Return all but secrets, mail on its way, and what is about somebody else or not to be known yet."""
        return [
            *account.sections(person),
            *ways_in.sections(person),
            *pages.sections(person),
            *health.sections(person),
            *around.sections(person),
            *house.sections(person),
            account.acts(person),
        ]

    def ties(self, person: Person) -> list[Tie]:
        """Return nothing: what an account has in hand for the house is asked of it itself."""
        return []

    def erase_some(self, person: Person, *, keep_writing: bool) -> bool:
        """Erase nothing ahead: there is never much."""
        return False

    def erase(self, person: Person, *, keep_writing: bool) -> frozenset[int]:
        """Erase what hangs on the account and the faces; these themselves go when every part has had its turn."""
        erase_own_part(person)
        return frozenset()
