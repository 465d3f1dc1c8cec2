"""Addresses that mail does not reach, or whose owners do not want it: nothing is mailed there until they try again."""

from django.utils.crypto import salted_hmac

from hearth.notifications.models import Suppression
from hearth.notifications.models.suppression import Reason


def suppress(address: str, reason: Reason) -> None:
    """Mail no word to `address` any more; the first reason stays."""
    Suppression.objects.get_or_create(digest=digest_of(address), defaults={"reason": reason})


def is_suppressed(address: str) -> bool:
    """Say whether no word is mailed to `address`. One query."""
    return Suppression.objects.filter(digest=digest_of(address)).exists()


def lift(address: str) -> None:
    """Mail word to `address` again: its owner asked for it."""
    Suppression.objects.filter(digest=digest_of(address)).delete()


def digest_of(address: str) -> str:
    """Return what stands for `address`, however it is written: nobody finds the address from it without our key."""
    return salted_hmac("hearth.notifications.suppressing", address.strip().lower(), algorithm="sha256").hexdigest()
