"""One of everything that the network keeps of a person who joins it or works for it."""

from django.utils import timezone

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
    Region,
    RenewalReminder,
    Seat,
    WelcomeTick,
)
from tests.cast import World

GIVEN_OF_NETWORK = {
    "every-asking-trust",
    "every-asker",
    "every-why-join",
    "every-would-share",
    "every-town",
    "https://every-asking.example/",
    "every-spoken",
    "every-reason-told",
    "every-recommended",
    "every-ruled",
    "every-said-of-it",
    "every-offer-to-lead",
    "every-prospect",
    "every-noted",
    "every-ending",
    "every-note-of-dues",
}
"""What of it the person is given in their copy."""

KEPT_BY_REGION = {"every-prospect"}
"""What of that stays when they go: which organisation was spoken with."""

WITHHELD_OF_NETWORK = {"every-contact", "every-way", "every-next"}
"""What goes with them, and is in no copy: whom they spoke with there is somebody else."""


def put_joining(world: World) -> None:
    """Let the owner and the alias have asked, belong, hold a seat, and have worked for the network."""
    today, now = timezone.localdate(), timezone.now()
    region = Region.objects.get(code="africa")
    common = {"region": region, "country": "KE", "rules_version": 1}
    asked = Application.objects.create(
        applicant=world.alias,
        name="every-asking-trust",
        kind="clinic",
        size="small",
        who="every-asker",
        why="every-why-join",
        shares="every-would-share",
        place="every-town",
        website="https://every-asking.example/",
        languages=["every-spoken"],
        state="declined",
        reason="every-reason-told",
        recommendation="of-another",
        decided_at=now,
        **common,
    )
    decided = {"recommendation": "every-recommended", "recommended_by": world.owner}
    decided |= {"reason": "every-ruled", "decided_by": world.owner, "decided_at": now, "state": "approved"}
    theirs = Application.objects.create(applicant=world.open, who="of-another", why="of-another", **common, **decided)
    ApplicationMessage.objects.create(application=theirs, author=world.owner, words="every-said-of-it")
    ApplicationMessage.objects.create(application=asked, author=world.open, words="of-another")
    membership = NetworkMembership.objects.create(member=world.alias, level="individual", since=today)
    WelcomeTick.objects.create(membership=membership, item="hello")
    RenewalReminder.objects.create(membership=membership, until=today, days=7)
    held = world.clinic.network_memberships.get()
    MembershipStep.objects.create(membership=held, kind="level", level="partner", by=world.owner, reason="every-ending")
    paid = {"year": 2026, "amount": 100, "currency": "EUR", "paid_on": today}
    Dues.objects.create(membership=held, recorded_by=world.owner, note="every-note-of-dues", **paid)
    Seat.objects.create(membership=held, member=world.alias, since=today)
    LeadershipOffer.objects.create(member=world.alias, region=region, words="every-offer-to-lead")
    known = {"name": "every-prospect", "contact": "every-contact", "channel": "every-way", "next_step": "every-next"}
    prospect = Prospect.objects.create(region=region, country="KE", kept_by=world.owner, **known)
    ProspectStep.objects.create(prospect=prospect, by=world.owner, words="every-noted", state="approached")
    given = {"digest": "every-secret-digest", "invited_by": world.owner, "expires_at": now}
    ProspectInvitation.objects.create(prospect=prospect, **given)
