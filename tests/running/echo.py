"""A site that says what reached it, for the tests of the gateway."""

import json

from hearth.core import logs
from hearth.core.gateway import REFUSED, Gateway

logs.configure({"level": "INFO"})


def echo(environ, start_response):
    if environ["PATH_INFO"] == "/broken":
        raise ValueError("secret-canary")
    said = {name: value for name, value in environ.items() if isinstance(value, str)}
    said |= {"body": environ["wsgi.input"].read().decode(), "refused": environ.get(REFUSED, 0)}
    start_response("201 Created", [("Content-Type", "application/json"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
    yield json.dumps(said).encode()


application = Gateway(echo, largest=1000, patience=1)
