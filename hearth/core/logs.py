"""Structured logs without personal data: one JSON object a line, on standard error.

What people wrote, who they are and where they come from is not logged. Messages of ours are written that way; those
of libraries are scrubbed, and of an exception only its kind and place are kept unless its message is about the machine.
"""

import logging
import logging.config
import re
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

ABOUT_THE_MACHINE = (OperationalError, OSError, ImproperlyConfigured, ImportError, MemoryError)
PERSONAL = [
    (re.compile(r"=\s*\([^)]*\)"), "=(…)"),
    (re.compile(r"[^\s<>\"'(),;:=]+@[^\s<>\"'(),;]+"), "(address)"),
    (re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b|\b(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}(?![\w:])", re.IGNORECASE), "(ip)"),
    (re.compile(r"(?<=[\w/])\?[^\s\"']+"), "?…"),
    (re.compile(r"\b[\w-]{24,}\b"), "(token)"),
]
# Django puts the path, and so the ids in it, into these messages; the request log has the route instead.
WITH_PATHS = ("django.request", "django.server", "django.security")


def scrub(text: str) -> str:
    """Return `text` without e-mail and network addresses, query strings, row values and tokens."""
    for pattern, instead in PERSONAL:
        text = pattern.sub(instead, text)
    return text


def describe(error: BaseException) -> str:
    """Return the kind and place of `error` and of what caused it; its message only if that is about the machine."""
    lines = []
    current: BaseException | None = error
    while current is not None:
        message = f": {scrub(str(current))}" if isinstance(current, ABOUT_THE_MACHINE) else ""
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}{message}")
        frames = traceback.extract_tb(current.__traceback__)
        lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\n".join(lines)


def _scrubbed(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Structlog processor: exceptions by kind and place, no personal data in any text."""
    record = event.get("_record")
    if record is not None and record.name.startswith(WITH_PATHS):
        event["event"] = {"django.request": "answered with an error"}.get(record.name, "refused a request")
        event.update({"status": record.status_code} if hasattr(record, "status_code") else {})
    found = event.pop("exc_info", None)
    if found is True and record is not None:
        found = record.exc_info
    error = found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event["error"] = describe(error)
    event.pop("stack_info", None)
    for name, value in event.items():
        if isinstance(value, str) and name not in {"error", "timestamp", "logger", "level"}:
            event[name] = scrub(value)
    return event


def configure(options: dict[str, Any]) -> None:
    """Set up all logging, ours and that of libraries, at `options["level"]`."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": [*shared, structlog.stdlib.ExtraAdder(allow=("status_code",))],
        "processors": [
            _scrubbed,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    }
    quiet = {"level": "WARNING"}
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"json": formatter},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["stderr"], "level": options["level"]},
            # These would log addresses, statements or each request a second time.
            "loggers": dict.fromkeys(("httpx", "httpcore", "django.db.backends", "django.server", "asyncio"), quiet)
            # It warns of every ordinary stop.
            | {"django_tasks_db": {"level": "ERROR"}},
        }
    )
