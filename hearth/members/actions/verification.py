"""The badge of a clinician: asked for with evidence, decided by staff, good for a year."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_countries import countries

from hearth.core.erasing import erase_traces
from hearth.core.refusals import Refusal, require
from hearth.members import evidence
from hearth.members.actions.letters import write_behind
from hearth.members.actions.staff_log import note
from hearth.members.models import Kind, Member, StaffKind, Standing, Verification, VerificationState
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

    Raises Refusal when one is asked for already, or the evidence is no such file; PermissionDenied for a name that
    is not the person's usual one: the badge would tell who is behind it.
    """
    require(member.kind == Kind.MAIN)
    kind = evidence.kind_of(content)
    if not kind or len(content) > evidence.MAX_BYTES:
        raise Refusal(_("Choose a PDF, JPEG or PNG of at most 10 MB."))
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
    member = Member.objects.get(pk=verification.member_id)
    old = Verification.objects.filter(member=member, state=VerificationState.APPROVED).first()
    if old:
        Verification.objects.filter(pk=old.pk).update(state=VerificationState.RENEWED, ended_at=at)
    _close(
        verification,
        VerificationState.APPROVED,
        at=at,
        reason=reason,
        expires_on=a_year_after(at.date()),
        standing_before=old.standing_before if old else _standing_besides(member),
    )
    Member.objects.filter(pk=member.pk).update(
        standing=Standing.CLINICIAN, clinical_field=verification.field, clinical_country=verification.country
    )
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
    if living is None:
        raise Refusal(_("%(name)s does not carry this badge.") % {"name": member.name})
    _take_badge(living, VerificationState.ENDED)
    note(StaffKind.BADGE_ENDED, member, by=by, reason=reason)
    write_behind(member, "badge_ended")


@transaction.atomic
def leave_behind(member: Member) -> None:
    """End the badge of `member`, and take back what waits: both were for the name they had until now."""
    take_back_verification(member)
    for living in Verification.objects.filter(member=member, state=VerificationState.APPROVED):
        _take_badge(living, VerificationState.RENAMED)


def tend_verifications() -> None:
    """Remind people 30 days before their badge runs out, take it on the day, and erase evidence nobody waits for."""
    today = timezone.localdate()
    living = Verification.objects.filter(state=VerificationState.APPROVED).select_related("member")
    for verification in living.filter(expires_on__lte=today):
        _lapse(verification)
    for verification in living.filter(expires_on__lte=today + REMINDED_BEFORE, reminded_at=None):
        _remind(verification)
    waiting = Verification.objects.filter(state=VerificationState.OPEN).values_list("public_id", flat=True)
    evidence.erase_others(set(waiting), older_than=timezone.now() - ORPHANS_AFTER)


def a_year_after(day: date) -> date:
    """Return the same day of the next year; the 1st of March after a 29th of February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def _standing_besides(member: Member) -> str:
    return "" if member.standing == Standing.CLINICIAN else member.standing


@transaction.atomic
def _remind(verification: Verification) -> None:
    Verification.objects.filter(pk=verification.pk).update(reminded_at=timezone.now())
    write_behind(verification.member, "badge_ends_soon")


@transaction.atomic
def _lapse(verification: Verification) -> None:
    _take_badge(verification, VerificationState.LAPSED)
    write_behind(verification.member, "badge_lapsed")


def _take_badge(verification: Verification, state: VerificationState) -> None:
    Verification.objects.filter(pk=verification.pk).update(state=state, ended_at=timezone.now())
    faces_shown = Member.objects.filter(pk=verification.member_id)
    faces_shown.update(clinical_field="", clinical_country="")
    faces_shown.filter(standing=Standing.CLINICIAN).update(standing=verification.standing_before)


def _close(verification: Verification, state: VerificationState, *, at: datetime | None = None, **more: object) -> None:
    """Decide what waits; with the decision number and evidence go, the file once the decision is kept."""
    waiting = Verification.objects.filter(pk=verification.pk, state=VerificationState.OPEN)
    decided = {"state": state, "registration_number": "", "evidence": "", "decided_at": at or timezone.now()}
    if not waiting.update(**decided | more):
        raise Refusal(_("This was decided already."))
    erase_traces()
    transaction.on_commit(lambda: evidence.erase(verification.public_id))
