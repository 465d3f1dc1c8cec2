"""Who administers this site. An administrator is a superuser; a right that was given, whichever, makes nobody one."""

from django.db.models import Q, QuerySet

from hearth.members.models import Account


def administrators_here() -> QuerySet[Account]:
    """Return the administrators who can sign in and have not closed their account."""
    return Account.objects.filter(is_superuser=True, is_active=True, closed_at=None)


def is_last_administrator(account: Account) -> bool:
    """Say whether nobody else could administer this site now if `account` could not sign in."""
    is_one = administrators_here().filter(pk=account.pk).exists()
    return is_one and not administrators_here().exclude(pk=account.pk).exists()


def would_leave_none(account: Account) -> bool:
    """Say whether the site would have no administrator any more if `account` were gone for good.

    The suspended count: else whoever wants to leave could be told who is behind a suspended name.
    """
    kept = Account.objects.filter(Q(is_active=True) | Q(is_suspended=True), is_superuser=True, closed_at=None)
    return kept.filter(pk=account.pk).exists() and not kept.exclude(pk=account.pk).exists()
