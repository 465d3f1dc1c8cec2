"""Holding a question, or a mentorship, while something is done with it."""

from django.utils.translation import gettext as _

from hearth.core.refusals import Refusal
from hearth.matching.models import Mentorship, Question


def hold_question(question_id: int) -> Question | None:
    """Return the question with its row locked to the end of the transaction, while it waits; else None."""
    list(Question.objects.select_for_update().filter(pk=question_id))
    return Question.objects.waiting().with_offers().filter(pk=question_id).first()


def hold_mentorship(mentorship: Mentorship) -> Mentorship:
    """Return it as it is now, its row locked until the end of the transaction. Raises Refusal when it is gone."""
    found = Mentorship.objects.select_for_update(of=("self",)).select_related("community", "member")
    fresh = found.filter(pk=mentorship.pk).first()
    if fresh is None:
        raise Refusal(_("This has been taken back meanwhile."))
    return fresh
