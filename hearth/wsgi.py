"""The door for other web servers than Granian; they should take requests whole, as `hearth.core.gateway` does."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.settings")
application = get_wsgi_application()
