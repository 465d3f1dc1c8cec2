"""What matching does when something happens elsewhere."""

from django.utils import timezone

from hearth.activity import on
from hearth.activity.models import Activity
from hearth.matching.actions.offering import carry_on
from hearth.matching.actions.queueing import queue
from hearth.matching.queries.roster import Roster


@on("discussion.started")
def offer_at_once(activity: Activity) -> None:
    """A new question is offered before anybody asks for it."""
    question = queue(activity.subject_id)
    if question is not None:
        carry_on(question.pk, roster=Roster(timezone.now()))
