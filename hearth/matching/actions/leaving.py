"""What becomes of somebody's part in matching when they are erased."""

from collections.abc import Sequence

from django.db import transaction

from hearth.activity.actions import forget
from hearth.matching.models import Mentorship, Offer, Question
from hearth.members.models import Member


@transaction.atomic
def forget_person(faces: Sequence[Member], *, keep_writing: bool) -> None:
    """Erase the mentorships of a person by all their `faces`, what was brought to them, and why they nominated others.

    What they asked stays in the queue only where their words stay, and for as long as it waits. Whom they nominated
    stays nominated, by nobody.
    """
    Mentorship.objects.filter(nominated_by__in=faces).update(nominated_by=None, words="")
    for model in (Offer, Mentorship):
        rows = model._default_manager.filter(member__in=faces)
        forget(rows)
        rows.delete()
    if not keep_writing:
        Question.objects.filter(discussion__author__in=faces).delete()
