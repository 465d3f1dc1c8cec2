"""Where people belong and what they lead, as they take it along."""

from django.utils.translation import gettext as _

from hearth.members.ports import Fact, Person, Section, Tie
from hearth.organizations.actions import forget_person
from hearth.organizations.models import Affiliation, Claim, CommunityLeader
from hearth.organizations.queries import sole_charges_of


class NetworkPart:
    """Affiliations, leaderships and claims."""

    covers = frozenset(
        {
            "organizations.AddressCode",
            "organizations.Affiliation",
            "organizations.Check",
            "organizations.Claim",
            "organizations.CommunityLeader",
        }
    )

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
                        Fact("declined_at", _("Declined"), row.declined_at),
                        Fact("is_listed", _("Shown on its page"), row.is_listed),
                    ]
                    for row in affiliations.order_by("pk")
                ],
            ),
            _claims(person),
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


def _claims(person: Person) -> Section:
    """Return what the person claimed, and what became of it."""
    claims = Claim.objects.filter(member__in=person.faces).select_related("organization", "member")
    return Section(
        "claims",
        _("Organisations you claimed"),
        [
            [
                Fact("organization", _("Organisation"), row.organization.name),
                Fact("name", _("Under the name"), row.member.name if row.member else ""),
                Fact("way", _("How"), row.way, row.get_way_display()),
                Fact("state", _("How it stands"), row.state, row.get_state_display()),
                Fact("host", _("Domain"), row.host),
                Fact("reason", _("What you wrote"), row.reason),
                Fact("answer", _("What you were told"), row.answer),
                Fact("asked_at", _("Said"), row.asked_at),
                Fact("decided_at", _("Decided"), row.decided_at),
            ]
            for row in claims.order_by("pk")
        ],
    )
