"""Which workers live: each says so now and then."""

from __future__ import annotations

import os
import secrets
import socket
from datetime import timedelta

from django.utils import timezone

from hearth.core.models import WorkerBeat

EVERY = timedelta(seconds=20)
SILENT = timedelta(minutes=2)
# A container that is started again has the host's name and the process number of the one that died.
START = secrets.token_hex(4)


def worker_name() -> str:
    """Return this process's name among the workers, which no earlier process had; at most 64 characters."""
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{START}"


def beat() -> None:
    """Say that this worker lives."""
    WorkerBeat.objects.update_or_create(name=worker_name(), defaults={"seen_at": timezone.now()})


def fall_silent() -> None:
    """Take this worker off the list."""
    WorkerBeat.objects.filter(name=worker_name()).delete()


def living() -> set[str]:
    """Return the names of the workers heard of lately, and forget the others."""
    WorkerBeat.objects.filter(seen_at__lt=timezone.now() - SILENT).delete()
    return set(WorkerBeat.objects.values_list("name", flat=True))
