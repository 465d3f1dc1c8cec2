"""The door for Granian: `granian --interface rsgi hearth.rsgi:application`."""

from wsgiref.types import WSGIEnvironment

from django.conf import settings

from hearth.core.gateway import Answer, Gateway
from hearth.wsgi import application as site


def kept_page(environ: WSGIEnvironment) -> Answer | None:
    """Return the page kept for a visitor, if there is one."""
    kept = site.find(environ)
    return (int(kept.status[:3]), kept.headers, kept.body) if kept else None


application = Gateway(site, largest=settings.REQUEST_BODY_MAX_SIZE, quick=kept_page)
