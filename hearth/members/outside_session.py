"""How allauth asks outside providers: through the house's own door (`hearth.core.http`), bounded in every way.

Anybody can make the site ask a provider, without an account. So whatever the provider does, one visit waits for it no
longer than VISIT seconds, and visits together hold no more than AT_ONCE threads of a process: the rest of the site has
the others.
"""

import ipaddress
import json
import time
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from threading import BoundedSemaphore
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from hearth.core.addresses import is_public, resolve
from hearth.core.http import Client, FetchFailed, FetchRefused, Response
from hearth.members.outside import origins_of

VISIT: Final = 6.0  # seconds, of all that one visit asks
AT_ONCE: Final = 2  # of the four threads of a process
IN_LINE: Final = 0.5  # seconds that one who comes to it when all these are held waits for one to be free
MAX_BYTES: Final = 256 * 1024
KEPT: Final = 600  # seconds that discovery and keys are good for
AWAY: Final = 30  # seconds that a provider which did not answer is left alone
_PORTS: Final = {"http": 80, "https": 443}

_talking = BoundedSemaphore(AT_ONCE)


class OutsideAway(OAuth2Error):
    """The provider did not answer, not in time, or nothing that can be read."""


class _OutsideBusy(OutsideAway):
    """We did not even ask: others wait for providers already."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What allauth reads of an answer, by the names it knows from `requests`."""

    status_code: int
    content: bytes
    headers: Mapping[str, str]

    @property
    def ok(self) -> bool:
        return self.status_code < 400

    @property
    def text(self) -> str:
        return self.content.decode(errors="replace")

    def json(self) -> Any:
        """Return the body as JSON. Raises OutsideAway when it is none."""
        try:
            return json.loads(self.content)
        except (ValueError, RecursionError) as error:
            raise OutsideAway("The provider's answer is no JSON.") from error

    def raise_for_status(self) -> None:
        """Raise OutsideAway for an answer that says no."""
        if not self.ok:
            raise OutsideAway(f"The provider answered {self.status_code}.")


@dataclass
class _Carrier:
    """What an `auth` of `requests` writes its header on."""

    headers: dict[str, str] = field(default_factory=dict)


class OutsideSession:
    """What allauth uses in place of a session of `requests`. Every trouble is an OutsideAway.

    What is asked with nothing but an address, discovery and keys, is the same for everybody: it is kept for KEPT
    seconds, and an address that did not answer is left alone for AWAY. The provider's own server may stand where the
    host's file says, also beside this machine; any other address that it names must be on the open internet.
    """

    def __init__(self, request: HttpRequest | None) -> None:
        self.visit = request

    def __enter__(self) -> "OutsideSession":
        return self

    def __exit__(self, *what: object) -> None:
        """Nothing is held open."""

    def get(self, url: str, **given: Any) -> Answer:
        return self.request("GET", url, **given)

    def post(self, url: str, data: Any = None, json: Any = None, **given: Any) -> Answer:
        return self.request("POST", url, data=data, json=json, **given)

    def request(
        self,
        method: str,
        url: str,
        *,
        params: Any = None,
        data: Any = None,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
        auth: Any = None,
        timeout: Any = None,  # allauth's; ours counts down over the whole visit
    ) -> Answer:
        """Ask once, following redirects. Raises OutsideAway."""
        is_same_for_all = method == "GET" and not (params or headers or auth or urlsplit(url).query)
        if is_same_for_all:
            return self._kept(url)
        address = f"{url}{'&' if '?' in url else '?'}{urlencode(params, doseq=True)}" if params else url
        content, sent = _body(data, json)
        return self._ask(method, address, headers={**sent, **(headers or {}), **_proof(auth)}, content=content)

    def _kept(self, url: str) -> Answer:
        key = _key(url)
        kept = cache.get(key)
        if kept is None:
            try:
                kept = self._ask("GET", url)
                kept.raise_for_status()
            except _OutsideBusy:  # that says nothing of the provider
                raise
            except OutsideAway:
                cache.set(key, "", AWAY)
                raise
            cache.set(key, kept, KEPT)
        if not kept:
            raise OutsideAway("The provider did not answer a moment ago.")
        answer: Answer = kept
        return answer

    def _ask(self, method: str, url: str, *, headers: Mapping[str, str] | None = None, content: bytes = b"") -> Answer:
        if not _talking.acquire(timeout=min(IN_LINE, self._left())):
            raise _OutsideBusy("Too many wait for providers already.")
        try:
            answer = _client().fetch(
                url, method=method, headers=headers, content=content, max_bytes=MAX_BYTES, deadline=self._left()
            )
        except (FetchFailed, FetchRefused) as error:
            raise OutsideAway(str(error)) from error
        finally:
            _talking.release()
        return _answer(answer)

    def _left(self) -> float:
        """Return how many seconds are left of this visit."""
        end = getattr(self.visit, "outside_until", None) or time.monotonic() + VISIT
        if self.visit is not None:
            self.visit.outside_until = end  # type: ignore[attr-defined]
        if (left := end - time.monotonic()) <= 0:
            raise OutsideAway("The provider took too long.")
        return float(left)


def forget(url: str) -> None:
    """Ask anew next time what `url` says."""
    cache.delete(_key(url))


def _key(url: str) -> str:
    return f"hearth.outside.{sha256(url.encode()).hexdigest()}"


def _answer(response: Response) -> Answer:
    kind = response.headers.get("content-type", "")
    return Answer(response.status, response.content, {"content-type": kind, "Content-Type": kind})


def _body(data: Any, given: Any) -> tuple[bytes, dict[str, str]]:
    if given is not None:
        return json.dumps(given).encode(), {"Content-Type": "application/json"}
    if isinstance(data, str | bytes):
        return data.encode() if isinstance(data, str) else data, {}
    if data:
        return urlencode(data, doseq=True).encode(), {"Content-Type": "application/x-www-form-urlencoded"}
    return b"", {}


def _proof(auth: Any) -> dict[str, str]:
    if isinstance(auth, tuple):
        return {"Authorization": f"Basic {b64encode(':'.join(auth).encode()).decode()}"}
    carrier = _Carrier()
    if auth is not None:
        auth(carrier)
    return carrier.headers


def _client() -> Client:
    """Return a client that goes to the open internet and to the servers that the host's file names."""
    named = [urlsplit(origin) for origin in origins_of(settings.OUTSIDE_PROVIDERS)]
    hosts = {origin.hostname for origin in named}
    ports = {origin.port or _PORTS.get(origin.scheme, 443) for origin in named}

    def find(host: str, port: int, timeout: float) -> list[str]:
        found = resolve(host, port, timeout)
        if host not in hosts and not all(is_public(ipaddress.ip_address(address)) for address in found):
            raise FetchRefused("The address is not on the open internet.")
        return found

    return Client(allows=lambda address: True, resolver=find, ports=frozenset({80, 443} | ports))
