"""What is on the desks of the demo world: questions that were offered, taken in hand, and handed back."""

from datetime import timedelta
from typing import Any

from hearth.communities.models import Community, Discussion
from hearth.front.seed.clock import Clock, thing
from hearth.front.seed.communities import Cast
from hearth.matching.actions.claiming import hand_back, take
from hearth.matching.actions.offering import carry_on
from hearth.matching.actions.queueing import queue
from hearth.matching.models import Mentorship, Need, Offer, Stage
from hearth.matching.queries.roster import Roster
from hearth.topics.models import Topic

YEAR = timedelta(days=365)


def put_mentors(entries: list[dict[str, Any]], clock: Clock) -> int:
    """Let those be mentors who are not where they are said to be; return how many."""
    people = Cast()
    return sum(_put_mentor(entry, people, clock) for entry in entries)


def put_desks(entries: list[dict[str, Any]], clock: Clock) -> int:
    """Bring the questions that nobody was brought yet to those who are said to have them; return how many."""
    people = Cast()
    found = {each.title: each for each in Discussion.objects.filter(title__in=[entry["talk"] for entry in entries])}
    known = set(Offer.objects.filter(question__discussion__in=found.values()).values_list("question", flat=True))
    missing = [entry for entry in entries if found[entry["talk"]].pk not in known]
    for entry in missing:
        with thing("question on a desk", entry["talk"]):
            _put_question(entry, found[entry["talk"]], people, clock)
    return len(missing)


def _put_mentor(entry: dict[str, Any], people: Cast, clock: Clock) -> int:
    began_on = clock.before(entry["days"], f"mentor {entry['email']}").date()
    given = {"stage": Stage.ACTIVE, "began_on": began_on, "ends_on": began_on + YEAR}
    given |= {name: entry[name] for name in ("languages", "since")}
    with thing("mentor", entry["email"]):
        mentorship, made = Mentorship.objects.get_or_create(
            community=Community.objects.get(name=entry["community"]), member=people[entry["email"]], defaults=given
        )
    if made:
        mentorship.topics.set(Topic.objects.filter(slug__in=entry["topics"]))
    return int(made)


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
