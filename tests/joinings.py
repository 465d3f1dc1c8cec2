"""What there is of joining in the house-wide tests: the owner leads a region, asked to join, and belongs."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from hearth.members.models import Member
from hearth.organizations.actions.joining import Request, apply, write_message
from hearth.organizations.actions.prospects import Approach, invite_prospect, note_step, put_prospect
from hearth.organizations.actions.regions import offer_to_lead
from hearth.organizations.models import (
    Application,
    ApplicationMessage,
    Dues,
    LeadershipOffer,
    Level,
    MembershipStep,
    NetworkMembership,
    Organization,
    Prospect,
    ProspectState,
    ProspectStep,
    Region,
    Seat,
    Step,
)


@dataclass
class Joining:
    """What there is of it.

    Arguments:
        application: the owner asks for an organisation in Africa, where nobody leads, in words for few.
        membership: of the owner themself.
        prospect: of the region that the owner leads.
        token: of the invitation to another prospect there.
        offer: the owner offers to lead another region.
        answered: what they offered for the region that they lead now.
        seat: the owner holds it, of the clinic.
    """

    application: Application
    membership: NetworkMembership
    prospect: Prospect
    token: str
    offer: LeadershipOffer
    answered: LeadershipOffer
    seat: Seat

    @classmethod
    def build(cls, owner: Member, region: Region, clinic: Organization) -> "Joining":
        """Make it in the database; the owner leads `region`."""
        asked = Request(
            name="Asking trust",
            kind="non_profit",
            size="small",
            country="EG",
            who="Nurse",
            why="To learn",
            rules_version=1,
        )
        application = apply(asked, by=owner)
        write_message(application, by=owner, words="Said of it.")
        prospect = put_prospect(Approach(name="Asked trust", country="PT"), region=region, by=owner)
        note_step(prospect, by=owner, state=ProspectState.APPROACHED, words="Noted of it.")
        invited = put_prospect(Approach(name="Invited trust", country="PT"), region=region, by=owner)
        before = {"member": owner, "region": region, "words": "Offered before.", "answered_at": timezone.now()}
        held = clinic.network_memberships.get()
        return cls(
            application=application,
            membership=NetworkMembership.objects.create(member=owner, level="individual", since=held.since),
            prospect=prospect,
            token=invite_prospect(invited, by=owner),
            offer=offer_to_lead(Region.objects.get(code="oceania"), by=owner, words="Offered."),
            answered=LeadershipOffer.objects.create(**before),
            seat=Seat.objects.create(membership=held, member=owner, since=held.since),
        )

    def plant(self) -> Iterator[tuple[str, str, set[str], str]]:
        """Put a mark on every text; yield field, mark, who may see it ("owner", "operator") and where.

        What a leader thinks is for the host; an invitation names its prospect to whoever holds it, so that the marked
        one was not invited.
        """
        both = {"owner", "operator"}
        asked = {"who": "Canary-asks", "why": "Canary-asks-why", "shares": "Canary-would-share", "place": "Canary-town"}
        asked |= {"name": "Canary-asking-trust", "website": "https://canary-asking.example/"}
        thought = {"recommends": True, "recommendation": "Canary-thinks", "reason": "Canary-not-said-yet"}
        Application.objects.filter(pk=self.application.pk).update(**asked, **thought)
        for name, mark in asked.items():
            yield f"organizations.Application.{name}", mark, both, "organizations:application"
        yield "organizations.Application.recommendation", "Canary-thinks", {"operator"}, "organizations:application"
        yield "organizations.Application.reason", "Canary-not-said-yet", set(), ""
        yield "organizations.Application.public_id", self.application.public_id, both, "organizations:mine"
        ApplicationMessage.objects.filter(application=self.application).update(words="Canary-said-of-it")
        yield "organizations.ApplicationMessage.words", "Canary-said-of-it", both, "organizations:application"
        yield from self._on_prospect(both)
        yield from self._on_membership(both)
        LeadershipOffer.objects.filter(pk=self.offer.pk).update(words="Canary-offered")
        LeadershipOffer.objects.filter(pk=self.answered.pk).update(answer="Canary-thanked")
        yield "organizations.LeadershipOffer.words", "Canary-offered", {"operator"}, "organizations:staff"
        yield "organizations.LeadershipOffer.answer", "Canary-thanked", {"owner"}, "organizations:leading"

    def _on_prospect(self, both: set[str]) -> Iterator[tuple[str, str, set[str], str]]:
        known = {"name": "Canary-prospect", "contact": "Canary-contact", "channel": "Canary-channel"}
        known |= {"next_step": "Canary-next"}
        Prospect.objects.filter(pk=self.prospect.pk).update(**known)
        for name, mark in known.items():
            yield f"organizations.Prospect.{name}", mark, both, "organizations:prospect"
        yield "organizations.Prospect.public_id", self.prospect.public_id, both, "organizations:prospect"
        ProspectStep.objects.filter(prospect=self.prospect).update(words="Canary-noted")
        yield "organizations.ProspectStep.words", "Canary-noted", both, "organizations:prospect"

    def _on_membership(self, both: set[str]) -> Iterator[tuple[str, str, set[str], str]]:
        held = {"membership": self.membership}
        MembershipStep.objects.create(**held, kind=Step.JOINED, level=Level.INDIVIDUAL, reason="Canary-why-joined")
        paid = {"year": 2026, "amount": 100, "currency": "EUR", "paid_on": timezone.localdate()}
        Dues.objects.create(**held, **paid, note="Canary-paid")
        yield "organizations.MembershipStep.reason", "Canary-why-joined", both, "organizations:membership"
        yield "organizations.Dues.note", "Canary-paid", both, "organizations:membership"
        yield "organizations.NetworkMembership.public_id", self.membership.public_id, both, "organizations:mine"
