"""Health data: kept only while a consent to it lives."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from hearth.members.agreements import RULES, RULES_VERSION, SITUATION, SITUATION_VERSION
from hearth.members.derived import erase_derived
from hearth.members.models import Account, Agreement, Consent, Situation


@transaction.atomic
def give_consent(account: Account, *, at: datetime | None = None) -> None:
    """Record that `account` agrees to the present version, once; it takes the place of an older one."""
    at = at or timezone.now()
    living = Consent.objects.filter(account=account, purpose=SITUATION, withdrawn_at=None, replaced_at=None)
    living.exclude(version=SITUATION_VERSION).update(replaced_at=at)
    living.get_or_create(
        defaults={"account": account, "purpose": SITUATION, "version": SITUATION_VERSION, "given_at": at}
    )


@transaction.atomic
def keep_situation(account: Account, *, reasons: list[str], words: str, at: datetime | None = None) -> Situation:
    """Keep what brings the person here, under `account`'s consent, see `give_consent`."""
    at = at or timezone.now()
    give_consent(account, at=at)
    situation, _made = Situation.objects.update_or_create(
        account=account, defaults={"reasons": reasons, "words": words, "updated_at": at}
    )
    erase_derived(account)
    return situation


@transaction.atomic
def withdraw_situation(account: Account) -> None:
    """End the consent and erase what was kept under it and all that was made from that. Harmless when there is none."""
    # First the consent: whoever writes a condition at this moment holds it, and is waited for.
    Consent.objects.filter(account=account, purpose=SITUATION, withdrawn_at=None, replaced_at=None).update(
        withdrawn_at=timezone.now()
    )
    Situation.objects.filter(account=account).delete()
    erase_derived(account)


def agree_to_rules(account: Account) -> None:
    """Record that `account` accepts the present version of the house rules."""
    Agreement.objects.get_or_create(account=account, document=RULES, version=RULES_VERSION)
