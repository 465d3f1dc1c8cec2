"""Holding a question while something is done with it."""

from hearth.matching.models import Question


def hold_question(question_id: int) -> Question | None:
    """Return the question with its row locked to the end of the transaction, while it waits; else None."""
    list(Question.objects.select_for_update().filter(pk=question_id))
    return Question.objects.waiting().with_offers().filter(pk=question_id).first()
