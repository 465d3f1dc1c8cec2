"""The one door through which Hearth fetches anything from elsewhere.

Addresses that people type are a way to make a server talk to itself and to its neighbors (SSRF). So each name is
resolved once, each of its addresses is checked, and the connection goes to one of those very addresses; a redirect
is a new address and is checked anew. The whole exchange has one deadline and the decoded body one size.
"""

import codecs
import ipaddress
import re
import ssl
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import httpcore
import httpx
from django.conf import settings

from hearth.core.addresses import Policy, Resolver, is_public, resolve

MAX_BYTES = 5 * 1024 * 1024
DEADLINE = 15.0
MAX_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
HOST = re.compile(r"[A-Za-z0-9._:-]+")
PIECE = 16 * 1024
RAW_MARGIN = 4096  # what compressing may add to a body that does not compress, beside a thousandth
SECRETS = {"authorization", "cookie", "proxy-authorization", "x-api-key", "x-auth-token"}
NO_CHARSETS = {"idna", "punycode", "undefined"}  # Python has them among its encodings: no page is written in them
OURS = {"host", "content-length", "transfer-encoding", "connection", "accept-encoding", "user-agent"}


class FetchRefused(Exception):
    """This address is not one we go to; nothing was sent there."""


class FetchFailed(Exception):
    """The other side could not be reached, was too slow, sent too much or made no sense."""


@dataclass(frozen=True, slots=True)
class Response:
    """What came back. `url` is where it came from in the end; `content` is decoded."""

    url: str
    status: int
    headers: httpx.Headers
    content: bytes

    @property
    def text(self) -> str:
        """The content by its declared charset, else UTF-8; what cannot be read becomes a replacement character."""
        declared = httpx.Response(self.status, headers={"content-type": self.headers.get("content-type", "")})
        return self.content.decode(_charset(declared.charset_encoding or ""), "replace")


def _charset(name: str) -> str:
    """Return the encoding called `name`, UTF-8 where that is none of text: others unpack, without a bound, or raise."""
    try:
        found = codecs.lookup(name).name
        b"a".decode(found, "replace")
    except (LookupError, ValueError):
        return "utf-8"
    return "utf-8" if found in NO_CHARSETS else found


class _Clock:
    """Counts one deadline down over everything that happens in an exchange."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    def left(self) -> float:
        left = self.end - time.monotonic()
        if left <= 0:
            raise FetchFailed("The exchange took too long.")
        return left


class _Stream(httpcore.NetworkStream):
    """A connection on which each wait gets only what is left of the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, clock: _Clock) -> None:
        self.inner, self.clock = inner, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.inner.read(max_bytes, self.clock.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), PIECE):
            self.inner.write(buffer[start : start + PIECE], self.clock.left())

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self.inner.start_tls(ssl_context, server_hostname, self.clock.left()), self.clock)

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)


class _Network(httpcore.NetworkBackend):
    """Resolves a name once, checks every address it has, and connects to one of those."""

    def __init__(self, client: "Client", clock: _Clock) -> None:
        self.client, self.clock, self.plain = client, clock, httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        problem: Exception = FetchFailed("The name has no address.")
        for address in self.client.checked(host, port, self.clock):
            try:
                return _Stream(self.plain.connect_tcp(address, port, self.clock.left()), self.clock)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        raise FetchRefused("Sockets of this machine are not fetched from.")


@dataclass(frozen=True, slots=True)
class Client:
    """Fetches by these rules: `allows` judges addresses, `resolver` finds them, `ports` are the ones gone to."""

    allows: Policy = is_public
    resolver: Resolver = resolve
    ports: frozenset[int] = frozenset({80, 443})

    def fetch(
        self,
        url: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        content: bytes = b"",
        max_bytes: int = MAX_BYTES,
        deadline: float = DEADLINE,
    ) -> Response:
        """Return the answer to one request, whatever its status, after at most five redirects.

        `max_bytes` bounds the decoded body, `deadline` (seconds) the whole exchange. Proxies of the environment are
        not used, cookies not kept. Raises FetchRefused for an address we do not go to, FetchFailed for all else.
        """
        clock, target = _Clock(deadline), self._target(url)
        sent = {name: value for name, value in (headers or {}).items() if name.lower() not in OURS}
        for _hop in range(MAX_REDIRECTS + 1):
            response = self._exchange(target, method, sent, content, max_bytes, clock)
            place = response.headers.get("location")
            if response.status not in REDIRECTS or not place:
                return response
            following = self._target(str(_join(target, place)))
            if response.status == 303 or (response.status in {301, 302} and method == "POST"):
                method, content = ("HEAD" if method == "HEAD" else "GET"), b""
                sent = {name: value for name, value in sent.items() if not name.lower().startswith("content-")}
            secret = bool(content) or any(name.lower() in SECRETS for name in sent)
            if secret and (target.scheme, following.scheme) == ("https", "http"):
                raise FetchRefused("A redirect would send secrets in the clear.")
            if _origin(following) != _origin(target):
                sent = {name: value for name, value in sent.items() if name.lower() not in SECRETS}
            target = following
        raise FetchFailed("There were too many redirects.")

    def checked(self, host: str, port: int, clock: _Clock) -> list[str]:
        """Return every address of `host`. Raises FetchRefused when a single one of them is not allowed."""
        try:
            found = self.resolver(host, port, clock.left())
        except OSError as error:
            raise FetchFailed("The name was not found.") from error
        for address in found:
            if not self.allows(ipaddress.ip_address(address)):
                raise FetchRefused("The address is not on the open internet.")
        return found

    def _target(self, url: str) -> httpx.URL:
        try:
            target = httpx.URL(url)
            port = target.port or {"http": 80, "https": 443}.get(target.scheme)
        except (httpx.InvalidURL, ValueError, TypeError, UnicodeError) as error:
            raise FetchRefused("The address cannot be read.") from error
        if target.scheme not in {"http", "https"} or not target.host:
            raise FetchRefused("Only http and https addresses are fetched.")
        if not HOST.fullmatch(target.raw_host.decode()):
            raise FetchRefused("There is no such name.")
        if target.userinfo:
            raise FetchRefused("Addresses with a user name are not fetched.")
        if port not in self.ports:
            raise FetchRefused("This port is not fetched from.")
        return target

    def _exchange(
        self, target: httpx.URL, method: str, headers: Mapping[str, str], content: bytes, max_bytes: int, clock: _Clock
    ) -> Response:
        given = {**headers, **_own_headers(), "Host": target.netloc.decode()}
        address = httpcore.URL(scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path)
        network = _Network(self, clock)
        try:
            with (
                httpcore.ConnectionPool(ssl_context=_ssl_context(), network_backend=network, http2=False) as pool,
                pool.stream(method, address, headers=list(given.items()), content=content) as answer,
            ):
                found = httpx.Headers(answer.headers)
                body = b"".join(_decoded(answer.iter_stream(), found.get("content-encoding", ""), max_bytes))
        except FetchFailed:
            raise
        except (*_TROUBLE, zlib.error, ValueError) as error:
            raise FetchFailed(f"The exchange failed ({type(error).__name__}).") from error
        return Response(str(target), answer.status, found, body)


_TROUBLE = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    ssl.SSLError,
    OSError,
)


fetch = Client().fetch  # from the open internet


def _own_headers() -> dict[str, str]:
    name = settings.CONFIG.site_name.encode("ascii", "ignore").decode() or "Hearth"
    agent = "".join(letter for letter in name if letter.isprintable() and letter not in "()")
    return {"User-Agent": f"Hearth ({agent}; +{settings.CONFIG.site_url})", "Accept-Encoding": "gzip"}


def _join(target: httpx.URL, place: str) -> httpx.URL:
    try:
        return target.join(place)
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise FetchRefused("A redirect leads to an address that cannot be read.") from error


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _decoded(pieces: Iterable[bytes], encoding: str, max_bytes: int) -> Iterator[bytes]:
    """Give the body piece by piece, never holding more than is allowed however well it was compressed.

    What follows the end of a compressed body is not read. What never decodes to anything counts too.
    """
    inflate = _inflater(encoding.strip().lower())
    left, raw_left = max_bytes, max_bytes + max_bytes // 1000 + RAW_MARGIN
    for piece in pieces:
        raw_left -= len(piece)
        while piece:
            if inflate is None:
                out, piece = piece, b""
            else:
                out = inflate.decompress(piece, left + 1)
                piece = inflate.unconsumed_tail
            left -= len(out)
            is_whole = inflate is not None and inflate.eof
            if left < 0 or (raw_left < 0 and not is_whole):
                raise FetchFailed("The answer is too large.")
            yield out
            if is_whole:
                return
    if inflate is not None and left < max_bytes and not inflate.eof:
        raise FetchFailed("The answer breaks off.")


def _inflater(encoding: str) -> Any:
    if encoding in {"", "identity"}:
        return None
    if encoding in {"gzip", "x-gzip"}:
        return zlib.decompressobj(zlib.MAX_WBITS | 16)
    if encoding == "deflate":
        return zlib.decompressobj()
    raise FetchFailed("The answer is encoded in a way we did not ask for.")


@lru_cache(maxsize=1)
def _ssl_context() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)
