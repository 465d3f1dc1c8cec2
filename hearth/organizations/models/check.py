"""Looking at a proof elsewhere, as owed work."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hearth.core.leases import Leased, State
from hearth.organizations.models.accounts import OfficialAccount
from hearth.organizations.models.claim import Claim
from hearth.organizations.models.contacts import Domain


class Check(Leased):
    """A proof is to be looked at: of an account, a domain, or a claim by a file. One waits at most of each."""

    KIND: ClassVar[str] = "checks"

    account = models.ForeignKey(OfficialAccount, null=True, on_delete=models.CASCADE, related_name="+")
    domain = models.ForeignKey(Domain, null=True, on_delete=models.CASCADE, related_name="+")
    claim = models.ForeignKey(Claim, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta(Leased.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=[name], condition=Q(state=State.WAITING), name=f"one_waiting_check_of_{name}"
            )
            for name in ("account", "domain", "claim")
        ]

    def __str__(self) -> str:
        return f"check {self.pk}"
