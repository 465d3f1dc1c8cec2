"""Deciding about an application: a leader of the region first, then the host; each exactly once."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.activity.actions import record
from hearth.core.folding import fold
from hearth.core.refusals import Refusal, require
from hearth.members.models import Member
from hearth.organizations.actions.claims import withdraw_claim
from hearth.organizations.actions.joining import find_named, others_answer_for, require_free
from hearth.organizations.actions.memberships import open_membership
from hearth.organizations.actions.winning import lose
from hearth.organizations.models import (
    WAITING,
    Affiliation,
    AffiliationRole,
    Application,
    ApplicationState,
    Claim,
    ClaimState,
    Organization,
    Origin,
    Prospect,
    ProspectState,
    ProspectStep,
)
from hearth.organizations.permissions import can_decide_application, can_recommend
from hearth.organizations.queries.terms import network_terms
from hearth.organizations.verbs import AFFILIATION_CONFIRMED, APPLICATION_DECIDED, APPLICATION_RECOMMENDED


@transaction.atomic
def recommend(
    application: Application, *, by: Member, agrees: bool, reason: str, at: datetime | None = None
) -> Application:
    """Say as a leader of the region whether it should be approved, and why; the host decides next.

    Where the host lets leaders decide, a yes is the decision. Of two leaders at once the second is told.
    Raises PermissionDenied, Refusal when somebody was there before.
    """
    require(can_recommend(by, application))
    now = at or timezone.now()
    said = {"recommends": agrees, "recommendation": reason, "recommended_by": by}
    waiting = Application.objects.filter(pk=application.pk, state=ApplicationState.OPEN)
    if not waiting.update(state=ApplicationState.SEEN, **said):
        raise Refusal(_("Somebody was there before you: read what they said."))
    _answered(application, now)
    application.refresh_from_db()
    record(APPLICATION_RECOMMENDED, by=by, subject=application, at=at)
    if agrees and network_terms().leader_decides:
        _settle(application, by=by, approves=True, reason=reason, now=now)
    return application


@transaction.atomic
def decide_application(
    application: Application, *, by: Member, approves: bool, reason: str, at: datetime | None = None
) -> Application:
    """Decide for the host, with a reason that the applicant reads. Of two at once the second is told.

    Approved, the organisation belongs to the network, and the applicant is its confirmed administrator.
    Raises PermissionDenied; Refusal when it was decided before, and for a yes when the organisation belongs, has closed
    or has others who answer for it meanwhile, or one of that name is here.
    """
    require(can_decide_application(by, application))
    _settle(application, by=by, approves=approves, reason=reason, now=at or timezone.now())
    return application


def _settle(application: Application, *, by: Member, approves: bool, reason: str, now: datetime) -> None:
    state = ApplicationState.APPROVED if approves else ApplicationState.DECLINED
    waiting = Application.objects.filter(pk=application.pk, state__in=WAITING)
    if not waiting.update(state=state, reason=reason, decided_by=by, decided_at=now):
        raise Refusal(_("Somebody decided this before you: read what they said."))
    _answered(application, now)
    application.refresh_from_db()
    if approves:
        _admit(application, by=by, now=now)
    record(APPLICATION_DECIDED, by=by, subject=application, at=now)


def _answered(application: Application, now: datetime) -> None:
    Application.objects.filter(pk=application.pk, answered_at=None).update(answered_at=now)


def _admit(application: Application, *, by: Member, now: datetime) -> None:
    organization = None if application.is_for_self else _asked_for(application, now)
    membership = open_membership(
        organization=organization,
        member=application.applicant if organization is None else None,
        by=by,
        rules_version=application.rules_version,
        since=timezone.localdate(now),
        at=now,
    )
    if organization is not None:
        _let_administer(application.applicant, organization, by=by, now=now)
        Application.objects.filter(pk=application.pk).update(organization=organization)
    Application.objects.filter(pk=application.pk).update(membership=membership)
    application.refresh_from_db()
    for prospect in Prospect.objects.filter(invitations__application=application):
        Prospect.objects.filter(pk=prospect.pk).update(state=ProspectState.JOINED, stepped_at=now)
        ProspectStep.objects.create(prospect=prospect, state=ProspectState.JOINED, at=now)


def _asked_for(application: Application, now: datetime) -> Organization:
    """Return the organisation that is to belong, held until it does: a claim made meanwhile waits, or is waited for."""
    if application.organization_id is None:
        return _enter(application, now)
    held = Organization.objects.select_for_update(of=("self",)).get(pk=application.organization_id)
    if others_answer_for(held, application.applicant):
        raise Refusal(_("Others answer for this organisation by now. Ask the applicant to turn to them."))
    require_free(held, application.applicant)
    return held


def _enter(application: Application, now: datetime) -> Organization:
    taken = Refusal(_("An organisation of this name was entered meanwhile. Ask the applicant to apply for that one."))
    if find_named(application.name, application.country):
        raise taken
    try:
        with transaction.atomic():
            return Organization.objects.create(
                name=application.name,
                name_key=fold(application.name),
                lang=application.lang,
                kind=application.kind,
                size=application.size,
                origin=Origin.PEOPLE,
                region_id=application.region_id,
                country=application.country,
                place=application.place,
                languages=application.languages,
                website=application.website,
                claimed_at=now,
                changed_at=now,
            )
    except IntegrityError as error:
        raise taken from error


def _let_administer(member: Member, organization: Organization, *, by: Member, now: datetime) -> None:
    role = {"role": AffiliationRole.ADMINISTRATOR, "confirmed_at": now, "declined_at": None}
    affiliation, is_new = Affiliation.objects.get_or_create(
        member=member, organization=organization, defaults=role | {"created_at": now}
    )
    if not is_new and (affiliation.role != AffiliationRole.ADMINISTRATOR or affiliation.confirmed_at is None):
        Affiliation.objects.filter(pk=affiliation.pk).update(**role)
    Organization.objects.filter(pk=organization.pk, claimed_at=None).update(claimed_at=now)
    record(AFFILIATION_CONFIRMED, by=by, subject=affiliation, at=now)
    claims = Claim.objects.filter(organization=organization, state=ClaimState.OPEN)
    for own in claims.filter(member=member):
        withdraw_claim(own, by=member)
    lose(claims.exclude(member=member), by=by, at=now)
