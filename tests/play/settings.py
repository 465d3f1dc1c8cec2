"""The site's settings with the play app. Of SQLite, only what guards against power loss is left out: it is slow."""

from hearth.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.play"]  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
if "init_command" in DATABASES["default"]["OPTIONS"]:  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # noqa: F405
