"""Reads of people and of what they agreed to."""

import secrets

from django.http import Http404

from hearth.members import faces, names
from hearth.members.agreements import RULES, RULES_VERSION
from hearth.members.models import Account, Consent, Member, Situation
from hearth.members.models.member import name_key


def get_member(public_id: str, *, viewer: Member | None) -> Member:
    """Return the member whose page `viewer` (None: a visitor) may open.

    Raises Http404 for a page that is not there and, just the same, for one that is not for this viewer.
    """
    member: Member | None = Member.objects.visible_to(viewer).filter(public_id=public_id).first()
    if member is None:
        raise Http404
    return member


def get_account(email: str) -> Account:
    """Return the account that signs in with `email`, for whoever has proven it theirs; raises Account.DoesNotExist."""
    return Account.objects.get(email=email.lower())


def get_main_member(account: Account) -> Member:
    """Return the main face of `account`, for whoever acts for it; raises Member.DoesNotExist before there is one."""
    member = faces.main_member(account)
    if member is None:
        raise Member.DoesNotExist
    return member


def is_name_taken(name: str, *, besides: Member | None = None) -> bool:
    """Say whether another member is already called `name`, letter case and width aside."""
    taken = Member.objects.filter(name_key=name_key(name))
    return (taken.exclude(pk=besides.pk) if besides else taken).exists()


def free_names(count: int = 3) -> list[str]:
    """Return `count` invented names that nobody here has yet. One query."""
    drawn = names.suggest(4 * count)
    taken = set(Member.objects.filter(name_key__in=map(name_key, drawn)).values_list("name_key", flat=True))
    free = [name for name in drawn if name_key(name) not in taken]
    return free[:count] or [f"{name} {secrets.randbelow(1000)}" for name in drawn[:count]]


def has_agreed_to_rules(account: Account) -> bool:
    """Say whether `account` has accepted the present version of the house rules."""
    return account.agreements.filter(document=RULES, version=RULES_VERSION).exists()


def get_situation(account: Account) -> Situation | None:
    """Return what `account` keeps with us of its situation. For the person themself only."""
    return Situation.objects.filter(account=account).first()


def list_consents(account: Account) -> list[Consent]:
    """Return the ledger of `account`'s consents, the newest first. For the person themself only."""
    return list(Consent.objects.filter(account=account).order_by("-given_at", "-pk"))


def rules_version() -> str:
    """Return the version of the house rules that people are asked to accept now."""
    return RULES_VERSION
