"""The site's settings with the play app: nothing else differs from a host's."""

from hearth.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "hearth.activity.tests.play"]  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
