"""What the house says of a member, worked out in one place from what is true now."""

from django.db import transaction

from hearth.members import faces
from hearth.members.models import Kind, Member, Standing, Verification, VerificationState
from hearth.members.rights import MODERATORS


@transaction.atomic
def settle_standing(member: Member) -> None:
    """Let `member` show the standing that is true now, with the field and country of a clinician and of nobody else.

    To be called by whatever changes one of its reasons. Of several the first holds: a living badge of a clinician, the
    rights of a moderator, being a mentor. Only a person's usual name has any: it would tell who is behind the others.
    """
    fresh = Member.objects.select_for_update().get(pk=member.pk)
    standing, field, country = _true_of(fresh)
    Member.objects.filter(pk=fresh.pk).update(standing=standing, clinical_field=field, clinical_country=country)


@transaction.atomic
def make_mentor(member: Member, *, is_mentor: bool = True) -> None:
    """Decide that `member` is a mentor, or no longer. Called by the processes that decide it, never by a form."""
    Member.objects.filter(pk=member.pk).update(is_mentor=is_mentor)
    settle_standing(member)


def _true_of(member: Member) -> tuple[str, str, str]:
    if member.kind != Kind.MAIN:
        return Standing.MEMBER, "", ""
    badge = Verification.objects.filter(member=member, state=VerificationState.APPROVED).first()
    if badge:
        return Standing.CLINICIAN, badge.field, badge.country
    account = faces.account_of(member)
    if account is not None and account.groups.filter(name=MODERATORS).exists():
        return Standing.MODERATOR, "", ""
    return (Standing.MENTOR if member.is_mentor else Standing.MEMBER), "", ""
