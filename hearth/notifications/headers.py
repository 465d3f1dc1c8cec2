"""What mail programs are told of word by e-mail, in headers: nothing of what it is about."""

from django.conf import settings

from hearth.core.mail import absolute
from hearth.notifications.links import Occasion, end_of


def list_headers(occasion: Occasion) -> dict[str, str]:
    """Return the headers by which a mail program files word, and ends it at one press (RFC 2919, 2369, 8058).

    There is one list for the whole site: a list for each community would tell which one it is. Without TLS nothing is
    said of ending it at one press, as RFC 8058 has it.
    """
    headers = {
        "List-Id": f"<word.{settings.SITE.hostname or 'localhost'}>",
        "List-Unsubscribe": f"<{absolute(end_of(occasion))}>",
    }
    return headers | ({"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"} if settings.ON_TLS else {})
