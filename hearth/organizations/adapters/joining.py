"""What a person asked of the network, holds in it and noted for it, as they take it along."""

from django.utils.translation import gettext as _

from hearth.members.ports import Fact, Person, Row, Section, Tie
from hearth.organizations.actions.forgetting import forget_joining
from hearth.organizations.models import (
    Application,
    ApplicationMessage,
    Dues,
    LeadershipOffer,
    MembershipStep,
    NetworkMembership,
    Prospect,
    ProspectInvitation,
    ProspectStep,
    Seat,
)


class JoiningPart:
    """Applications, memberships of their own, seats, and what leaders and staff wrote at their work."""

    covers = frozenset(
        f"organizations.{name}"
        for name in (
            "Application",
            "ApplicationMessage",
            "Dues",
            "LeadershipOffer",
            "MembershipStep",
            "NetworkMembership",
            "Prospect",
            "ProspectInvitation",
            "ProspectStep",
            "RenewalReminder",
            "Seat",
            "WelcomeTick",
        )
    )

    def export(self, person: Person) -> list[Section]:
        """Return what the person asked, holds and wrote; of prospects what they did, not who else is spoken with."""
        return [
            Section("applications", _("What you asked of the network"), _applications(person)),
            Section("application_messages", _("What you wrote about applications"), _messages(person)),
            Section("network_memberships", _("Your membership of the network"), _memberships(person)),
            Section("seats", _("Seats you hold"), _seats(person)),
            Section("leadership_offers", _("Where you offered to lead"), _offers(person)),
            Section("application_judgements", _("What you said of the applications of others"), _judgements(person)),
            Section("prospects", _("Prospects you keep"), _prospects(person)),
            Section("prospect_steps", _("What you noted of prospects"), _prospect_steps(person)),
            Section("prospect_invitations", _("Organisations you invited"), _invitations(person)),
            Section("membership_steps", _("What you did about memberships"), _membership_steps(person)),
            Section("dues", _("Dues you recorded"), _dues(person)),
        ]

    def ties(self, person: Person) -> list[Tie]:
        """Return nothing: whoever else leads or administers goes on."""
        return []

    def erase_some(self, person: Person, *, keep_writing: bool) -> bool:
        """Erase nothing ahead: there is never much."""
        return False

    def erase(self, person: Person, *, keep_writing: bool) -> frozenset[int]:
        """Erase all of it: none of it is writing for others."""
        forget_joining(person.faces)
        return frozenset()


def _applications(person: Person) -> list[Row]:
    own = Application.objects.filter(applicant__in=person.faces).select_related("applicant")
    return [
        [
            Fact("address", _("Address"), row.public_id),
            Fact("name", _("Under the name"), row.applicant.name),
            Fact("organization", _("Organisation"), row.name),
            Fact("kind", _("Kind"), row.kind, row.get_kind_display() if row.kind else ""),
            Fact("size", _("Size"), row.size, row.get_size_display() if row.size else ""),
            Fact("country", _("Country"), row.country),
            Fact("place", _("Town"), row.place),
            Fact("website", _("Website"), row.website),
            Fact("languages", _("Languages"), row.languages),
            Fact("who", _("Who you are"), row.who),
            Fact("why", _("Why"), row.why),
            Fact("shares", _("What you would share"), row.shares),
            Fact("rules", _("Version of the rules"), row.rules_version),
            Fact("state", _("State"), row.state, row.get_state_display()),
            Fact("created_at", _("Sent"), row.created_at),
            Fact("decided_at", _("Decided"), row.decided_at),
            Fact("reason", _("Reason"), "" if row.waits else row.reason),
        ]
        for row in own.order_by("pk")
    ]


def _messages(person: Person) -> list[Row]:
    found = ApplicationMessage.objects.filter(author__in=person.faces).select_related("author")
    return [
        [
            Fact("name", _("Under the name"), row.author.name if row.author else ""),
            Fact("at", _("Written"), row.at),
            Fact("words", _("Words"), row.words),
        ]
        for row in found.order_by("pk")
    ]


def _memberships(person: Person) -> list[Row]:
    found = NetworkMembership.objects.filter(member__in=person.faces).select_related("member")
    return [
        [
            Fact("name", _("Under the name"), row.member.name if row.member else ""),
            Fact("level", _("Level"), row.level, row.get_level_display()),
            Fact("state", _("State"), row.state, row.get_state_display()),
            Fact("since", _("Since"), row.since),
            Fact("until", _("Until"), row.until),
        ]
        for row in found.order_by("pk")
    ]


def _seats(person: Person) -> list[Row]:
    found = Seat.objects.filter(member__in=person.faces).select_related("member", "membership__organization")
    return [
        [
            Fact("organization", _("Organisation"), str(row.membership.organization)),
            Fact("name", _("Under the name"), row.member.name),
            Fact("since", _("Since"), row.since),
        ]
        for row in found.order_by("pk")
    ]


def _offers(person: Person) -> list[Row]:
    found = LeadershipOffer.objects.filter(member__in=person.faces).select_related("member", "region")
    return [
        [
            Fact("region", _("Region"), row.region_id, str(row.region)),
            Fact("name", _("Under the name"), row.member.name),
            Fact("words", _("Words"), row.words),
            Fact("at", _("Written"), row.at),
            Fact("answer", _("Answer"), row.answer),
            Fact("answered_at", _("Answered"), row.answered_at),
        ]
        for row in found.order_by("pk")
    ]


def _judgements(person: Person) -> list[Row]:
    """Return what the person thought of the applications of others, and decided about them."""
    decided = Application.objects.filter(decided_by__in=person.faces).order_by("pk")
    recommended = Application.objects.filter(recommended_by__in=person.faces).order_by("pk")
    return [
        [Fact("decided_at", _("You decided"), row.decided_at), Fact("reason", _("Reason"), row.reason)]
        for row in decided
    ] + [[Fact("recommendation", _("You said what you think"), row.recommendation)] for row in recommended]


def _prospects(person: Person) -> list[Row]:
    found = Prospect.objects.filter(kept_by__in=person.faces).order_by("pk")
    return [[Fact("prospect", _("A prospect you keep"), row.name)] for row in found]


def _prospect_steps(person: Person) -> list[Row]:
    found = ProspectStep.objects.filter(by__in=person.faces).order_by("pk")
    return [[Fact("at", _("Written"), row.at), Fact("words", _("What was said or done"), row.words)] for row in found]


def _invitations(person: Person) -> list[Row]:
    found = ProspectInvitation.objects.filter(invited_by__in=person.faces).order_by("pk")
    return [[Fact("made_at", _("You invited an organisation"), row.made_at)] for row in found]


def _membership_steps(person: Person) -> list[Row]:
    found = MembershipStep.objects.filter(by__in=person.faces).order_by("pk")
    return [
        [
            Fact("kind", _("A membership"), row.kind, row.get_kind_display()),
            Fact("reason", _("Reason"), row.reason),
            Fact("at", _("At"), row.at),
        ]
        for row in found
    ]


def _dues(person: Person) -> list[Row]:
    found = Dues.objects.filter(recorded_by__in=person.faces).order_by("pk")
    return [
        [
            Fact("year", _("You recorded dues"), row.year),
            Fact("paid_on", _("Paid on"), row.paid_on),
            Fact("note", _("Note"), row.note),
        ]
        for row in found
    ]
