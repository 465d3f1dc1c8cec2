"""Who works for the house: rights that come with an account, apart from what others see of the member."""

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db import transaction

from hearth.members.models import Account


@transaction.atomic
def give_staff_rights(account: Account, *, groups: Iterable[str] = (), is_administrator: bool = False) -> None:
    """Let `account` work for the house: in the named groups (made when they are new), or as administrator.

    Called by whoever runs the server and by the processes that decide it, never by a form that members fill in.
    """
    account.groups.add(*(Group.objects.get_or_create(name=name)[0] for name in groups))
    account.is_staff, account.is_superuser = True, is_administrator
    account.save(update_fields=["is_staff", "is_superuser"])
