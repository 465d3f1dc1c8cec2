"""The two cookies that say how a person likes pages; they say nothing of who it is."""

from django.conf import settings
from django.http import HttpResponseBase

from hearth.core.display import Display


def set_display_cookie(response: HttpResponseBase, display: Display) -> None:
    """Keep `display` on this device for a year."""
    response.set_cookie(
        Display.COOKIE,
        display.to_cookie(),
        max_age=Display.MAX_AGE,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )


def set_language_cookie(response: HttpResponseBase, language: str) -> None:
    """Keep `language` on this device for a year."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )
