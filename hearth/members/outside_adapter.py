from typing import Any

import structlog
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse

from hearth.members.joining_state import JoiningState
from hearth.members.models import Account
from hearth.members.outside import as_allauth_takes_them
from hearth.members.views.still_you import is_fresh

log = structlog.get_logger("hearth.members")


class OutsideAdapter(DefaultSocialAccountAdapter):
    """Where allauth asks the house about people who come from an outside provider."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Return the providers the host named in its file; none stand in the database."""
        every = as_allauth_takes_them(settings.OUTSIDE_PROVIDERS)
        found = [SocialApp(provider=kind, **app) for kind, given in every.items() for app in given["APPS"]]
        return [
            app
            for app in found
            if (not provider or provider in {app.provider, app.provider_id})
            and (not client_id or app.client_id == client_id)
        ]

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Account:
        """Keep of an outside account which one it is, and nothing it says of the person."""
        sociallogin.account.extra_data = {}
        account: Account = sociallogin.user
        account.email = str(data.get("email") or "")
        return account

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let an outside account be linked only by somebody who has just shown that it is them."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT and not is_fresh(request):
            raise ImmediateHttpResponse(redirect("members:outside", provider_id=sociallogin.account.provider))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Send somebody new through our own steps: no account before name, age, rules and a proven address."""
        state = JoiningState(request)
        if not state.is_refused:
            account = sociallogin.account
            state.put(outside=[account.provider, account.uid], outside_email=sociallogin.user.email)
        raise ImmediateHttpResponse(redirect("members:join"))

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Tell the host that a provider failed: which one and how, nothing of who came."""
        log.warning("outside provider failed", provider=provider.sub_id, error=error, cause=type(exception).__name__)

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("members:settings-signing-in")


class CheckedOpenID(OpenIDConnectOAuth2Adapter):
    """OpenID Connect that checks the signature of every id_token and believes userinfo about that person only.

    Follows OpenID Connect Core 1.0, 3.1.3.7 and 5.3.2.
    """

    _said: dict[str, Any] | None = None

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        self.did_fetch_access_token = False  # allauth would trust a direct answer without looking at the signature
        claims: dict[str, Any] = self._or_refused(super()._decode_id_token, app, id_token)
        if self._said and self._said.get("sub") != claims.get("sub"):
            raise OAuth2Error("The provider spoke of two people.")
        return claims

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **given: Any) -> SocialLogin:
        if not given["response"].get("id_token"):
            raise OAuth2Error("The provider sent no id_token.")
        return self._or_refused(super().complete_login, request, app, token, **given)

    def _fetch_user_info(self, access_token: str) -> dict[str, Any]:
        said: dict[str, Any] = super()._fetch_user_info(access_token)
        self._said = said
        return said

    @staticmethod
    def _or_refused(call: Any, *args: Any, **given: Any) -> Any:
        try:
            return call(*args, **given)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise OAuth2Error("The provider's answer cannot be read.") from error
