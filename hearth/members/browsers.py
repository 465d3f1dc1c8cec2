"""Telling a browser in plain words from what it says of itself."""

from typing import Final

from django.utils.translation import gettext as _

# In this order: most browsers also say that they are their ancestors.
_BROWSERS: Final = {
    "Edg": "Edge",
    "SamsungBrowser": "Samsung Internet",
    "OPR/": "Opera",
    "FxiOS": "Firefox",
    "Firefox/": "Firefox",
    "CriOS": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
_SYSTEMS: Final = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


def read_browser(user_agent: str) -> tuple[str, str]:
    """Return browser and system behind a User-Agent header, such as Firefox and Windows; empty where unknown."""
    browser, system = (
        next((name for mark, name in names.items() if mark in user_agent), "") for names in (_BROWSERS, _SYSTEMS)
    )
    return browser, system


def say_browser(browser: str, system: str) -> str:
    """Return what people call such a device."""
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A browser we do not know")
