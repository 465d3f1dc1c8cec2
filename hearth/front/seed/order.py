"""How stewards of the demo world put large communities in order."""

from typing import Any

from django.db.models import Q

from hearth.communities.actions.merging import merge_discussions
from hearth.communities.actions.sections import make_section, put_in_section
from hearth.communities.actions.splitting import split_discussion
from hearth.communities.models import Community, Discussion, Kind, Rearrangement
from hearth.front.seed.clock import Clock, thing
from hearth.front.seed.communities import Cast, put_talks
from hearth.members.models import Member


def put_order(entries: list[dict[str, Any]], places: list[dict[str, Any]], clock: Clock) -> int:
    """Make the sections that are missing, merge and split what nobody has yet; return how much of it."""
    people, done = Cast(), 0
    names = {place["key"]: place["name"] for place in places}
    for entry in entries:
        community, by = Community.objects.get(name=names[entry["community"]]), people[entry["by"]]
        for said in entry.get("section", []):
            done += _put_section(said, community, by)
        for said in entry.get("merge", []):
            done += _merge(said, places, by, clock)
        for said in entry.get("split", []):
            done += _split(said, places, by, clock)
    return done


def _put_section(said: dict[str, Any], community: Community, by: Member) -> bool:
    if community.sections.filter(name=said["name"]).exists():
        return False
    with thing("section", said["name"]):
        section = make_section(community, said["name"], said["description"], by=by)
    for discussion in Discussion.objects.filter(community=community, title__in=said["talks"]):
        put_in_section(discussion, section, by=by)
    return True


def _merge(said: dict[str, Any], places: list[dict[str, Any]], by: Member, clock: Clock) -> bool:
    into = Discussion.objects.filter(title=said["into"]).first()
    if into is None or Rearrangement.objects.filter(kind=Kind.MERGED, to=into).exists():
        return False
    if not put_talks([said["talk"]], places, clock):
        return False
    source = Discussion.objects.get(title=said["talk"]["title"])
    merge_discussions(source, into, by=by, at=clock.before(said["days"], said["into"]))
    return True


def _split(said: dict[str, Any], places: list[dict[str, Any]], by: Member, clock: Clock) -> bool:
    if not put_talks([said["talk"]], places, clock):
        return False
    source = Discussion.objects.get(title=said["talk"]["title"])
    begins = Q()
    for words in said["chosen"]:
        begins |= Q(body__startswith=words)
    chosen = list(source.replies.filter(begins).values_list("public_id", flat=True))
    at = clock.before(said["days"], said["title"])
    split_discussion(source, chosen, by=by, title=said["title"], at=at)
    return True
