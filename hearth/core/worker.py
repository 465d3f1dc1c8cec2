"""The worker: runs the configured queue, and beside it a ticker for what comes round."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from importlib import import_module
from typing import Any

import structlog
from django.db import Error, close_old_connections, connections

from hearth.core import beats, periodic
from hearth.core.leases import describe
from hearth.core.queue import in_database
from hearth.core.work import attend, sweep

log = structlog.get_logger("hearth.worker")

TICK = 1.0
STOP_WITHIN = 5.0


class Ticker(threading.Thread):
    """Runs periodic tasks and says that the worker lives, every second until stopped."""

    def __init__(self) -> None:
        # A daemon: what it may be doing is leased, so nothing is lost when the process ends under it.
        super().__init__(name="ticker", daemon=True)
        self._stopping = threading.Event()
        self._next_beat = 0.0

    def run(self) -> None:
        while not self._stopping.is_set():
            close_old_connections()
            try:
                self._tick()
            except Exception as error:  # noqa: BLE001  a database that is away comes back, and the ticker must be there
                log.warning("tick_failed", error=describe(error))
                connections.close_all()
            self._stopping.wait(TICK)
        connections.close_all()

    def stop(self) -> None:
        """Let a running task end, for a few seconds, and take the worker off the list."""
        self._stopping.set()
        self.join(STOP_WITHIN)
        try:
            beats.fall_silent()
        except Error as error:
            log.warning("beat_left", error=describe(error))

    def _tick(self) -> None:
        if time.monotonic() >= self._next_beat:
            beats.beat()
            self._next_beat = time.monotonic() + beats.EVERY.total_seconds()
        periodic.run_due()


def serve(*, interval: float) -> None:
    """Work until SIGTERM or SIGINT.

    Queued work in hand then is finished first. A periodic task in hand gets STOP_WITHIN seconds; one cut short is run
    again when it next comes round.

    Arguments:
        interval: seconds between looks at an empty queue in the database; Redis wakes the worker itself.
    """
    ticker = Ticker()
    ticker.start()
    try:
        _engine().serve(interval)
    finally:
        ticker.stop()


def drain() -> None:
    """Do everything that is due now, whatever the queue still knows of it, and what follows from it, then return."""
    _engine().drain()
    while sweep(grace=timedelta(0)):
        _engine().drain()


def _engine() -> Any:
    # By name, because importing huey's half opens what a site with the queue in its database does not have.
    return import_module(f"hearth.core.engines.{'database' if in_database(attend) else 'redis'}")
