"""How often somebody may do what brings word to others, or has us look elsewhere."""

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext as _

from hearth.core.refusals import Refusal


def count_for_a_day(request: HttpRequest, action: str) -> None:
    """Count one more `action` of whoever is signed in; raises Refusal above what the settings allow in a day."""
    if not ratelimit.consume(request, action=action, user=request.user):
        raise Refusal(_("That is a lot in a short time. You can go on tomorrow."))


def count_for_an_hour(request: HttpRequest, action: str) -> None:
    """Count one more `action` of whoever is signed in; raises Refusal above what the settings allow in an hour."""
    if not ratelimit.consume(request, action=action, user=request.user):
        raise Refusal(_("That is a lot in a short time. You can go on in an hour."))
