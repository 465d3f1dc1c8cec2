"""Which outside providers people may sign in with: read from the host's TOML file.

Knows no models, so that the settings can ask it.
"""

import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from django.urls import reverse

OPENID: Final = "openid_connect"
_APPS: Final = "allauth.socialaccount.providers"
_ASKED: Final = {"id", "name", "client_id", "secret"}
_TAKEN: Final = _ASKED | {"kind", "server", "origins", "settings"}
_HERE: Final = {"localhost", "127.0.0.1", "::1"}


class ProvidersError(Exception):
    """The file cannot be used; the message says what to mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """One outside provider. `kind` is `openid_connect` or the name of one django-allauth knows, such as `google`."""

    id: str
    name: str
    client_id: str
    secret: str
    kind: str = OPENID
    server: str = ""
    origins: tuple[str, ...] = ()
    settings: Mapping[str, Any] | None = None

    @property
    def app(self) -> str:
        """The Django app that speaks to it."""
        return f"{_APPS}.{self.kind}"

    @property
    def login_url(self) -> str:
        """Where a form is posted to go there."""
        return reverse(f"{OPENID}_login", args=[self.id]) if self.kind == OPENID else reverse(f"{self.kind}_login")

    def as_app(self) -> dict[str, Any]:
        """Return it as an `APPS` entry of django-allauth; with proof keys for the code (RFC 7636)."""
        own = {"server_url": self.server, "oauth_pkce_enabled": True} if self.kind == OPENID else {}
        return {
            "provider_id": self.id,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.secret,
            "settings": {**own, **(self.settings or {})},
        }


def read(path: str) -> list[Provider]:
    """Return the providers that the TOML file at `path` names, in its order; an empty path names none.

    Raises ProvidersError.
    """
    if not path:
        return []
    try:
        entries = tomllib.loads(Path(path).read_text(encoding="utf-8")).get("provider", [])
        found = [_provider(entry) for entry in entries]
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise ProvidersError(f"HEARTH_SIGN_IN_WITH cannot be read: {error}") from error
    if len({provider.id for provider in found}) < len(found):
        raise ProvidersError("HEARTH_SIGN_IN_WITH names two providers with the same id.")
    return found


def read_or_exit(path: str) -> list[Provider]:
    """Return `read(path)`; when it fails print one line and end the process with exit code 2."""
    try:
        return read(path)
    except ProvidersError as error:
        sys.stderr.write(f"Hearth cannot start:\n- {error}\n")
        raise SystemExit(2) from None


def _provider(entry: Mapping[str, Any]) -> Provider:
    name = entry.get("id", "?")
    if missing := _ASKED - set(entry):
        raise ProvidersError(f"HEARTH_SIGN_IN_WITH: provider {name} lacks {', '.join(sorted(missing))}.")
    if unknown := set(entry) - _TAKEN:
        raise ProvidersError(f"HEARTH_SIGN_IN_WITH: nobody reads {', '.join(sorted(unknown))} of provider {name}.")
    provider = Provider(**{**entry, "origins": tuple(entry.get("origins", ()))})
    if not str(provider.id).isascii() or not str(provider.id).replace("-", "").isalnum():
        raise ProvidersError(f"HEARTH_SIGN_IN_WITH: the id {name} may hold letters, digits and hyphens only.")
    if provider.kind != OPENID:
        if not str(provider.kind).isidentifier() or find_spec(provider.app) is None:
            raise ProvidersError(f"HEARTH_SIGN_IN_WITH: django-allauth knows no provider {provider.kind}.")
        return provider
    server = urlsplit(provider.server)
    if server.scheme != "https" and not (server.scheme == "http" and server.hostname in _HERE):
        raise ProvidersError(f"HEARTH_SIGN_IN_WITH: the server of {name} must begin with https://.")
    return provider


def as_allauth_takes_them(providers: Iterable[Provider]) -> dict[str, Any]:
    """Return `providers` as django-allauth's SOCIALACCOUNT_PROVIDERS."""
    found: dict[str, Any] = {}
    for provider in providers:
        found.setdefault(provider.kind, {"APPS": []})["APPS"].append(provider.as_app())
    return found


def origins_of(providers: Iterable[Provider]) -> list[str]:
    """Return the origins that a page with buttons for `providers` sends people to."""
    named = {origin for provider in providers for origin in provider.origins}
    servers = {urlsplit(provider.server) for provider in providers if provider.server}
    return sorted(named | {f"{server.scheme}://{server.netloc}" for server in servers})
