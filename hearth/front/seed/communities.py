"""The communities of the demo world, and what people say there."""

import io
from datetime import datetime, timedelta
from random import Random
from typing import Any

from hearth.communities.actions.belonging import admit, ask_to_join
from hearth.communities.actions.finding import find
from hearth.communities.actions.keeping import follow_discussion
from hearth.communities.actions.order import lock_discussion, pin_discussion
from hearth.communities.actions.picturing import Pictured, draw_picture, store_pictures
from hearth.communities.actions.places import Description, found_community
from hearth.communities.actions.reacting import react
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import WHOLE, Community, Discussion, FindingKind, ReactionKind, Reply, Role
from hearth.communities.queries.findings import lines_in
from hearth.core.ids import new_public_id
from hearth.front.seed.clock import Clock, thing
from hearth.front.seed.entries import address
from hearth.front.seed.landscapes import landscape
from hearth.members import faces
from hearth.members.actions.joining import create_face
from hearth.members.models import Audience, Kind, Member
from hearth.members.queries.people import get_account, get_main_member
from hearth.organizations.models import Organization, Region
from hearth.organizations.permissions import HOUSE
from hearth.topics.models import Topic

APART = {"key", "topics", "host", "region", "days", "steward", "people", "waiting"}
BETWEEN_WORDS = timedelta(minutes=3)
A_DAY = timedelta(days=1)


class Cast:
    """The people of the demo world by the name of their entry, each looked up once."""

    def __init__(self) -> None:
        self._known: dict[str, Member] = {}

    def __getitem__(self, name: str) -> Member:
        if name not in self._known:
            self._known[name] = get_main_member(get_account(address({"email": name})))
        return self._known[name]


def put_communities(entries: list[dict[str, Any]], clock: Clock) -> int:
    """Found the communities that are missing; return how many."""
    present = set(Community.objects.values_list("name", flat=True))
    missing = [entry for entry in entries if entry["name"] not in present]
    people = Cast()
    for entry in missing:
        with thing("community", entry["key"]):
            _put_community(entry, people, clock)
    return len(missing)


def put_talks(entries: list[dict[str, Any]], places: list[dict[str, Any]], clock: Clock) -> int:
    """Start the discussions that are missing, the oldest first, with their replies; return how many.

    One that was merged into another, or has another title by now, is not missing.
    """
    drawn = {entry["key"]: _first_ids(entry) for entry in entries}
    every = {key for keys in drawn.values() for key in keys}
    present = {
        key
        for model in (Discussion, Reply)
        for key in model._default_manager.filter(public_id__in=every).values_list("public_id", flat=True)
    }
    missing = [entry for entry in entries if present.isdisjoint(drawn[entry["key"]])]
    found = {each.name: each for each in Community.objects.all()}
    by_key = {place["key"]: found[place["name"]] for place in places}
    topics, people = {topic.slug: topic for topic in Topic.objects.all()}, Cast()
    for entry in sorted(missing, key=lambda entry: -entry["days"]):
        with thing("discussion", entry["key"]):
            _put_talk(entry, by_key[entry["community"]], topics, people, clock)
    return len(missing)


def _first_ids(entry: dict[str, Any]) -> set[str]:
    """Return the ids by one of which its opening is known, whatever became of it: an alias is made before that."""
    with thing("discussion", entry["key"]):
        return {new_public_id() for _ in range(2)}


def _put_community(entry: dict[str, Any], people: Cast, clock: Clock) -> None:
    said = {name: value for name, value in entry.items() if name not in APART}
    said["host"] = Organization.objects.get(name=entry["host"]) if "host" in entry else None
    said["region"] = Region.objects.get(code=entry["region"]) if "region" in entry else None
    community = found_community(
        Description(**said),
        steward=people[entry["steward"]],
        by=HOUSE,
        topics=Topic.objects.filter(slug__in=entry["topics"]),
        at=clock.before(entry["days"], entry["key"]),
    )
    for name, role, days in entry["people"]:
        admit(community, people[name], role=Role(role), at=clock.before(days, f"{entry['key']} {name}"))
    for name, words, days in entry.get("waiting", []):
        ask_to_join(community, by=people[name], answer=words, at=clock.before(days, f"{entry['key']} {name}"))


def _put_talk(
    entry: dict[str, Any], community: Community, topics: dict[str, Topic], people: Cast, clock: Clock
) -> None:
    at = clock.before(entry["days"], entry["key"])
    by = person = people[entry["by"]]
    if "alias" in entry:
        by = _alias(person, entry["alias"], at)
    opening = Opening(
        title=entry["title"],
        body=entry["body"],
        language=entry.get("lang", community.lang),
        topics=[topics[slug] for slug in entry.get("topics", [])],
        since=entry.get("since"),
        **_labels(entry),
    )
    discussion = start_discussion(community, opening, by=by, at=at)
    if by != person:
        follow_discussion(discussion, by=person)
    said: list[Reply] = []
    for name, hours, words, *to in entry["replies"]:
        answer = Answer(
            body=words,
            language=_language_of(words, community),
            parent=said[to[0]] if to else None,
            pictures=_pictures(entry, len(said)),
            **_labels(entry, len(said)),
        )
        at = max(
            at + BETWEEN_WORDS, min(discussion.created_at + timedelta(hours=hours), clock.now - timedelta(hours=1))
        )
        at = min(at, clock.now)
        said.append(post_reply(discussion, answer, by=people[name], at=at))
    _react(entry, [discussion, *said], people)
    _find(entry, said, people, clock)
    if entry.get("pinned"):
        pin_discussion(discussion, by=_steward_of(community), at=discussion.created_at)
    if entry.get("locked"):
        lock_discussion(discussion, by=_steward_of(community), at=at)


def _labels(entry: dict[str, Any], number: int | None = None) -> dict[str, Any]:
    """Return the labels of reply `number` of a discussion, of its opening unless told."""
    for said in entry.get("labels", []):
        if said.get("reply") == number:
            return {name: value for name, value in said.items() if name != "reply"}
    return {}


def _pictures(entry: dict[str, Any], number: int) -> list[Pictured]:
    """Return the picture that stands with reply `number` of a discussion, if there is one."""
    said = entry.get("picture")
    if not said or said["reply"] != number:
        return []
    drawn = draw_picture(io.BytesIO(landscape(said["of"], said["number"])))
    return store_pictures([(drawn, said["alternative"])])


def _alias(person: Member, name: str, at: datetime) -> Member:
    account = faces.account_of(person)
    assert account is not None  # noqa: S101  (everybody of the demo world has one)
    return create_face(account, name=name, audience=Audience.ONLY_ME, languages=[], kind=Kind.ALIAS, at=at)


def _react(entry: dict[str, Any], written: list[Discussion | Reply], people: Cast) -> None:
    """Let some of those who talk here react to what others said; who and how follows from the entry."""
    chance = Random(entry["key"])  # noqa: S311
    names = sorted({reply[0] for reply in entry["replies"]})
    for each in written:
        for name in chance.sample(names, min(len(names), chance.randrange(3))):
            if not faces.are_one(people[name], each.author):
                react(each, chance.choice(list(ReactionKind)), by=people[name], at=each.created_at)


def _find(entry: dict[str, Any], said: list[Reply], people: Cast, clock: Clock) -> None:
    """Let people say which lines helped, a day after the last reply, and what they found otherwise."""
    for kind in FindingKind:
        chosen: dict[tuple[str, int], list[str]] = {}
        for name, number, words in entry.get(kind, []):
            chosen.setdefault((name, number), []).append(_line_in(said[number], words))
        for (name, number), lines in chosen.items():
            find(said[number], kind, lines, by=people[name], at=min(said[-1].created_at + A_DAY, clock.now))


def _line_in(reply: Reply, words: str) -> str:
    """Return the key of the line of `reply` that holds `words`, the sign for all of it for none."""
    return next(line.key for line in lines_in(reply) if words in line.text) if words else WHOLE


def _steward_of(community: Community) -> Member:
    return community.memberships.filter(role=Role.STEWARD).select_related("member").earliest("pk").member


def _language_of(words: str, community: Community) -> str:
    """Return the language of a reply: by its letters, then by the signs only Spanish has, else the community's own."""
    if any("\u0600" <= letter <= "\u06ff" for letter in words):
        return "ar"
    if community.lang == "es" or set(words.lower()) & set("áéíóúñ¿¡"):
        return "es"
    return "en"
