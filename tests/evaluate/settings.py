"""The site's own settings and the command `evaluate`."""

from hearth.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.evaluate"]  # noqa: F405
LOGGING = {"level": "WARNING"}
