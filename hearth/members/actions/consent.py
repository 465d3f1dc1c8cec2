"""Health data: kept only while a consent to it lives."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from hearth.members.agreements import RULES, RULES_VERSION, SITUATION, SITUATION_VERSION
from hearth.members.models import Account, Agreement, Consent, Situation


@transaction.atomic
def keep_situation(account: Account, *, reasons: list[str], words: str, at: datetime | None = None) -> Situation:
    """Record `account`'s consent (once) and keep what brings the person here."""
    at = at or timezone.now()
    Consent.objects.get_or_create(
        account=account, purpose=SITUATION, withdrawn_at=None, defaults={"version": SITUATION_VERSION, "given_at": at}
    )
    situation, _made = Situation.objects.update_or_create(
        account=account, defaults={"reasons": reasons, "words": words, "updated_at": at}
    )
    return situation


@transaction.atomic
def withdraw_situation(account: Account) -> None:
    """End the consent and erase what was kept under it. Harmless when there is none."""
    Situation.objects.filter(account=account).delete()
    Consent.objects.filter(account=account, purpose=SITUATION, withdrawn_at=None).update(withdrawn_at=timezone.now())


def agree_to_rules(account: Account) -> None:
    """Record that `account` accepts the present version of the house rules."""
    Agreement.objects.get_or_create(account=account, document=RULES, version=RULES_VERSION)
