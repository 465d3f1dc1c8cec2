"""The queue in Redis or Valkey, run by huey's consumer."""

from __future__ import annotations

import signal

from huey.consumer import Consumer
from huey.contrib.djhuey import HUEY


def serve(interval: float) -> None:
    """Run queued tasks until SIGTERM or SIGINT; the server wakes the worker, so that `interval` is of no account."""
    # Periodic work is the ticker's: huey's own schedule would run once per worker and know nothing of our rows.
    consumer = Consumer(HUEY, workers=1, periodic=False)
    # huey lets SIGTERM interrupt what is running; here both signals let it finish.
    consumer._signal_actions |= {signal.SIGTERM: (False, True), signal.SIGINT: (False, True)}
    consumer.run()


def drain() -> None:
    """Run every queued task, then return."""
    while task := HUEY.dequeue():
        HUEY.execute(task)
