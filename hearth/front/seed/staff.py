"""The staff's side of the demo world: verified clinicians and one who waits; a question for a second moderator."""

from datetime import timedelta
from typing import Any

from hearth.front.seed.clock import Clock, thing
from hearth.front.seed.entries import address
from hearth.members.actions.resolution import ask_who
from hearth.members.actions.verification import ask_verification, give_badge
from hearth.members.models import Member, Resolution, Verification
from hearth.members.queries.people import get_account, get_main_member

EVIDENCE = b"%PDF-1.4\n% An invented licence of the demo world.\n%%EOF\n"
DECIDES, ASKS = {"email": "admin"}, {"email": "moderator"}
WHY = "Two newcomers say this name asks them for money and for where they live. One of them wants to meet on Sunday."


def put_badges(entries: list[dict[str, Any]], clock: Clock) -> int:
    """Let clinicians ask for their badge who have not, and decide about those long ago; return how many."""
    by = _member(DECIDES)
    asking = [(entry, _member(entry)) for entry in entries if "badge" in entry]
    missing = [(entry, member) for entry, member in asking if not Verification.objects.filter(member=member).exists()]
    for entry, member in missing:
        with thing("badge", entry["email"]):
            _put_badge(entry, member, by, clock)
    return len(missing)


def put_question(name: str, clock: Clock) -> int:
    """Let a moderator ask who is behind `name`, two hours ago; return how many questions that added."""
    member = Member.objects.get(name=name)
    if Resolution.objects.filter(member=member).exists():
        return 0
    with thing("question", name):
        ask_who(member, by=_member(ASKS), reason=WHY, at=clock.now - timedelta(hours=2))
    return 1


def _put_badge(entry: dict[str, Any], member: Member, by: Member, clock: Clock) -> None:
    badge, key = entry["badge"], f"badge {entry['email']}"
    verification = ask_verification(
        member,
        field=badge["field"],
        country=badge["country"],
        registration_number="DEMO-2026",
        content=EVIDENCE,
        at=clock.before(badge["asked"], key),
    )
    if "given" in badge:
        give_badge(verification, by=by, at=clock.before(badge["given"], key))


def _member(entry: dict[str, Any]) -> Member:
    return get_main_member(get_account(address(entry)))
