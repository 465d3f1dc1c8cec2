"""What every template knows of the site itself. Nothing of the reader: anonymous pages are cached whole."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from hearth.core.display import Display
from hearth.core.languages import NATIVE_NAMES


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the site's name, whether it is a demo, its languages and the reader's display choice."""
    return {
        "site_name": settings.CONFIG.site_name,
        "is_demo": settings.CONFIG.demo,
        "display": getattr(request, "display", None) or Display.from_cookie(request.COOKIES.get(Display.COOKIE, "")),
        "site_languages": [(code, NATIVE_NAMES[code]) for code, _name in settings.LANGUAGES],
    }
