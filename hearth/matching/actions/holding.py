"""Holding a question, or a mentorship, while something is done with it.

Always in one order, so that no two wait for each other: a discussion (`communities`), a mentorship, questions in the
order of their keys, offers. Who holds a question waits for no mentorship: `queries.candidates` passes over those that
are held.
"""

from collections.abc import Collection

from django.utils.translation import gettext as _

from hearth.core.refusals import Refusal
from hearth.matching.models import Mentorship, Question


def hold_question(question_id: int) -> Question | None:
    """Return the question with its row locked to the end of the transaction, while it waits; else None."""
    hold_questions([question_id])
    return Question.objects.waiting().with_offers().filter(pk=question_id).first()


def hold_questions(question_ids: Collection[int]) -> list[int]:
    """Lock the rows of those questions to the end of the transaction; return their keys in order."""
    held = Question.objects.select_for_update().filter(pk__in=question_ids).order_by("pk")
    return list(held.values_list("pk", flat=True))


def hold_mentorship(mentorship: Mentorship) -> Mentorship:
    """Return it as it is now, its row locked until the end of the transaction. Raises Refusal when it is gone."""
    found = Mentorship.objects.select_for_update(of=("self",)).select_related("community", "member")
    fresh = found.filter(pk=mentorship.pk).first()
    if fresh is None:
        raise Refusal(_("This has been taken back meanwhile."))
    return fresh
