"""How fast pages that are dear may be asked for: counted in the memory of each process, by person or network.

The shared counts of `ACCOUNT_RATE_LIMITS` (docs/adr/0005) write to the database. Reading writes nothing here: it
goes on when the disk is full, and no row says when somebody looked for something.
"""

import time

from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

SECONDS = 60


def keeps_pace(request: HttpRequest, action: str) -> bool:
    """Count one more `action` of whoever asks; say whether it is within what `settings.PACES` allows in a minute."""
    a_person, a_network = settings.PACES[action]
    is_somebody = request.user.is_authenticated
    who = f"person-{request.user.pk}" if is_somebody else f"network-{get_ip(request)}"
    key = f"{action}-{who}-{int(time.time() // SECONDS)}"
    counts = caches["process"]
    counts.add(key, 0, timeout=SECONDS)
    try:
        return bool(counts.incr(key) <= (a_person if is_somebody else a_network))
    except ValueError:  # so many ask that this count was pushed out already
        return True
