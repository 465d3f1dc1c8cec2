"""Who uses a home: whatever runs the site holds its lock, so that nobody replaces the database under it."""

import fcntl
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

LOCK_VARIABLE = "HEARTH_LOCK"  # from bin/run to its children: the descriptor of the lock they inherit


class HomeInUse(Exception):
    """Something else uses the home in a way that ours does not bear; the message says so in one sentence."""


def lock_home(home: Path, *, shared: bool = False) -> int | None:
    """Take the lock of `home`, alone or `shared` with others of that kind; None when somebody holds it otherwise.

    Returns its file descriptor. The lock goes when every process that has the descriptor has ended, however it ends.
    """
    descriptor = os.open(home / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def share_home(home: Path, environment: Mapping[str, str]) -> int:
    """Hold `home` as a web server or a worker does, beside others: not while it is restored or bin/run has it.

    A child of bin/run holds what `environment` says it inherited. Returns the descriptor, which outlives an exec.
    Raises HomeInUse, or OSError when the home cannot be used.
    """
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    inherited = environment.get(LOCK_VARIABLE, "")
    descriptor = int(inherited) if inherited.isdecimal() and _is_lock_of(home, int(inherited)) else None
    if descriptor is None:
        descriptor = lock_home(home, shared=True)
    if descriptor is None:
        raise HomeInUse(f"Hearth runs from {home} by bin/run, or is being restored there. Stop that first.")
    os.set_inheritable(descriptor, True)
    return descriptor


def _is_lock_of(home: Path, descriptor: int) -> bool:
    with suppress(OSError):
        return os.path.samestat(os.fstat(descriptor), (home / ".lock").stat())
    return False
