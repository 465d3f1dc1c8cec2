"""The pages of a person's settings, in the order of their menu."""

from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SettingsPage(NamedTuple):
    """One page; `name` is what its template calls itself, `url_name` where it is found."""

    name: str
    url_name: str
    icon: str
    label: str | Promise


SETTINGS_PAGES: Final = (
    SettingsPage("profile", "members:settings", "user", _("Your page")),
    SettingsPage("names", "members:settings-names", "users", _("Your names")),
    SettingsPage("privacy", "members:settings-privacy", "lock", _("Who sees what")),
    SettingsPage("situation", "members:settings-situation", "heart", _("What brings you here")),
    SettingsPage("interests", "members:settings-interests", "bookmark", _("Interests and people")),
    SettingsPage("organizations", "organizations:settings", "building", _("Where you belong")),
    SettingsPage("notifications", "notifications:settings", "bell", _("Notifications")),
    SettingsPage("display", "members:display", "globe", _("Language and display")),
    SettingsPage("signing-in", "members:settings-signing-in", "shield", _("Signing in")),
    SettingsPage("verification", "members:settings-verification", "steth", _("Verification")),
    SettingsPage("data", "members:settings-data", "download", _("Your data")),
    SettingsPage("leaving", "members:settings-leaving", "arrow", pgettext_lazy("settings", "Leaving")),
)
