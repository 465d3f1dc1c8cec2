"""Topics that people of the demo world miss."""

from typing import Any

from hearth.front.seed.clock import Clock, thing
from hearth.front.seed.entries import address
from hearth.members.actions.proposals import propose_topic
from hearth.members.models import TopicProposal
from hearth.members.queries.people import get_account, get_main_member


def put_missed(entries: list[dict[str, Any]], clock: Clock) -> int:
    """Let each propose what they miss, unless there is a proposal called so; return how many were added."""
    new = [entry for entry in entries if not TopicProposal.objects.filter(words=entry["words"]).exists()]
    for entry in new:
        with thing("topic proposal", entry["words"]):
            by = get_main_member(get_account(address(entry)))
            at = clock.before(entry["days"], f"missed {entry['words']}")
            propose_topic(entry["words"], language=entry["language"], about=entry["about"], by=by, at=at)
    return len(new)
