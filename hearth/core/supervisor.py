"""One parent for the web server and the worker: what starts together ends together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

PARENT_DEATH_SIGNAL, CHILD_SUBREAPER = 1, 36  # PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER in linux/prctl.h
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
POLL_SECONDS = 0.2


@dataclass
class Child:
    """One process under the supervisor, the leader of its own process group.

    `vital`: its end ends everything. Others are started again after `pauses` seconds, the last one over and over;
    having lived `settled` seconds starts the pauses anew.
    """

    name: str
    command: Sequence[str]
    vital: bool = False
    pauses: Sequence[float] = (1, 2, 5, 10, 30, 60)
    settled: float = 60
    process: subprocess.Popen[bytes] | None = None
    falls: int = 0
    started_at: float = 0
    due_at: float = field(default=0)

    def start(self, environment: Mapping[str, str] | None, inherited: Sequence[int]) -> None:
        parent = os.getpid()
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - commands of our own
            self.command,
            env=environment,
            process_group=0,
            pass_fds=inherited,
            stdin=subprocess.DEVNULL,
            preexec_fn=lambda: _die_with(parent),
        )

    def signal(self, number: int) -> None:
        """Send `number` to the whole group, which may outlive its leader."""
        if self.process:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    def lives(self) -> bool:
        """Say whether any process of the group is left."""
        if not self.process:
            return False
        if self.process.poll() is not None:
            with suppress(ChildProcessError):
                while os.waitpid(-self.process.pid, os.WNOHANG)[0]:
                    pass
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, 0)
            return True
        return False


def _die_with(parent: int) -> None:
    # A parent killed outright cannot stop its children: the kernel tells them instead (Linux only).
    _prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


class Supervisor:
    """Starts `children`, keeps them running, and stops them all on SIGINT, SIGTERM or SIGHUP.

    `inherited`: descriptors that the children get too. `grace`: seconds they get to finish before they are killed; a
    second signal kills at once.
    """

    def __init__(
        self,
        children: Sequence[Child],
        *,
        environment: Mapping[str, str] | None = None,
        inherited: Sequence[int] = (),
        grace: float = 20,
        say: Callable[[str], None] = print,
    ) -> None:
        self.children, self.environment, self.inherited = children, environment, inherited
        self.grace, self.say = grace, say
        self.signals = 0

    def run(self, when_started: Callable[[], bool] = lambda: True) -> int:
        """Run until told to stop or until a vital child ends; return the exit code that follows from it.

        `when_started` is called over and over until it returns True: it may announce that the site answers.
        """
        previous = {number: signal.signal(number, self._note_signal) for number in STOP_SIGNALS}
        code, announced = 0, False
        # Grandchildren whose parent was killed come to us, so that none stays behind as a zombie.
        _prctl(CHILD_SUBREAPER, 1)
        try:
            for child in self.children:
                child.start(self.environment, self.inherited)
            while not self.signals:
                ended = self._tend()
                if ended is not None:
                    code = ended
                    break
                announced = announced or when_started()
                time.sleep(POLL_SECONDS)
        finally:
            self._stop()
            for number, handler in previous.items():
                signal.signal(number, handler)
        return code

    def _living(self) -> list[Child]:
        return [child for child in self.children if child.lives()]

    def _note_signal(self, number: int, frame: object) -> None:
        self.signals += 1

    def _tend(self) -> int | None:
        for child in self.children:
            if child.process is None:
                if time.monotonic() >= child.due_at:
                    child.start(self.environment, self.inherited)
                continue
            code = child.process.poll()
            if code is None:
                continue
            child.signal(signal.SIGKILL)
            if child.vital:
                self.say(f"The {child.name} process ended ({_in_words(code)}).")
                return code if code > 0 else 128 - code if code < 0 else 1
            self._plan_restart(child, code)
        return None

    def _plan_restart(self, child: Child, code: int) -> None:
        now = time.monotonic()
        if now - child.started_at >= child.settled:
            child.falls = 0
        pause = child.pauses[min(child.falls, len(child.pauses) - 1)]
        child.falls, child.due_at, child.process = child.falls + 1, now + pause, None
        self.say(f"The {child.name} process ended ({_in_words(code)}); starting it again in {pause:g} s.")

    def _stop(self) -> None:
        before = self.signals
        for child in self.children:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + self.grace
        # Five seconds more, in case the kernel holds one back: better to say goodbye than to hang.
        while self._living() and time.monotonic() < deadline + 5:
            if time.monotonic() > deadline or self.signals > max(before, 1):
                for child in self.children:
                    child.signal(signal.SIGKILL)
            time.sleep(0.05)


def _in_words(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
