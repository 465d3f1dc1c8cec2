"""The scripts in bin/ find their own clone, wherever it is and whatever the shell's settings."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent
SCRIPTS = sorted(path.name for path in (TOP / "bin").iterdir())
WITHOUT_PYTHON = {"setup", "lock"}
SAY_WHERE = '#!/bin/sh\necho "$0 in $PWD: $*" >>"$SAID"\n'


@pytest.fixture
def clone(tmp_path):
    """A clone at a path with a space, whose Python and uv only note where and for what they were called."""
    place = tmp_path / "my clone"
    for folder in ("bin", "requirements"):
        shutil.copytree(TOP / folder, place / folder)
    for program in (place / ".venv" / "bin" / "python", tmp_path / "programs" / "uv"):
        program.parent.mkdir(parents=True)
        program.write_text(SAY_WHERE)
        program.chmod(0o755)
    with (place / "requirements" / "dev.txt").open() as locked:
        sums = subprocess.run(["cksum"], stdin=locked, capture_output=True, text=True, check=True).stdout.strip()
    (place / ".venv" / "hearth.stamp").write_text(f"dev {sums}\n")
    return place


@pytest.mark.parametrize("name", SCRIPTS)
def test_each_script_works_in_a_clone_with_a_space_and_with_cdpath_set(clone, tmp_path, name):
    (clone / "bin" / "bin").mkdir()  # what CDPATH would find first
    said = tmp_path / "said"
    said.touch()
    environment = {
        "PATH": f"{tmp_path}/programs:{os.environ['PATH']}",
        "CDPATH": f".:{clone}:{clone}/bin",
        "SAID": str(said),
        "HEARTH_HOME": str(tmp_path / "home"),
        "TMPDIR": str(tmp_path),
    }
    done = subprocess.run(
        [f"bin/{name}", *(["a b"] if name not in WITHOUT_PYTHON else [])],
        cwd=clone,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    calls = said.read_text().splitlines()
    assert bool(calls) == (name != "setup")
    program = f"{tmp_path}/programs/uv" if name == "lock" else f"{clone}/.venv/bin/python"
    assert {call.partition(":")[0] for call in calls} <= {f"{program} in {clone}", f".venv/bin/python in {clone}"}
