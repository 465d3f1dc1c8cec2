"""The languages that a region is counted by."""

from hearth.organizations.models import Organization, OrganizationLanguage


def put_languages(organization: Organization) -> None:
    """Let the rows that regions are counted by say what the organisation says, while it belongs to the network."""
    spoken = organization.languages if organization.joined_on else []
    wanted = {(organization.region_id, language) for language in spoken}
    rows = OrganizationLanguage.objects.filter(organization=organization)
    if set(rows.values_list("region_id", "language")) != wanted:
        rows.delete()
        OrganizationLanguage.objects.bulk_create(
            OrganizationLanguage(organization=organization, region_id=region_id, language=language)
            for region_id, language in sorted(wanted)
        )
