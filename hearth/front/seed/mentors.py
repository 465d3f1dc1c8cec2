"""The mentors of the demo world: some who serve, one who rests, one who is asked, one who gets ready, one who was."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from hearth.communities.models import Community, Membership, Role
from hearth.front.seed.clock import Clock, thing
from hearth.front.seed.communities import Cast
from hearth.matching.actions.nominating import agree, nominate
from hearth.matching.actions.resting import Offering, describe_mentorship, rest_until
from hearth.matching.actions.terms import end, thank
from hearth.matching.actions.training import tick_steps
from hearth.matching.models import Mentorship, TrainingStep
from hearth.members.models import Member
from hearth.topics.models import Topic


def put_mentors(entries: list[dict[str, Any]], places: list[dict[str, Any]], clock: Clock) -> int:
    """Nominate who is missing, and bring them as far as their entry says; return how many."""
    people, found = Cast(), {each.name: each for each in Community.objects.all()}
    by_key = {place["key"]: found[place["name"]] for place in places}
    known = set(Mentorship.objects.values_list("community", "member"))
    missing = [entry for entry in entries if (by_key[entry["community"]].pk, people[entry["name"]].pk) not in known]
    for entry in missing:
        with thing("mentor", f"{entry['community']} {entry['name']}"):
            _put(entry, by_key[entry["community"]], people, clock)
    return len(missing)


def _put(entry: dict[str, Any], community: Community, people: Cast, clock: Clock) -> None:
    key = f"mentor {entry['community']} {entry['name']}"
    member = people[entry["name"]]
    membership = Membership.objects.select_related("member", "community").get(community=community, member=member)
    by, at = people[entry.get("by", entry["name"])], clock.before(entry["days"], key)
    mentorship = nominate(membership, by=by, words=entry.get("words", ""), at=at)
    if "ready" not in entry and "done" not in entry:
        return
    agree(mentorship, by=member if by != member else _steward_of(community), at=at + timedelta(hours=9))
    steps = list(TrainingStep.objects.filter(community=community))
    done_at = clock.before(entry.get("ready", entry["days"]), f"ready {key}")
    tick_steps(mentorship, steps[: entry.get("done")], by=member, at=done_at)
    if "ready" in entry:
        _serve(entry, mentorship, member, clock, done_at)


def _serve(entry: dict[str, Any], mentorship: Mentorship, member: Member, clock: Clock, at: datetime) -> None:
    topics = list(Topic.objects.filter(slug__in=entry["topics"]).order_by("pk"))
    said = Offering(languages=entry["languages"], topics=topics, since=entry["since"], capacity=entry["capacity"])
    describe_mentorship(mentorship, said, by=member)
    if "rests" in entry:
        rest_until(mentorship, timezone.localdate(clock.now) + timedelta(days=entry["rests"]), by=member, at=clock.now)
    if "ended" in entry:
        end(mentorship, by=member, at=clock.before(entry["ended"], f"ended {entry['name']}"))
        thank(mentorship, entry["thanks"], by=_steward_of(mentorship.community))


def _steward_of(community: Community) -> Member:
    stewards = Membership.objects.standing().filter(community=community, role=Role.STEWARD).select_related("member")
    return stewards.earliest("pk").member
