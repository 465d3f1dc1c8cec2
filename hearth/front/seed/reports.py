"""What was reported in the demo world: something urgent, something harmless, and something decided."""

from typing import Any

from hearth.communities.models import Discussion
from hearth.front.seed.clock import Clock, thing
from hearth.front.seed.communities import Cast
from hearth.moderation.actions.deciding import Ruling, decide
from hearth.moderation.actions.reporting import Told, report
from hearth.moderation.models import Case


def put_reports(entries: list[dict[str, Any]], clock: Clock) -> int:
    """Report what nobody has reported yet, and decide what has a decision; return how many."""
    people = Cast()
    found = {each.title: each for each in Discussion.objects.filter(title__in=[entry["talk"] for entry in entries])}
    known = set(Case.objects.filter(discussion__in=found.values()).values_list("discussion__title", flat=True))
    missing = [entry for entry in entries if entry["talk"] in found and entry["talk"] not in known]
    for entry in missing:
        with thing("report", entry["talk"]):
            _put_report(entry, found[entry["talk"]], people, clock)
    return len(missing)


def _put_report(entry: dict[str, Any], discussion: Discussion, people: Cast, clock: Clock) -> None:
    told = Told(kind=entry["kind"], words=entry["words"])
    at = max(discussion.created_at, clock.before(entry["days"], entry["talk"]))
    made = report(discussion, told, by=people[entry["by"]], at=at)
    if said := entry.get("decision"):
        ruling = Ruling(verdict=said["verdict"], rule=said["rule"], reason=said["reason"])
        decided_at = max(at, clock.before(said["days"], f"decided {entry['talk']}"))
        decide(made.case, ruling, by=people[said["by"]], at=decided_at)
