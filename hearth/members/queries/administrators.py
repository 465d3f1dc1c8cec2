"""Who administers this site. An administrator is a superuser; a right that was given, whichever, makes nobody one."""

from django.db.models import QuerySet

from hearth.members.models import Account


def administrators_here() -> QuerySet[Account]:
    """Return the administrators who can sign in and have not closed their account."""
    return Account.objects.filter(is_superuser=True, is_active=True, closed_at=None)


def is_last_administrator(account: Account) -> bool:
    """Say whether nobody else could administer this site if `account` were gone."""
    is_one = administrators_here().filter(pk=account.pk).exists()
    return is_one and not administrators_here().exclude(pk=account.pk).exists()
