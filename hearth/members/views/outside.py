"""Outside providers: signing in from there, and which of one's accounts there are linked."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.internal.flows.connect import disconnect
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView, OAuth2View
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from requests import RequestException

from hearth.members.outside import origins_of
from hearth.members.outside_adapter import CheckedOpenID
from hearth.members.queries.ways_in import get_outside
from hearth.members.views.still_you import still_you

View = Callable[..., HttpResponseBase]


def leads_outside(view: View) -> View:
    """Let the forms of this page lead to the providers the host named: browsers allow redirects only there."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if origins := origins_of(settings.OUTSIDE_PROVIDERS):
            response._csp_update = {"form-action": origins}
        return response

    return wrapped


def name_of(came_from: Sequence[str] | None) -> str:
    """Return what people call the provider somebody came from, given as provider and id; empty for nobody."""
    provider_id = came_from[0] if came_from else ""
    return next((provider.name for provider in settings.OUTSIDE_PROVIDERS if provider.id == provider_id), "")


def _or_say_so(kind: type[OAuth2View], request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Run one of allauth's views; who is not named is not found, who does not answer is said to be away."""
    adapter = CheckedOpenID(request, provider_id)
    try:
        return kind.adapter_view(adapter)(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except (RequestException, KeyError, TypeError, ValueError) as error:
        return render_authentication_error(request, adapter.get_provider(), exception=error)


@leads_outside
def enter(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Go to an OpenID provider; a plain link asks first, so that nobody is sent there unasked."""
    return _or_say_so(OAuth2LoginView, request, provider_id)


def come_back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Take what the provider says of whoever comes back."""
    return _or_say_so(OAuth2CallbackView, request, provider_id)


@login_required
@still_you
@leads_outside
def manage(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Link one's account at a provider, or take the link away."""
    provider, linked = get_outside(request.user, provider_id)
    if provider is None:
        raise Http404
    if request.method == "POST":
        if linked:
            disconnect(request, linked)
        return redirect("members:settings-signing-in")
    return render(request, "members/outside.html", {"provider": provider, "linked": linked})
