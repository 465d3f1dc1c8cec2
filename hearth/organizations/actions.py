"""Writes to the network. `by` is the member who acts, or HOUSE for whoever runs the server."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_countries import countries

from hearth.activity.actions import forget, record
from hearth.core.continents import Continent
from hearth.core.folding import fold
from hearth.core.refusals import Refusal, require
from hearth.members.models import Member
from hearth.organizations.models import (
    Affiliation,
    AffiliationRole,
    CommunityLeader,
    Organization,
    OrganizationKind,
    OrganizationLanguage,
    Region,
)
from hearth.organizations.permissions import (
    By,
    can_affiliate,
    can_answer_for,
    can_appoint_leaders,
    can_end_affiliation,
    can_put_organizations,
)
from hearth.organizations.verbs import (
    AFFILIATION_CONFIRMED,
    LEADER_APPOINTED,
    ORGANIZATION_CHANGED,
    ORGANIZATION_JOINED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What the public sees of an organisation.

    `country` is an ISO 3166-1 code; `languages` are codes of those it works in; `description` and `who_pays` map
    languages to text; `lang` is the language of its name.
    """

    name: str
    kind: OrganizationKind
    region: Continent
    country: str
    joined_on: date
    lang: str = "en"
    place: str = ""
    languages: list[str] = field(default_factory=list)
    description: dict[str, str] = field(default_factory=dict)
    who_pays: dict[str, str] = field(default_factory=dict)
    website: str = ""
    is_host: bool = False


def put_regions() -> int:
    """Make sure that there are the six regions, in their order; return how many were added."""
    present = set(Region.objects.values_list("code", flat=True))
    missing = [
        Region(code=code, position=position) for position, code in enumerate(Continent.values) if code not in present
    ]
    return len(Region.objects.bulk_create(missing, ignore_conflicts=True))


@transaction.atomic
def put_organization(details: Details, *, by: By, at: datetime | None = None) -> Organization:
    """Make the organisation of that name be exactly as `details` say, entering it `at` (now) when it is new.

    Doing so twice changes nothing. Raises PermissionDenied, or Refusal when the name has no letters, the country does
    not exist, the website is no web address, or another organisation is the host.
    """
    require(can_put_organizations(by))
    key = fold(details.name)
    if not key:
        raise Refusal(_("Give the organisation a name with at least one letter."))
    if not countries.name(details.country):
        raise Refusal(_("Choose a country from the list."))
    if details.website and not details.website.startswith(("https://", "http://")):
        raise Refusal(_("Write the address of the website with https:// in front."))
    values = asdict(details) | {"region_id": details.region.value}
    del values["region"]
    before = Organization.objects.filter(name_key=key).values(*values).first()
    try:
        with transaction.atomic():
            organization, is_new = Organization.objects.update_or_create(name_key=key, defaults=values)
    except IntegrityError as error:
        raise Refusal(_("Another organisation is the host of this site already.")) from error
    _put_languages(organization)
    if is_new:
        record(ORGANIZATION_JOINED, by=_member(by), subject=organization, at=at)
    elif before != values:
        record(ORGANIZATION_CHANGED, by=_member(by), subject=organization, at=at)
    return organization


@transaction.atomic
def affiliate(
    member: Member,
    organization: Organization,
    *,
    by: By,
    role: AffiliationRole = AffiliationRole.STAFF,
    at: datetime | None = None,
) -> Affiliation:
    """Say that `member` belongs to `organization`; it shows once the organisation has confirmed it.

    Saying another role asks for confirmation anew. Raises PermissionDenied unless `by` is the member themself or
    HOUSE.
    """
    require(can_affiliate(by, member, organization))
    affiliation, is_new = Affiliation.objects.get_or_create(
        member=member, organization=organization, defaults={"role": role, "created_at": at or timezone.now()}
    )
    if not is_new and affiliation.role != role:
        affiliation.role, affiliation.confirmed_at = role, None
        affiliation.save(update_fields=["role", "confirmed_at"])
    return affiliation


@transaction.atomic
def confirm_affiliation(affiliation: Affiliation, *, by: By, at: datetime | None = None) -> Affiliation:
    """Let the affiliation show; confirming it again changes nothing. Raises PermissionDenied."""
    require(can_answer_for(by, affiliation.organization))
    at = at or timezone.now()
    if Affiliation.objects.filter(pk=affiliation.pk, confirmed_at=None).update(confirmed_at=at):
        record(AFFILIATION_CONFIRMED, by=_member(by), subject=affiliation, at=at)
    affiliation.refresh_from_db()
    return affiliation


@transaction.atomic
def end_affiliation(affiliation: Affiliation, *, by: By) -> None:
    """Forget that the member belongs to the organisation. Raises PermissionDenied."""
    require(can_end_affiliation(by, affiliation))
    Affiliation.objects.filter(pk=affiliation.pk).delete()


@transaction.atomic
def appoint_leader(member: Member, region: Region, *, by: By, at: datetime | None = None) -> CommunityLeader:
    """Make `member` a community leader of `region`; appointing them again changes nothing. Raises PermissionDenied."""
    require(can_appoint_leaders(by))
    at = at or timezone.now()
    leader, is_new = CommunityLeader.objects.get_or_create(member=member, region=region, defaults={"since": at.date()})
    if is_new:
        record(LEADER_APPOINTED, by=_member(by), subject=leader, at=at)
    return leader


@transaction.atomic
def forget_person(faces: Sequence[Member]) -> None:
    """Erase where a person who leaves belonged and what they led, under all their `faces`, and every trace of it."""
    for model in (Affiliation, CommunityLeader):
        rows = model._default_manager.filter(member__in=faces)
        forget(rows)
        rows.delete()


def _put_languages(organization: Organization) -> None:
    wanted = {(organization.region_id, language) for language in organization.languages}
    rows = OrganizationLanguage.objects.filter(organization=organization)
    if set(rows.values_list("region_id", "language")) != wanted:
        rows.delete()
        OrganizationLanguage.objects.bulk_create(
            OrganizationLanguage(organization=organization, region_id=region_id, language=language)
            for region_id, language in sorted(wanted)
        )


def _member(by: By) -> Member | None:
    return by if isinstance(by, Member) else None
