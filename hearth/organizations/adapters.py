"""What the network tells the rooms below: what it keeps of a person, and which names are the host's own."""

from django.utils.translation import gettext as _

from hearth.members import ports
from hearth.members.ports import Fact, Person, Section, Tie
from hearth.members.reserved import reserve
from hearth.organizations.actions import forget_person
from hearth.organizations.models import Affiliation, CommunityLeader
from hearth.organizations.queries import host_organization, sole_charges_of


class NetworkPart:
    """Affiliations and leaderships."""

    covers = frozenset({"organizations.Affiliation", "organizations.CommunityLeader"})

    def export(self, person: Person) -> list[Section]:
        """Return what the person said of where they belong, and what was confirmed."""
        affiliations = Affiliation.objects.filter(member__in=person.faces).select_related("member", "organization")
        leaderships = CommunityLeader.objects.filter(member__in=person.faces).select_related("member", "region")
        return [
            Section(
                "affiliations",
                _("Organisations you belong to"),
                [
                    [
                        Fact("organization", _("Organisation"), row.organization.name),
                        Fact("name", _("Under the name"), row.member.name),
                        Fact("role", _("Role"), row.role, row.get_role_display()),
                        Fact("created_at", _("Said"), row.created_at),
                        Fact("confirmed_at", _("Confirmed"), row.confirmed_at),
                    ]
                    for row in affiliations.order_by("pk")
                ],
            ),
            Section(
                "led_regions",
                _("Regions you lead"),
                [
                    [
                        Fact("region", _("Region"), row.region_id, str(row.region)),
                        Fact("name", _("Under the name"), row.member.name),
                        Fact("since", _("Since"), row.since),
                    ]
                    for row in leaderships.order_by("pk")
                ],
            ),
        ]

    def ties(self, person: Person) -> list[Tie]:
        """Return the organisations and regions that would have nobody left to answer for them."""
        organizations, regions = sole_charges_of(person.faces)
        administered = _(
            "You are the only administrator of %(name)s. Ask the people who run this place to name another, "
            "so that somebody can answer for it."
        )
        led = _(
            "You are the only community leader of %(name)s. Tell the people who run this place, "
            "so that somebody welcomes organisations there after you."
        )
        return [Tie(administered % {"name": each}) for each in organizations] + [
            Tie(led % {"name": each}) for each in regions
        ]

    def erase_some(self, person: Person, *, keep_writing: bool) -> bool:
        """Erase nothing ahead: there is never much."""
        return False

    def erase(self, person: Person, *, keep_writing: bool) -> frozenset[int]:
        """Erase all of it: none of it is writing."""
        forget_person(person.faces)
        return frozenset()


def host_names() -> list[str]:
    """Return what the organisation that runs this site is called: no member may pass for it."""
    host = host_organization()
    return [host.name] if host else []


def register() -> None:
    """Make it known to the rooms below; called once, when the site starts."""
    ports.register(NetworkPart())
    reserve(host_names)
