"""What mail programs are told of word by e-mail, in headers: nothing of what it is about."""

from django.conf import settings

from hearth.core.mail import absolute


def list_headers(link: str) -> dict[str, str]:
    """Return the headers by which a mail program files word, and stops it at one press (RFC 2919, 2369, 8058).

    There is one list for the whole site: a list for each community would tell which one it is. Without TLS nothing is
    said of stopping at one press, as RFC 8058 has it. `link` is the path of the setting behind the mail.
    """
    headers = {
        "List-Id": f"<word.{settings.SITE.hostname or 'localhost'}>",
        "List-Unsubscribe": f"<{absolute(link)}>",
    }
    return headers | ({"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"} if settings.ON_TLS else {})
