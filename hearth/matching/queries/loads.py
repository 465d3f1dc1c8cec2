"""How much somebody has in hand."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from hearth.matching.models import Offer, Question
from hearth.members import faces
from hearth.members.models import Member


def in_hand(now: datetime) -> QuerySet[Offer]:
    """Return the offers that count at `now`: open or taken, of questions that still wait."""
    # Asked of each of these few, not of all that waits in the house.
    return Offer.objects.in_hand(now).filter(Exists(Question.objects.waiting().filter(pk=OuterRef("question"))))


def loads_of(people: Collection[int], *, now: datetime) -> Counter[int]:
    """Return how many questions each of `people` (account keys, see `faces.key_of`) has in hand, under all names.

    To hold to what they said they can bear; what others see is `load_of` one name. One query.
    """
    found = in_hand(now).annotate(person=faces.key_of("member")).filter(person__in=people)
    return Counter(found.values_list("person", flat=True))


def load_of(member: Member, *, now: datetime) -> int:
    """Return how many questions `member` has in hand under this very name. One query."""
    return in_hand(now).filter(member=member).count()
