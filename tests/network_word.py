"""All that the network can tell somebody of."""

from datetime import timedelta

from django.utils import timezone

from hearth.members.models import Member
from hearth.members.rights import NETWORK_KEEPERS
from hearth.organizations.actions import (
    affiliate,
    appoint_leader,
    close_offer,
    confirm_affiliation,
    end_leadership,
    offer_to_lead,
    put_regions,
)
from hearth.organizations.actions.claims import claim_by_asking
from hearth.organizations.actions.deciding import decide_application, recommend
from hearth.organizations.actions.joining import apply, write_message
from hearth.organizations.actions.keeping import keep_memberships
from hearth.organizations.actions.memberships import end_membership
from hearth.organizations.actions.prospects import Approach, invite_prospect, put_prospect
from hearth.organizations.actions.seats import give_seat
from hearth.organizations.models import AffiliationRole, Application, Claim, NetworkMembership, Region
from hearth.organizations.permissions import HOUSE
from hearth.organizations.queries.invitations import get_prospect_invitation
from hearth.organizations.tests.joining import leader_of, request
from tests.organizations import organization_called
from tests.people import appoint, join_person


def network_concerns(me: Member) -> None:
    """Let `me` lead a region, keep the network, ask to join and answer for organisations, and all happen to it."""
    put_regions()
    appoint(me, NETWORK_KEEPERS)
    _asks(me)
    _leads(me)
    _belongs(me)
    _keeps(me)
    _led(me)


def _asks(me: Member) -> None:
    host, decided = appoint(join_person(), NETWORK_KEEPERS), apply(request(name="Mine, decided"), by=join_person())
    Application.objects.filter(pk=decided.pk).update(applicant=me)
    decided.refresh_from_db()
    decide_application(decided, by=host, approves=False, reason="Not yet.")
    asked = apply(request(name="Mine, asked"), by=join_person())
    Application.objects.filter(pk=asked.pk).update(applicant=me)  # more of them than anybody may have waiting
    write_message(asked, by=host, words="Who are you?")


def _leads(me: Member) -> None:
    region = Region.objects.get(code="south-america")
    appoint_leader(me, region, by=HOUSE)
    apply(request(name="For me to read", country="PE"), by=join_person())
    prospect = put_prospect(Approach(name="Asked by me", country="PE"), region=region, by=me)
    invitation = get_prospect_invitation(invite_prospect(prospect, by=me))
    apply(request(name="Asked by me", country="PE"), by=join_person(), invitation=invitation)


def _led(me: Member) -> None:
    """What `me` offered is answered, and what they led is ended."""
    offer = offer_to_lead(Region.objects.get(code="europe"), by=me, words="I would.")
    close_offer(offer, by=HOUSE, answer="Thank you, not now.")
    elsewhere = Region.objects.exclude(leaders__member=me).order_by("-position")[0]
    end_leadership(appoint_leader(me, elsewhere, by=HOUSE), by=HOUSE, reason="As we said.")
    appoint_leader(me, elsewhere, by=HOUSE)


def _belongs(me: Member) -> None:
    today = timezone.localdate()
    until = {"Runs out": today, "Ran out": today - timedelta(days=40), "Ends": today + timedelta(days=300)}
    number = NetworkMembership.objects.count()
    for name, day in until.items():
        organization = organization_called(f"{name} {number}")
        given = {"by": me, "role": AffiliationRole.ADMINISTRATOR}
        confirm_affiliation(affiliate(me, organization, **given), by=HOUSE)
        NetworkMembership.objects.filter(organization=organization).update(until=day)
    keep_memberships()
    end_membership(
        NetworkMembership.objects.get(organization__name=f"Ends {number}"), by=HOUSE, reason="As they wished."
    )
    give_seat(NetworkMembership.objects.get(organization__name=f"Runs out {number}"), me, by=HOUSE)


def _keeps(me: Member) -> None:
    leader = leader_of("asia")
    recommend(
        apply(request(name="For me to decide", country="IN"), by=join_person()), by=leader, agrees=True, reason="Yes"
    )
    offer_to_lead(Region.objects.get(code="oceania"), by=join_person(), words="I could.")
    claim_by_asking(organization_called(f"Claimed {Claim.objects.count()}"), "It is ours.", by=join_person())
