"""Who administers this site. An administrator is a superuser; a right that was given, whichever, makes nobody one."""

from django.db.models import Q, QuerySet

from hearth.members.models import Account


def administrators_here() -> QuerySet[Account]:
    """Return the administrators who have not closed their account.

    The suspended are among them: who is left out here could be told by what the others may do, and with it whose
    suspended name it is.
    """
    kept = Q(is_active=True) | Q(is_suspended=True)
    return Account.objects.filter(kept, is_superuser=True, closed_at=None)


def is_last_administrator(account: Account) -> bool:
    """Say whether nobody else could administer this site if `account` were gone."""
    is_one = administrators_here().filter(pk=account.pk).exists()
    return is_one and not administrators_here().exclude(pk=account.pk).exists()
