"""What is first: a name's first words, so that members greet it; a person's, so that a form helps them."""

from hearth.communities.models import Discussion, Reply
from hearth.members import faces
from hearth.members.models import Kind, Member


def is_first_word_of(author: Member) -> bool:
    """Whether the name `author` has said nothing in the house yet. Two queries at most.

    Of a one-off alias never: it always would be so, and whoever knows a newcomer could tell them by the mark's absence.
    """
    if author.kind == Kind.ALIAS:
        return False
    return not author.discussions.exists() and not author.replys.exists()


def has_written(viewer: Member | None) -> bool:
    """Whether the person behind `viewer` has written here under any of their names: for that person only.

    Two queries at most; False of a visitor.
    """
    if viewer is None:
        return False
    mine = faces.same_person(viewer, "author")
    return Discussion.objects.filter(mine).exists() or Reply.objects.filter(mine).exists()
