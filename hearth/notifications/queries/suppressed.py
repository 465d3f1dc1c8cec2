"""Which addresses get no word from us."""

from django.utils.crypto import salted_hmac

from hearth.notifications.models import Suppression


def digest_of(address: str) -> str:
    """Return what is kept of `address`: nobody works it out without our key."""
    return salted_hmac("hearth.notifications.suppressed", address.lower(), algorithm="sha256").hexdigest()


def is_suppressed(address: str) -> bool:
    """Say whether mail to `address` could not be delivered, or was called spam."""
    return suppression_of(address) is not None


def suppression_of(address: str) -> Suppression | None:
    """Return since when and why `address` gets no word from us, for whoever it belongs to; None where it does."""
    return Suppression.objects.filter(digest=digest_of(address)).first()
