"""That a message came: a second time it does nothing."""

from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.crypto import salted_hmac

from hearth.core.upkeep import prune
from hearth.notifications.models import Received
from hearth.notifications.reply_addresses import VALID

KEPT: Final = VALID + timedelta(days=1)
"""How long it is remembered: whatever is older has to be of no effect by itself."""


def is_first(key: str) -> bool:
    """Note that what `key` names came, in the caller's transaction; say whether it is the first time."""
    digest = salted_hmac("hearth.notifications.received", key, algorithm="sha256").hexdigest()
    return Received.objects.get_or_create(digest=digest)[1]


def forget_received() -> int:
    """Forget what came so long ago that it is of no effect any more; return how many."""
    return prune(Received.objects.filter(at__lt=timezone.now() - KEPT))
