"""What is on the desks of the demo world: questions that were offered, taken in hand, and handed back."""

from datetime import timedelta
from typing import Any

from hearth.communities.models import Discussion
from hearth.front.seed.clock import Clock, thing
from hearth.front.seed.communities import Cast
from hearth.matching.actions.claiming import hand_back, take
from hearth.matching.actions.offering import carry_on
from hearth.matching.actions.queueing import queue
from hearth.matching.models import Need, Offer
from hearth.matching.queries.roster import Roster


def put_desks(entries: list[dict[str, Any]], clock: Clock) -> int:
    """Bring the questions that nobody was brought yet to those who are said to have them; return how many."""
    people = Cast()
    found = {each.title: each for each in Discussion.objects.filter(title__in=[entry["talk"] for entry in entries])}
    known = set(Offer.objects.filter(question__discussion__in=found.values()).values_list("question", flat=True))
    missing = [entry for entry in entries if entry["talk"] in found and found[entry["talk"]].pk not in known]
    for entry in missing:
        with thing("question on a desk", entry["talk"]):
            _put_question(entry, found[entry["talk"]], people, clock)
    return len(missing)


def _put_question(entry: dict[str, Any], discussion: Discussion, people: Cast, clock: Clock) -> None:
    at, by = max(clock.now - timedelta(hours=entry["hours"]), discussion.created_at), people[entry["by"]]
    question = queue(discussion.pk)
    if question is None:
        return
    if entry["state"] == "offered":
        carry_on(question.pk, roster=Roster(at))
        return
    offer = take(question, by=by, at=at)
    if entry["state"] == "handed back":
        hand_back(offer, by=by, need=Need(entry.get("need", "")), at=at + timedelta(minutes=20))
