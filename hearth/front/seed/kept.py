"""What people of the demo world keep for themselves about what is said there: saved, muted, not posted yet."""

from typing import Any

from hearth.communities.actions.keeping import Unposted, bookmark_discussion, keep_draft, mute_discussion
from hearth.communities.models import Community, Discussion
from hearth.communities.queries.kept import list_bookmarks, list_drafts
from hearth.front.seed.clock import Clock, thing
from hearth.front.seed.communities import Cast
from hearth.members.models import Member


def put_kept(entries: list[dict[str, Any]], clock: Clock) -> int:
    """Let those who keep nothing yet keep what is theirs; return how many people that were."""
    people = Cast()
    missing = [entry for entry in entries if not _keeps_anything(people[entry["email"]])]
    for entry in missing:
        with thing("kept", entry["email"]):
            _put(entry, people[entry["email"]], clock)
    return len(missing)


def _keeps_anything(member: Member) -> bool:
    return bool(list_bookmarks(member) or list_drafts(member))


def _put(entry: dict[str, Any], member: Member, clock: Clock) -> None:
    for title, days in entry.get("saved", []):
        for discussion in Discussion.objects.filter(title=title):
            at = max(clock.before(days, f"saved {entry['email']} {title}"), discussion.created_at)
            bookmark_discussion(discussion, by=member, at=at)
    for discussion in Discussion.objects.filter(title__in=entry.get("muted", [])):
        mute_discussion(discussion, by=member)
    for draft in entry.get("draft", []):
        _put_draft(draft, member, clock)


def _put_draft(draft: dict[str, Any], member: Member, clock: Clock) -> None:
    discussion = Discussion.objects.filter(title=draft["talk"]).first() if "talk" in draft else None
    if "talk" in draft and discussion is None:
        return  # it was merged, or has another title by now
    community = discussion.community if discussion else Community.objects.get(name=draft["community"])
    at = clock.before(draft["days"], f"draft {draft['body']}")
    words = Unposted(title=draft.get("title", ""), body=draft["body"])
    keep_draft(community, discussion, words, by=member, at=at)
