"""Organisations as staff or the server enter them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_countries import countries

from hearth.activity.actions import record
from hearth.core.continents import Continent
from hearth.core.folding import fold
from hearth.core.refusals import Refusal, require
from hearth.organizations.actions.languages import put_languages
from hearth.organizations.actions.memberships import open_membership
from hearth.organizations.models import (
    MembershipState,
    Organization,
    OrganizationKind,
    OrganizationSize,
    Origin,
)
from hearth.organizations.permissions import By, acting, can_put_organizations
from hearth.organizations.verbs import ORGANIZATION_CHANGED, ORGANIZATION_JOINED
from hearth.topics.queries import topics_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What the public sees of an organisation.

    `country` is an ISO 3166-1 code; `languages` are codes of those it works in; `description` and `who_pays` map
    languages to text; `lang` is the language of its name; `topics` are slugs of the vocabulary, None for those it has.
    """

    name: str
    kind: OrganizationKind
    region: Continent
    country: str
    joined_on: date | None
    lang: str = "en"
    names: dict[str, str] = field(default_factory=dict)
    size: OrganizationSize | str = ""
    place: str = ""
    languages: list[str] = field(default_factory=list)
    description: dict[str, str] = field(default_factory=dict)
    offers: dict[str, str] = field(default_factory=dict)
    who_pays: dict[str, str] = field(default_factory=dict)
    behind: dict[str, str] = field(default_factory=dict)
    founded_in: int | None = None
    website: str = ""
    is_host: bool = False
    topics: Sequence[str] | None = None


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
    values = asdict(details) | {"region_id": Continent(details.region).value}
    del values["region"]
    topics = values.pop("topics")
    known: dict[str, Any] = {"name_key": key, "country": details.country, "origin": Origin.PEOPLE}
    before = Organization.objects.filter(**known).values(*values).first()
    try:
        with transaction.atomic():
            stamped = values if before == values else values | {"changed_at": at or timezone.now()}
            organization, is_new = Organization.objects.update_or_create(**known, defaults=stamped)
    except IntegrityError as error:
        raise Refusal(_("Another organisation is the host of this site already.")) from error
    put_languages(organization)
    if topics is not None:
        organization.topics.set(topics_at(topics).values())
    living = organization.network_memberships.exclude(state=MembershipState.ENDED)
    if organization.joined_on and not living.exists():
        open_membership(organization=organization, by=by, since=organization.joined_on, at=at)
    if is_new:
        record(ORGANIZATION_JOINED, by=acting(by), subject=organization, at=at)
    elif before != values:
        record(ORGANIZATION_CHANGED, by=acting(by), subject=organization, at=at)
    return organization
