"""A visitor in front of the outer cache."""

from io import BytesIO

from django.test.client import ClientHandler

from hearth.core.outer_cache import OuterCache


class Browser:
    """Asks an outer cache as a web server would, and counts what reached Django."""

    def __init__(self, **given):
        self.asked, self.now = 0, 0.0
        site = ClientHandler(enforce_csrf_checks=False)  # leaves the test's transaction open, as WSGIHandler does not

        def counted(environ, start_response):
            self.asked += 1
            response = site(environ)
            cookies = [("Set-Cookie", cookie.OutputString()) for cookie in response.cookies.values()]
            start_response(f"{response.status_code} {response.reason_phrase}", [*response.items(), *cookies])
            return response.streaming_content if response.streaming else [response.content]

        self.cache = OuterCache(counted, clock=lambda: self.now, **given)

    def get(self, path, *, method="GET", query="", **headers):
        told = []
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "HTTP_HOST": "testserver",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
        } | {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        parts = self.cache(environ, lambda status, given, exc_info=None: told.extend([int(status[:3]), given]))
        body = b"".join(parts).decode(errors="replace")
        if hasattr(parts, "close"):
            parts.close()
        return told[0], body
