"""The badge of a clinician: asked for with evidence, decided by staff, good for a year."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_countries import countries

from hearth.core.erasing import erase_traces
from hearth.core.refusals import Refusal, require
from hearth.core.rows import one_by_one
from hearth.members import evidence
from hearth.members.actions.letters import write_behind
from hearth.members.actions.staff_log import note
from hearth.members.actions.standing import settle_standing
from hearth.members.models import Kind, Member, StaffKind, Verification, VerificationState
from hearth.members.permissions import can_decide, can_verify

REMINDED_BEFORE: Final = timedelta(days=30)
ORPHANS_AFTER: Final = timedelta(hours=1)


@transaction.atomic
def ask_verification(
    member: Member,
    *,
    field: str,
    country: str,
    registration_number: str,
    content: bytes,
    at: datetime | None = None,
) -> Verification:
    """Ask for the badge, or for another year of it; `content` is the evidence: a PDF, JPEG or PNG of at most 10 MB.

    Of a picture the camera's marks are not kept.
    Raises Refusal when one is asked for already, or the evidence is no such file; PermissionDenied for a name that
    is not the person's usual one: the badge would tell who is behind it.
    """
    require(member.kind == Kind.MAIN)
    kind = evidence.kind_of(content)
    if not kind or len(content) > evidence.MAX_BYTES:
        raise Refusal(_("Choose a PDF, JPEG or PNG of at most 10 MB."))
    content = evidence.clean(content)
    if not countries.name(country):
        raise Refusal(_("Choose a country from the list."))
    try:
        with transaction.atomic():
            verification = Verification.objects.create(
                member=member,
                field=field,
                country=country,
                registration_number=registration_number,
                evidence=kind,
                asked_at=at or timezone.now(),
            )
    except IntegrityError as error:
        raise Refusal(_("You have asked already. We will write to you when it is decided.")) from error
    evidence.keep(verification.public_id, content)
    return verification


@transaction.atomic
def take_back_verification(member: Member) -> None:
    """Take back what `member` asked for; the evidence is erased. Harmless when nothing waits."""
    for verification in Verification.objects.filter(member=member, state=VerificationState.OPEN):
        _close(verification, VerificationState.TAKEN_BACK)


@transaction.atomic
def approve(verification: Verification, *, by: Member, reason: str = "") -> None:
    """Give the badge for a year, erase the evidence, and write to the person.

    Raises as `give_badge` does.
    """
    give_badge(verification, by=by, reason=reason)
    write_behind(verification.member, "verified")


@transaction.atomic
def give_badge(verification: Verification, *, by: Member, reason: str = "", at: datetime | None = None) -> None:
    """Give the badge for a year from `at` (now), and erase the evidence.

    Raises PermissionDenied when `by` may not decide, or asked for it; Refusal when it is decided already.
    """
    require(can_decide(by, verification))
    at = at or timezone.now()
    member = Member.objects.select_for_update().get(pk=verification.member_id)
    living = Verification.objects.filter(member=member, state=VerificationState.APPROVED)
    living.update(state=VerificationState.RENEWED, ended_at=at)
    _close(
        verification,
        VerificationState.APPROVED,
        at=at,
        reason=reason,
        expires_on=a_year_after(timezone.localdate(at)),
    )
    settle_standing(member)
    note(StaffKind.VERIFIED, member, by=by, reason=reason, at=at)


@transaction.atomic
def decline(verification: Verification, *, by: Member, reason: str) -> None:
    """Say no, with a reason the person reads, and erase the evidence. A badge they carry stays until its day.

    Raises PermissionDenied when `by` may not decide, or asked for it; Refusal when it is decided already.
    """
    require(can_decide(by, verification))
    _close(verification, VerificationState.DECLINED, reason=reason)
    note(StaffKind.DECLINED, verification.member, by=by, reason=reason)
    write_behind(verification.member, "declined")


@transaction.atomic
def end_verification(member: Member, *, by: Member, reason: str) -> None:
    """Take the badge from `member` before its day; that it was there, and why it ended, stays on record.

    Raises PermissionDenied when `by` may not, or is that person; Refusal when there is no badge.
    """
    require(can_verify(by, member))
    living = Verification.objects.filter(member=member, state=VerificationState.APPROVED).first()
    if living is None or not _end(living, VerificationState.ENDED):
        raise Refusal(_("%(name)s does not carry this badge.") % {"name": member.name})
    note(StaffKind.BADGE_ENDED, member, by=by, reason=reason)
    write_behind(member, "badge_ended")


@transaction.atomic
def leave_behind(member: Member) -> None:
    """End the badge of `member`, and take back what waits: both were for the name they had until now."""
    take_back_verification(member)
    for living in Verification.objects.filter(member=member, state=VerificationState.APPROVED):
        _end(living, VerificationState.RENAMED)


def tend_verifications() -> None:
    """Remind people 30 days before their badge runs out, take it on the day, and erase evidence nobody waits for."""
    waiting = Verification.objects.filter(state=VerificationState.OPEN).values_list("public_id", flat=True)
    evidence.erase_others(set(waiting), older_than=timezone.now() - ORPHANS_AFTER)
    today = timezone.localdate()
    living = Verification.objects.filter(state=VerificationState.APPROVED).select_related("member")
    over = living.filter(expires_on__lte=today)
    soon = living.filter(expires_on__gt=today, expires_on__lte=today + REMINDED_BEFORE, reminded_at=None)
    due = [*((lapse, each) for each in over), *((remind, each) for each in soon)]
    one_by_one(due, lambda work: work[0](work[1]))


def a_year_after(day: date) -> date:
    """Return the same day of the next year; the 1st of March after a 29th of February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


@transaction.atomic
def remind(verification: Verification) -> bool:
    """Remind the person, once, that their badge runs out; return whether that was due.

    As with `lapse`, what was read a moment ago may be over: the row as it is now decides.
    """
    due = Verification.objects.filter(pk=verification.pk, state=VerificationState.APPROVED, reminded_at=None)
    if not due.update(reminded_at=timezone.now()):
        return False
    write_behind(verification.member, "badge_ends_soon")
    return True


@transaction.atomic
def lapse(verification: Verification) -> bool:
    """Take a badge whose year is over, and tell the person; return whether it was still there."""
    if not _end(verification, VerificationState.LAPSED):
        return False
    write_behind(verification.member, "badge_lapsed")
    return True


def _end(verification: Verification, state: VerificationState) -> bool:
    living = Verification.objects.filter(pk=verification.pk, state=VerificationState.APPROVED)
    if not living.update(state=state, ended_at=timezone.now()):
        return False
    settle_standing(verification.member)
    return True


def _close(verification: Verification, state: VerificationState, *, at: datetime | None = None, **more: object) -> None:
    """Decide what waits; with the decision number and evidence go, the file once the decision is kept."""
    waiting = Verification.objects.filter(pk=verification.pk, state=VerificationState.OPEN)
    decided = {"state": state, "registration_number": "", "evidence": "", "decided_at": at or timezone.now()}
    if not waiting.update(**decided | more):
        raise Refusal(_("This was decided already."))
    erase_traces()
    transaction.on_commit(lambda: evidence.erase(verification.public_id))
