"""The gateway between Granian and Django: takes each request whole before one of a few threads is given to it.

Under WSGI a server gives a thread to a request as soon as its head is there, and whoever never ends the body holds that
thread for good. Here an event loop waits for slow senders and slow readers, and threads only compute. It speaks RSGI
(Granian's docs/spec/RSGI.md) on one side and WSGI (PEP 3333) on the other.
"""

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from wsgiref.types import WSGIApplication, WSGIEnvironment

import structlog

THREADS = 4
REFUSED = "hearth.body_refused"  # in the environ: the status to answer with, for the body is not whole
PATIENCE = 20.0
PACE = 20_000
BODIES_AT_ONCE = 256 * 1024 * 1024
IN_MEMORY = 64 * 1024
BROKEN = b"<!doctype html><html lang=en><title>Error</title><p>Something went wrong on our side. Please try again."
log = structlog.get_logger("hearth.gateway")
Answer = tuple[int, list[tuple[str, str]], bytes]
Quick = Callable[[WSGIEnvironment], Answer | None]


class Gateway:
    """An RSGI application that answers with what the WSGI application `application` says, in `threads` threads.

    A body of n bytes may take `patience` seconds and one more for every `pace` bytes that came. One that comes too late
    (408), breaks off (400), or finds too many bytes of others waiting (503) reaches the application as an empty one,
    with the status to answer in the environ under `REFUSED`. Of a body larger than `largest` bytes no more is read: the
    application is told its length and refuses it. Answers are kept in memory whole.

    `quick` is asked first about a request without a body, and must wait for nothing: what it answers takes no thread.
    """

    def __init__(
        self,
        application: WSGIApplication,
        *,
        largest: int,
        threads: int = THREADS,
        patience: float = PATIENCE,
        pace: int = PACE,
        quick: Quick | None = None,
    ) -> None:
        self.application, self.largest, self.patience, self.pace = application, largest, patience, pace
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="django")
        self.held, self.quick = 0, quick

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer one request."""
        with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            environ = environ_of(scope, body)
            try:
                if "content-length" in scope.headers or "transfer-encoding" in scope.headers:
                    environ |= await self._take(protocol, body, _announced(environ))
                elif self.quick and (found := self.quick(environ)):
                    protocol.response_bytes(*found)
                    return
                answer = await asyncio.get_running_loop().run_in_executor(self.pool, self._answer, environ)
            finally:
                self.held -= body.seek(0, 2)
        protocol.response_bytes(*answer)

    async def _take(self, protocol: Any, body: IO[bytes], announced: int) -> WSGIEnvironment:
        """Read the body as far as it may come; return what the environ says of it."""
        if announced > self.largest:
            return {}
        received, clock = 0, asyncio.get_running_loop()
        began = clock.time()
        try:
            async with asyncio.timeout(self.patience) as limit:
                async for chunk in protocol:
                    received += len(chunk)
                    self.held += body.write(chunk)
                    if received > self.largest:
                        break
                    if self.held > BODIES_AT_ONCE:
                        return _refused(503)
                    limit.reschedule(began + self.patience + received / self.pace)
        except TimeoutError:
            return _refused(408)
        body.seek(0)
        return {"CONTENT_LENGTH": str(received)} if received >= announced else _refused(400)

    def _answer(self, environ: WSGIEnvironment) -> Answer:
        told: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            told[:] = int(status[:3]), headers

        try:
            parts = self.application(environ, start_response)
            try:
                content = b"".join(parts)
            finally:
                if hasattr(parts, "close"):
                    parts.close()
            return told[0], told[1], content
        except Exception as error:
            log.error("answered with an error", status=500, exc_info=error)
            return 500, [("content-type", "text/html; charset=utf-8")], BROKEN


def environ_of(scope: Any, body: IO[bytes]) -> WSGIEnvironment:
    """Return the WSGI environ for the request of `scope`, whose body is in `body`.

    Headers whose names hold an underscore are left out: they would pass for those with a hyphen.
    """
    server, client = _address(scope.server), _address(scope.client)
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "SERVER_NAME": server[0],
        "SERVER_PORT": server[1],
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if scope.authority:
        environ["HTTP_HOST"] = scope.authority
    for name, value in scope.headers.items():
        if "_" not in name:
            key = name.upper().replace("-", "_")
            key = key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"
            separator = "; " if name == "cookie" else ","
            environ[key] = f"{environ[key]}{separator}{value}" if key in environ else value
    return environ


def _address(text: str) -> tuple[str, str]:
    host, _colon, port = text.rpartition(":")
    return host.strip("[]"), port


def _announced(environ: WSGIEnvironment) -> int:
    said = environ.get("CONTENT_LENGTH", "")
    return int(said) if said.isascii() and said.isdecimal() else 0


def _refused(status: int) -> WSGIEnvironment:
    return {REFUSED: status, "CONTENT_LENGTH": "0"}
