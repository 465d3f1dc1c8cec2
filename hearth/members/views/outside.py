"""Outside providers: signing in from there, and which of one's accounts there are linked."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import wraps
from typing import Any

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.internal.flows.connect import disconnect
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView, OAuth2View
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver
from requests import RequestException

from hearth.members.outside import OPENID, origins_of
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


def all_lead_outside(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[URLPattern | URLResolver]:
    """Give every view of `patterns`, such as those of a provider's app, what `leads_outside` gives one."""
    for each in patterns:
        if isinstance(each, URLResolver):
            inner = list(all_lead_outside(each.url_patterns))
            yield URLResolver(each.pattern, inner, each.default_kwargs, each.app_name, each.namespace)
        else:
            yield URLPattern(each.pattern, leads_outside(each.callback), each.default_args, each.name)


def name_of(came_from: Sequence[str] | None) -> str:
    """Return what people call the provider somebody came from, given as provider and id; empty for nobody."""
    provider_id = came_from[0] if came_from else ""
    return next((provider.name for provider in settings.OUTSIDE_PROVIDERS if provider.id == provider_id), "")


def _or_say_so(kind: type[OAuth2View], request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Run one of allauth's views; who is not named as OpenID is not found, who does not answer is said to be away."""
    if not any(each.id == provider_id and each.kind == OPENID for each in settings.OUTSIDE_PROVIDERS):
        raise Http404
    adapter = CheckedOpenID(request, provider_id)
    try:
        return kind.adapter_view(adapter)(request)
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
