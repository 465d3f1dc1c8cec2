"""What organisations of the house-wide tests say of themselves, and who claims one."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from hearth.core.pictures import squares
from hearth.members.models import Member
from hearth.organizations import marks
from hearth.organizations.actions.channels import add_account, add_domain
from hearth.organizations.actions.claims import claim_by_asking
from hearth.organizations.actions.offices import Reach, add_office
from hearth.organizations.models import (
    AddressCode,
    Check,
    Claim,
    ClaimState,
    ClaimWay,
    Domain,
    Office,
    OfficialAccount,
    Organization,
)
from hearth.organizations.permissions import HOUSE
from tests.people import picture


@dataclass
class Keeping:
    """What there is to look after.

    Arguments:
        office, account, domain, mark: of the clinic, all public but the domain and what proves it.
        unclaimed: nobody answers for it.
        claim: the owner claims that, and staff have not decided.
        former: the owner claimed it before.
        check: a look at the domain that failed.
    """

    office: Office
    account: OfficialAccount
    domain: Domain
    mark: str
    unclaimed: Organization
    claim: Claim
    former: Claim
    check: Check

    @classmethod
    def build(cls, clinic: Organization, unclaimed: Organization, owner: Member) -> "Keeping":
        """Make it in the database."""
        key = marks.ALBUM.keep(squares(io.BytesIO(picture()), tuple(marks.SIZES.values())))
        Organization.objects.filter(pk=clinic.pk).update(mark=key)
        domain = add_domain(clinic, "canary-domain.example", by=HOUSE)
        account = add_account(clinic, "https://social.example/@clinic", None, by=HOUSE)
        Check.objects.all().delete()  # nobody looks at the open internet
        over = {"state": ClaimState.DECLINED, "way": ClaimWay.STAFF, "until": timezone.now()}
        return cls(
            office=add_office(clinic, Reach(purpose="press", phone="+34 900 000 000"), by=HOUSE),
            account=account,
            domain=domain,
            mark=key,
            unclaimed=unclaimed,
            claim=claim_by_asking(unclaimed, "Because it is ours.", by=owner),
            former=Claim.objects.create(organization=unclaimed, member=owner, **over),
            check=Check.objects.create(domain=domain, state="failed", finished_at=timezone.now()),
        )

    def plant(self) -> Iterator[tuple[str, str, set[str], str]]:
        """Put a mark on what is private; yield field, mark, who may see it ("owner", "operator") and where.

        What proves a domain is for those who answer for the organisation: of the personas, the operators.
        """
        Claim.objects.filter(pk=self.claim.pk).update(reason="Canary-why-claimed", host="canary-host.example")
        Claim.objects.filter(pk=self.former.pk).update(answer="Canary-why-declined")
        Domain.objects.filter(pk=self.domain.pk).update(token="canarytokenofthedomain")
        Check.objects.filter(pk=self.check.pk).update(last_error="canary-check-error")
        both = {"owner", "operator"}
        yield "organizations.Claim.reason", "Canary-why-claimed", both, "organizations:claim"
        yield "organizations.Claim.host", "canary-host.example", set(), ""
        yield "organizations.Claim.answer", "Canary-why-declined", {"operator"}, "organizations:staff-claim"
        yield "organizations.Domain.name", "canary-domain.example", {"operator"}, "organizations:domains"
        yield "organizations.Domain.token", "canarytokenofthedomain", {"operator"}, "organizations:domains"
        yield "organizations.Check.last_error", "canary-check-error", {"operator"}, "activity:operator"


def claim_everything(member: Member) -> None:
    """Let `member` have claimed something, decided something, and wait for a code: each with a mark of its own."""
    claimed = Organization.objects.exclude(claims__member=member).earliest("pk")
    until = timezone.now() + timedelta(days=1)
    words = {"reason": "every-claim", "answer": "every-no", "host": "every-host.example"}
    Claim.objects.create(
        organization=claimed, member=member, way=ClaimWay.STAFF, state=ClaimState.DECLINED, until=until, **words
    )
    AddressCode.objects.create(
        member=member, organization=claimed, is_claim=True, host="every-host.example", digest="0" * 64, until=until
    )
