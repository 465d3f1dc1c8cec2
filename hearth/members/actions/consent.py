"""Health data: kept only while a consent to it lives."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.core.erasing import erase_traces
from hearth.core.refusals import Refusal
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


def hold_consent(account: Account) -> None:
    """Hold the consent until the transaction ends, so that it cannot be withdrawn while something is written.

    Raises Refusal without a living consent to the present version.
    """
    living = Consent.objects.filter(account=account, purpose=SITUATION, withdrawn_at=None, replaced_at=None)
    if not living.select_for_update().filter(version=SITUATION_VERSION).exists():
        raise Refusal(_("We keep nothing about your health without your consent."))


@transaction.atomic
def keep_situation(
    account: Account, *, reasons: list[str], words: str, consents: bool = False, at: datetime | None = None
) -> Situation:
    """Keep what brings the person here, under a living consent, or the one they give with it when `consents`.

    Raises Refusal without either: what somebody agreed to is never read from what they agreed to before.
    """
    at = at or timezone.now()
    if consents:
        give_consent(account, at=at)
    hold_consent(account)
    situation, is_new = Situation.objects.update_or_create(
        account=account, defaults={"reasons": reasons, "words": words, "updated_at": at}
    )
    erase_derived(account)
    if not is_new:
        erase_traces()
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
    erase_traces()


def agree_to_rules(account: Account) -> None:
    """Record that `account` accepts the present version of the house rules."""
    Agreement.objects.get_or_create(account=account, document=RULES, version=RULES_VERSION)
