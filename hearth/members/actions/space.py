"""How a person arranges their own space, kept with the account so that it follows them."""

from collections.abc import Iterable

from hearth.members.models import Account


def arrange_space(account: Account, *, order: Iterable[str], hidden: Iterable[str]) -> None:
    """Keep the names of the parts of `account`'s space: all in their order, and those not shown."""
    Account.objects.filter(pk=account.pk).update(space={"order": list(order), "hidden": list(hidden)})
