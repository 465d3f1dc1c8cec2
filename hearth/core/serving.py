"""How the web server and the worker are started, and how one asks whether the site answers."""

import http.client
import os
import socket
import sys
from urllib.parse import urlsplit

from hearth.config import Config


def web_command(config: Config) -> list[str]:
    """Return the command line of the web server for `config`."""
    return [
        *(sys.executable, "-P", "-m", "granian", "--interface", "rsgi", "--no-ws"),
        *("--host", config.bind, "--port", str(config.port), "--workers", str(config.web_processes)),
        *("--workers-kill-timeout", "10", "--log-level", "warning"),
        "hearth.rsgi:application",
    ]


def worker_command() -> list[str]:
    """Return the command line of the background worker."""
    return [sys.executable, "-P", "-m", "django", "worker"]


def port_problem(config: Config) -> str:
    """Return why the site cannot listen where `config` says, in one sentence; empty when it can."""
    family = socket.AF_INET6 if ":" in config.bind else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((config.bind, config.port))
        except OSError as error:
            return (
                f"Port {config.port} of {config.bind} cannot be used ({os.strerror(error.errno or 0)}). "
                f"Choose another: PORT={config.port + 1 if config.port < 65535 else 8000} bin/run"
            )
    return ""


def answers(config: Config, timeout: float = 2) -> bool:
    """Say whether the health page of the site answers with 200 within `timeout` seconds."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(config.bind, config.bind)  # noqa: S104
    connection = http.client.HTTPConnection(host, config.port, timeout=timeout)
    try:
        connection.request("GET", "/health/", headers={"Host": urlsplit(config.site_url).netloc})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
