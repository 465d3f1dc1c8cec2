"""What starts together ends together, whoever is killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hearth.core.supervisor import Child

DEADLINE_SECONDS = 20
# A child that notes its pid and its own child's, then waits; and one that does not hear.
NOTE = """
import os, subprocess, sys
own = subprocess.Popen(["sleep", "60"])
open(sys.argv[1], "a").write(f"{os.getpid()} {own.pid}\\n")
own.wait()
"""
DEAF = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("up", flush=True)
time.sleep(60)
"""


@pytest.fixture
def supervised(tmp_path):
    """Start a supervisor over `children`: Python source in which `note(name)` is the command of a waiting child."""
    running = []

    def start(children: str) -> "subprocess.Popen[str]":
        code = (
            "import sys; from hearth.core.supervisor import Child, Supervisor\n"
            f"note = lambda name: [sys.executable, '-c', {NOTE!r}, {str(tmp_path)!r} + '/' + name]\n"
            f"sys.exit(Supervisor([{children}], grace=2).run())"
        )
        process = subprocess.Popen([sys.executable, "-u", "-c", code], stdout=subprocess.PIPE, text=True)
        running.append(process)
        return process

    yield start
    for process in running:
        process.terminate()
        process.wait(DEADLINE_SECONDS)
        process.stdout.close()


def wait_for(what):
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not (found := what()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
    return found


def pids(path: Path, lines: int = 1) -> list[int]:
    """The pids of the latest start noted at `path`, once it was started `lines` times."""
    text = wait_for(lambda: path.exists() and path.read_text().count("\n") >= lines and path.read_text())
    return [int(word) for word in text.splitlines()[-1].split()]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def all_gone(*groups: list[int]):
    wait_for(lambda: not any(is_alive(pid) for group in groups for pid in group))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_children_and_grandchildren(supervised, tmp_path, number):
    parent = supervised("Child('web', note('web'), vital=True), Child('worker', note('worker'))")
    web, worker = pids(tmp_path / "web"), pids(tmp_path / "worker")
    parent.send_signal(number)
    assert parent.wait(DEADLINE_SECONDS) == 0
    assert not any(map(is_alive, web + worker))


def test_a_child_that_will_not_stop_is_killed(supervised, tmp_path):
    parent = supervised(f"Child('web', [sys.executable, '-c', {DEAF!r}], vital=True)")
    assert parent.stdout.readline() == "up\n"
    parent.terminate()
    assert parent.wait(DEADLINE_SECONDS) == 0


def test_the_end_of_a_vital_child_ends_everything_with_its_code(supervised, tmp_path):
    dies = "[sys.executable, '-c', 'import sys; sys.stdin.read(); sys.exit(7)']"
    parent = supervised(f"Child('worker', note('worker')), Child('web', {dies}, vital=True)")
    assert parent.wait(DEADLINE_SECONDS) == 7
    if (tmp_path / "worker").exists():
        all_gone(pids(tmp_path / "worker"))


def test_a_vital_child_that_is_killed_ends_everything(supervised, tmp_path):
    parent = supervised("Child('web', note('web'), vital=True), Child('worker', note('worker'))")
    web, worker = pids(tmp_path / "web"), pids(tmp_path / "worker")
    os.kill(web[0], signal.SIGKILL)
    assert parent.wait(DEADLINE_SECONDS) == 128 + signal.SIGKILL
    all_gone(web, worker)


def test_another_child_is_started_again(supervised, tmp_path):
    parent = supervised("Child('web', note('web'), vital=True), Child('worker', note('worker'), pauses=[0.1])")
    web, first = pids(tmp_path / "web"), pids(tmp_path / "worker")
    os.kill(first[0], signal.SIGKILL)
    second = pids(tmp_path / "worker", lines=2)
    assert second[0] != first[0]
    all_gone(first)
    assert parent.poll() is None
    assert is_alive(web[0])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
def test_children_do_not_outlive_a_parent_that_is_killed(supervised, tmp_path):
    parent = supervised("Child('web', note('web'), vital=True), Child('worker', note('worker'))")
    web, worker = pids(tmp_path / "web"), pids(tmp_path / "worker")
    parent.kill()
    all_gone(web[:1], worker[:1])
    for pid in (web[1], worker[1]):  # `sleep` has nobody to tell it; servers and workers stop their own.
        os.kill(pid, signal.SIGKILL)


def test_pauses_grow_and_the_last_one_stays():
    assert list(Child("worker", []).pauses) == sorted(Child("worker", []).pauses)
