"""Asking to join the network, and what is said about it until it is decided."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.activity.actions import forget, record
from hearth.core.countries import continent_of
from hearth.core.folding import fold
from hearth.core.refusals import Refusal, require
from hearth.core.turns import take_turn
from hearth.members.models import Member
from hearth.organizations.models import (
    WAITING,
    Affiliation,
    Application,
    ApplicationMessage,
    ApplicationState,
    MembershipState,
    NetworkMembership,
    Organization,
    Origin,
    Prospect,
    ProspectInvitation,
    ProspectState,
    ProspectStep,
    Region,
)
from hearth.organizations.permissions import can_answer_for, can_read_application
from hearth.organizations.queries.terms import current_rules
from hearth.organizations.verbs import (
    APPLICATION_MESSAGE,
    APPLICATION_RECEIVED,
    APPLICATION_WITHDRAWN,
    PROSPECT_APPLIED,
)

MOST_WAITING: Final = 3
MOST_MESSAGES: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What somebody says who asks to join; without a `name` they ask for themself.

    `country` is an ISO 3166-1 code; `who` is what they are there, or who they are; `rules_version` is the version of
    the rules that they read and agreed to.
    """

    country: str
    who: str
    why: str
    rules_version: int
    name: str = ""
    lang: str = "en"
    kind: str = ""
    size: str = ""
    place: str = ""
    website: str = ""
    languages: list[str] = field(default_factory=list)
    shares: str = ""


@transaction.atomic
def apply(
    request: Request,
    *,
    by: Member,
    organization: Organization | None = None,
    invitation: ProspectInvitation | None = None,
    at: datetime | None = None,
) -> Application:
    """Ask to join, for `organization` where it is entered already; `invitation` is used up by it.

    It goes to the leaders of the region that the country is in. Two of one person at once are one behind the other.
    Raises Refusal for other rules than those of now, a country in no region, an organisation that belongs already or
    that others answer for, more than MOST_WAITING open requests, and an invitation that no longer holds.
    """
    take_turn(f"applications {by.pk}")
    if request.rules_version != current_rules().version:
        raise Refusal(_("The rules of the network have changed meanwhile. Read them again, then send this."))
    continent = continent_of(request.country)
    if continent is None:
        raise Refusal(_("Choose a country from the list."))
    if request.name:
        organization = organization or find_named(request.name, request.country)
        require_free(organization, by)
    _require_room(by, organization, is_for_self=not request.name)
    values = {each: getattr(request, each) for each in request.__dataclass_fields__}
    if organization is not None:
        values |= {"name": organization.name, "country": organization.country}
    application = Application.objects.create(
        applicant=by,
        organization=organization,
        region=Region.objects.get(code=organization.region_id if organization is not None else continent),
        created_at=at or timezone.now(),
        **values,
    )
    if invitation is not None:
        _use(invitation, application, at)
    record(APPLICATION_RECEIVED, by=by, subject=application, at=at)
    return application


@transaction.atomic
def write_message(application: Application, *, by: Member, words: str, at: datetime | None = None) -> None:
    """Ask or answer about an application that waits. Raises PermissionDenied, Refusal once it is decided."""
    require(can_read_application(by, application))
    held = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if not held.waits:
        raise Refusal(_("This application is decided. Write to the community leader instead."))
    if held.messages.count() >= MOST_MESSAGES:
        raise Refusal(_("There are very many messages here already. Decide, or speak to each other."))
    moment = at or timezone.now()
    ApplicationMessage.objects.create(application=held, author=by, words=words, at=moment)
    if by != held.applicant:
        Application.objects.filter(pk=held.pk, answered_at=None).update(answered_at=moment)
    record(APPLICATION_MESSAGE, by=by, subject=held, at=at)


@transaction.atomic
def withdraw(application: Application, *, by: Member) -> None:
    """Take one's own application back while it waits; what is decided already stays. Raises PermissionDenied."""
    require(by == application.applicant)
    waiting = Application.objects.filter(pk=application.pk, state__in=WAITING)
    if waiting.update(state=ApplicationState.WITHDRAWN, decided_at=timezone.now()):
        record(APPLICATION_WITHDRAWN, by=by, subject=application)


def forget_application(application: Application) -> None:
    """Erase an application with all that was said about it."""
    forget([application])
    application.delete()


def find_named(name: str, country: str) -> Organization | None:
    """Return the organisation of that name in `country` that people entered, if there is one."""
    return Organization.objects.filter(name_key=fold(name), country=country, origin=Origin.PEOPLE).first()


def others_answer_for(organization: Organization, member: Member) -> bool:
    """Say whether an organisation has administrators, and `member` is not one who may answer for it."""
    administrators = Affiliation.objects.administering().filter(organization=organization)
    return administrators.exists() and not can_answer_for(member, organization)


def require_free(organization: Organization | None, by: Member) -> None:
    """Raise Refusal where `organization` belongs already, has closed, or others than `by` answer for it."""
    if organization is None:
        return
    if organization.joined_on is not None:
        raise Refusal(_("This organisation belongs to the network already. Ask its administrators to name you."))
    if organization.closed_on is not None:
        raise Refusal(_("This organisation has closed. If that is wrong, tell the people who run this place."))
    if others_answer_for(organization, by):
        raise Refusal(_("Others answer for this organisation here. Ask them to apply, or to name you administrator."))


def _require_room(by: Member, organization: Organization | None, *, is_for_self: bool) -> None:
    waiting = Application.objects.filter(applicant=by, state__in=WAITING)
    if waiting.count() >= MOST_WAITING:
        raise Refusal(_("You have several applications waiting. Take one back first, or wait for the answers."))
    belongs = NetworkMembership.objects.filter(member=by, state=MembershipState.ACTIVE)
    if is_for_self and (belongs.exists() or waiting.filter(name="").exists()):
        raise Refusal(_("You belong to the network already, or have asked to."))
    if organization is None:
        return
    take_turn(f"applications of organization {organization.pk}")
    if Application.objects.filter(organization=organization, state__in=WAITING).exists():
        raise Refusal(_("Somebody has applied for this organisation already, and waits for an answer."))


def _use(invitation: ProspectInvitation, application: Application, at: datetime | None) -> None:
    """Use an invitation up: one application and no more, however many come at once."""
    now = at or timezone.now()
    holding = ProspectInvitation.objects.filter(pk=invitation.pk, used_at=None, expires_at__gt=now)
    if not holding.update(used_at=now, application=application):
        raise Refusal(_("This invitation no longer holds. Ask whoever invited you for a new one."))
    Prospect.objects.filter(pk=invitation.prospect_id).update(
        state=ProspectState.APPLIED, next_step="", next_on=None, stepped_at=now
    )
    ProspectStep.objects.create(prospect_id=invitation.prospect_id, state=ProspectState.APPLIED, at=now)
    record(PROSPECT_APPLIED, by=application.applicant, subject=invitation, at=at)
