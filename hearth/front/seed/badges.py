"""Verified clinicians of the demo world, and one who waits."""

from typing import Any

from hearth.front.seed.clock import Clock, thing
from hearth.front.seed.entries import address
from hearth.members.actions.verification import ask_verification, give_badge
from hearth.members.models import Member, Verification
from hearth.members.queries.people import get_account, get_main_member

EVIDENCE = b"%PDF-1.4\n% An invented licence of the demo world.\n%%EOF\n"
DECIDES = {"email": "admin"}


def put_badges(entries: list[dict[str, Any]], clock: Clock) -> int:
    """Let clinicians ask for their badge who have not, and decide about those long ago; return how many."""
    by = _member(DECIDES)
    asking = [(entry, _member(entry)) for entry in entries if "badge" in entry]
    missing = [(entry, member) for entry, member in asking if not Verification.objects.filter(member=member).exists()]
    for entry, member in missing:
        with thing("badge", entry["email"]):
            _put_badge(entry, member, by, clock)
    return len(missing)


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
