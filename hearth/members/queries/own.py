"""What a person reads of their own: what they agreed to, what they keep with us. For nobody else."""

from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from hearth.members.agreements import RULES, RULES_VERSION, SITUATION_SENTENCES, SITUATION_VERSION
from hearth.members.models import Account, Consent, Situation


class Agreed(NamedTuple):
    """A consent, and the sentence that was agreed to; empty for a version nobody knows any more."""

    consent: Consent
    sentence: str


def has_agreed_to_rules(account: Account) -> bool:
    """Say whether `account` has accepted the present version of the house rules."""
    return account.agreements.filter(document=RULES, version=RULES_VERSION).exists()


def get_situation(account: Account) -> Situation | None:
    """Return what `account` keeps with us of its situation. For the person themself only."""
    return Situation.objects.filter(account=account).first()


def list_consents(account: Account) -> list[Agreed]:
    """Return the ledger of `account`'s consents, the newest first. For the person themself only."""
    rows = Consent.objects.filter(account=account).order_by("-given_at", "-pk")
    return [Agreed(row, str(SITUATION_SENTENCES.get(row.version, ""))) for row in rows]


def get_space(account: Account) -> dict[str, Any]:
    """Return how `account` arranged its own space, see `actions.space.arrange_space`."""
    return account.space if isinstance(account.space, dict) else {}


def situation_asked_since() -> datetime:
    """Return when the present version of the consent to health data began: nobody can have given it before."""
    return datetime.combine(date.fromisoformat(SITUATION_VERSION), time.min, tzinfo=UTC)


def rules_version() -> str:
    """Return the version of the house rules that people are asked to accept now."""
    return RULES_VERSION
