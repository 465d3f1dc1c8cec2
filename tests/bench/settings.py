"""The site's own settings, the command `bench`, and one page more: `bare`, which costs what the middleware costs."""

from hearth.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.bench"]  # noqa: F405
ROOT_URLCONF = "tests.bench.urls"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
PACES = dict.fromkeys(PACES, (10**9, 10**9))  # noqa: F405  one client asks as fast as it can
LOGGING = {"level": "WARNING"}  # the progress is to be read
