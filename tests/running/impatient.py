"""The site as Granian is given it, but with little patience for slow senders."""

from django.conf import settings

from hearth.core.gateway import Gateway
from hearth.wsgi import application as site

application = Gateway(site, largest=settings.REQUEST_BODY_MAX_SIZE, patience=4)
