"""Reads of the network. Organisations are public; of people, `viewer` sees those whose page they may open."""

from hearth.organizations.queries.organizations import (
    count_by_country,
    get_organization,
    host_organization,
    languages_in,
    list_organizations,
    organizations_answered_for,
)
from hearth.organizations.queries.people import PersonThere, affiliations_of, people_of, sole_charges_of
from hearth.organizations.queries.regions import RegionCard, count_regions, get_region, get_region_row, list_regions

__all__ = [
    "PersonThere",
    "RegionCard",
    "affiliations_of",
    "count_by_country",
    "count_regions",
    "get_organization",
    "get_region",
    "get_region_row",
    "host_organization",
    "languages_in",
    "list_organizations",
    "list_regions",
    "organizations_answered_for",
    "people_of",
    "sole_charges_of",
]
