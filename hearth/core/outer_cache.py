"""Whole pages kept for visitors, in front of Django: the same page for everybody who is not signed in.

A view says with `@kept_for_visitors` that its page holds nothing of a person and no token. What is kept is keyed by
host, address, language and the look a visitor chose, for five seconds; `forget_pages()` empties it at once in every
process of the machine.
"""

import mmap
import os
import struct
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import structlog
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, parse_cookie
from django.utils.translation import get_language_from_request

from hearth.core.display import Display

KEPT_SECONDS = 5.0
MOST_BYTES = 64 * 1024 * 1024
LARGEST = 1024 * 1024  # bytes of one page
LONGEST_QUERY = 200
MAY_KEEP = "hearth.may_keep"  # in the environ: the view's word that the page is the same for every visitor
PERSONAL_COOKIES = frozenset({settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"})
OTHER_ANSWERS = ("HTTP_AUTHORIZATION", "HTTP_HX_REQUEST", "HTTP_RANGE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
Key = tuple[str, ...]
View = Callable[..., HttpResponse]
log = structlog.get_logger("hearth.request")


def kept_for_visitors(view: View) -> View:
    """Let the outer cache keep what `view` answers a visitor with: it must hold nothing of a person, and no token."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "GET" and request.viewer is None:  # type: ignore[attr-defined]
            request.META[MAY_KEEP] = request.resolver_match.view_name if request.resolver_match else ""
        return response

    return wrapped


def forget_pages() -> None:
    """Let no process of this machine show a kept page once the present transaction is done.

    For what must be gone at once: hidden, erased, closed. Everything else changes within KEPT_SECONDS by itself.
    """
    transaction.on_commit(generation.advance)


class Generation:
    """A number that all processes of one home share, in eight bytes of a file that each maps into its memory.

    There is none while the file cannot be had, as on a full disk: then nothing is kept, and every page is made anew.
    """

    def __init__(self, path: Callable[[], Path]) -> None:
        self._path, self._lock = path, threading.Lock()
        self._map: mmap.mmap | None = None
        self._has_warned = False

    def read(self) -> int | None:
        """Return the number as it is now; None where it cannot be had."""
        shared = self._shared()
        return None if shared is None else int(struct.unpack_from("<Q", shared)[0])

    def advance(self) -> None:
        """Make every process read another number from now on."""
        with self._lock:
            shared, number = self._shared(), self.read()
            if shared is not None and number is not None:
                # Two processes that advance at once may write the same number: it still differs from the one before.
                struct.pack_into("<Q", shared, 0, (number + 1) % 2**64)

    def _shared(self) -> mmap.mmap | None:
        if self._map is None:
            try:
                self._map = _mapped(self._path())
            except OSError as error:
                if not self._has_warned:
                    log.warning("no pages are kept", reason=error.strerror)
                self._has_warned = True
        return self._map


def _mapped(path: Path) -> mmap.mmap:
    """Return eight bytes of the file at `path` as memory. Raises OSError when the disk has no room for them."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        # Not `ftruncate`: it makes a hole, and touching a hole on a full disk ends the process (SIGBUS).
        os.posix_fallocate(descriptor, 0, 8)
        return mmap.mmap(descriptor, 8)
    finally:
        os.close(descriptor)


generation = Generation(lambda: Path(settings.CONFIG.home) / "pages.generation")


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it was answered; `route` is for the log."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes
    route: str
    generation: int
    until: float


class OuterCache:
    """A WSGI application (PEP 3333) that answers visitors with what `application` told another visitor just before.

    Arguments:
        application: asked for whatever is not kept.
        seconds: how long a page is kept.
        most_bytes: how much is kept in all; the pages longest unasked for go first.
        clock: seconds that only grow.
    """

    def __init__(
        self,
        application: WSGIApplication,
        *,
        seconds: float = KEPT_SECONDS,
        most_bytes: int = MOST_BYTES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.application, self.seconds, self.most_bytes, self.clock = application, seconds, most_bytes, clock
        self.pages: OrderedDict[Key, Kept] = OrderedDict()
        self.bytes = 0
        self.lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        if kept := self.find(environ):
            start_response(kept.status, kept.headers)
            return [kept.body]
        key = key_of(environ)
        return self._ask(key, environ, start_response) if key else self.application(environ, start_response)

    def find(self, environ: WSGIEnvironment) -> Kept | None:
        """Return the page that is kept for this request, if any. It waits for nothing, and asks nobody."""
        began = time.perf_counter()
        kept = self._find(key_of(environ))
        if kept is not None:
            ms = round((time.perf_counter() - began) * 1000, 1)
            log.info("request", route=kept.route, method="GET", status=int(kept.status[:3]), ms=ms, kept=True)
        return kept

    def _find(self, key: Key | None) -> Kept | None:
        if key is None:
            return None
        number = generation.read()
        with self.lock:
            kept = self.pages.get(key)
            if number is None or kept is None or kept.generation != number or kept.until <= self.clock():
                return None
            self.pages.move_to_end(key)
            return kept

    def _ask(self, key: Key, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Ask the application, and keep what it says where it may be kept."""
        number = generation.read()  # before: what was made while something was being hidden is never shown again
        told: list[Any] = []

        def listen(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            told[:] = status, headers
            return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

        parts = self.application(environ, listen)
        if number is None or not (environ.get(MAY_KEEP) and told and told[0].startswith("200")):
            return parts
        try:
            body = b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        status, headers = told
        if len(body) <= LARGEST and not any(name.lower() == "set-cookie" for name, _value in headers):
            self._keep(key, Kept(status, headers, body, environ[MAY_KEEP], number, self.clock() + self.seconds))
        return [body]

    def _keep(self, key: Key, page: Kept) -> None:
        with self.lock:
            if before := self.pages.pop(key, None):
                self.bytes -= len(before.body)
            self.pages[key] = page
            self.bytes += len(page.body)
            while self.bytes > self.most_bytes:
                self.bytes -= len(self.pages.popitem(last=False)[1].body)


def key_of(environ: WSGIEnvironment) -> Key | None:
    """Return what tells one visitor's page from another's; None for a request that may be answered by Django only."""
    query = environ.get("QUERY_STRING", "")
    if environ["REQUEST_METHOD"] != "GET" or len(query) > LONGEST_QUERY or any(map(environ.get, OTHER_ANSWERS)):
        return None
    cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
    if not PERSONAL_COOKIES.isdisjoint(cookies):
        return None
    return (
        environ.get("HTTP_HOST", ""),
        environ.get("wsgi.url_scheme", ""),
        "https" if _first(environ.get("HTTP_X_FORWARDED_PROTO", "")) == "https" else "",
        environ.get("PATH_INFO", ""),
        query,
        _language(cookies.get(settings.LANGUAGE_COOKIE_NAME, ""), environ.get("HTTP_ACCEPT_LANGUAGE", "")),
        Display.from_cookie(cookies.get(Display.COOKIE, "")).to_cookie(),
        "gzip" if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") else "",
        "" if "json" not in environ.get("HTTP_ACCEPT", "") else environ["HTTP_ACCEPT"][:100],
    )


def _first(listed: str) -> str:
    """Return the first of what proxies said one after the other, as Django reads it."""
    return listed.partition(",")[0].strip()


@lru_cache(maxsize=2048)
def _language(chosen: str, accepted: str) -> str:
    """Return the language Django's LocaleMiddleware would choose."""
    request = HttpRequest()
    request.COOKIES = {settings.LANGUAGE_COOKIE_NAME: chosen} if chosen else {}
    request.META = {"HTTP_ACCEPT_LANGUAGE": accepted}
    return get_language_from_request(request)
