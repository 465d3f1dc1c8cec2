"""The door for other web servers than Granian; they should take requests whole, as `hearth.core.gateway` does."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.settings")
site = get_wsgi_application()

from hearth.core.outer_cache import OuterCache  # noqa: E402  (it reads the settings, which are ready only now)

application = OuterCache(site)
