"""What search tells the rooms below, and is told by them: of people it keeps the stems of their names, nothing else."""

from hearth.communities.models import Discussion, Reply
from hearth.members.models import Member
from hearth.members.ports import Person, Section, Tie
from hearth.search.actions.forgetting import forget
from hearth.search.models import Document


class SearchPart:
    """The document of each page; what is made of what they wrote goes with what they wrote."""

    covers = frozenset({"search.Document"})

    def export(self, person: Person) -> list[Section]:
        """Return nothing: it is an index of what is in the copy anyway."""
        return []

    def ties(self, person: Person) -> list[Tie]:
        """Return nothing."""
        return []

    def erase_some(self, person: Person, *, keep_writing: bool) -> bool:
        """Erase nothing ahead: there is never much."""
        return False

    def erase(self, person: Person, *, keep_writing: bool) -> frozenset[int]:
        """Erase the names; a face that stays under what they wrote has none."""
        forget(Document.objects.filter(member__in=person.faces))
        return frozenset()


def forget_name(member: Member) -> None:
    """Let nobody find `member` by the name they had until now, from this moment on."""
    forget(Document.objects.filter(member=member))


def forget_written(written: Discussion | Reply) -> None:
    """Let nobody find a post whose words go for good, from this moment on."""
    key = "reply" if isinstance(written, Reply) else "discussion"
    forget(Document.objects.filter(**{key: written}))
