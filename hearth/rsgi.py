"""The door for Granian: `granian --interface rsgi hearth.rsgi:application`."""

from django.conf import settings

from hearth.core.gateway import Gateway
from hearth.wsgi import application as site

application = Gateway(site, largest=settings.REQUEST_BODY_MAX_SIZE)
