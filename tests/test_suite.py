"""The machinery of bin/test and bin/check: it adds up, leaves nothing out in silence, and can fail."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tests import checks, suite, translations

REPORT = """<testsuites><testsuite>
<testcase name="a"/><testcase name="b"><failure message="no"/></testcase><testcase name="c"><error/></testcase>
<testcase name="d"><skipped message="no Redis here"/></testcase><testcase name="e"/>
</testsuite></testsuites>"""


def test_the_sums_are_those_of_all_runs(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    sums = suite.Sums(left_out=["browser tests: no Chromium here"])
    sums.add(1, report)
    sums.add(1, report)
    assert sums.report().splitlines() == [
        "Left out: browser tests: no Chromium here",
        "Skipped 2: no Redis here",
        "4 passed, 4 failed, 2 skipped",
    ]


def test_a_run_that_never_reported_has_failed(tmp_path):
    sums = suite.Sums()
    sums.add(3, tmp_path / "none.xml")
    assert (sums.failed, sums.codes) == (1, [3])


def test_a_run_without_tests_is_no_failure(tmp_path):
    sums = suite.Sums()
    sums.add(suite.NO_TESTS, tmp_path / "none.xml")
    assert (sums.failed, sums.codes) == (0, [0])


def test_each_process_has_a_home_of_its_own(tmp_path):
    """In a common one, a test's sweep for files that no row knows of takes what another process keeps."""
    said = [sys.executable, "-c", "from tests.settings import CONFIG; print(CONFIG.home)"]
    given = os.environ | {"HEARTH_HOME": str(tmp_path), "PYTEST_XDIST_WORKER": "gw7"}
    assert subprocess.run(said, env=given, capture_output=True, text=True).stdout.strip() == str(tmp_path / "gw7")


def test_a_check_that_fails_is_named(capsys):
    known = {"fine": ["-c", "print('quiet')"], "broken": ["-c", "exit('words')"]}
    assert checks.main([], known) == 1
    assert capsys.readouterr().out == "== broken\nwords\n\nFailed: broken\n"
    assert checks.main(["fine"], known) == 0
    assert checks.main(["unknown"], known) == 2


def test_what_a_check_left_out_is_said_though_it_passed(capsys):
    assert checks.main([], {"half": ["-c", "print('Left out: the rest')"]}) == 0
    assert "Left out: the rest" in capsys.readouterr().out


ENTRIES = {
    "Hello": {"msgid": "Hello", "msgstr": "Hola"},
    "name": {"msgid": "Hello %(name)s", "msgstr": "Hola %(name)s"},
    "plural": {
        "msgid": "%(count)d reply",
        "msgid_plural": "%(count)d replies",
        "msgstr_plural": {0: "una respuesta", 1: "%(count)d respuestas"},
    },
}


def catalogue(path: Path, **changed: dict) -> Path:
    file = polib.POFile()
    for name, entry in ENTRIES.items():
        file.append(polib.POEntry(**entry | changed.get(name, {})))
    file.save(str(path))
    return path


WANTED = {(None, entry["msgid"]) for entry in ENTRIES.values()}


def test_a_whole_catalogue_has_no_problems(tmp_path):
    assert list(translations.problems(catalogue(tmp_path / "es.po"), "es", WANTED)) == []


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("Hello", {"msgstr": ""}, "not translated"),
        ("Hello", {"flags": ["fuzzy"]}, "fuzzy"),
        ("name", {"msgstr": "Hola %(nombre)s"}, "other placeholders"),
        ("name", {"msgstr": "Hola"}, "other placeholders"),
        ("plural", {"msgstr_plural": {0: "una", 1: "%(total)d respuestas"}}, "other placeholders"),
        ("plural", {"msgstr_plural": {0: "una", 1: ""}}, "not translated"),
    ],
)
def test_a_catalogue_that_is_not_whole_is_found_out(tmp_path, name, change, words):
    (problem,) = translations.problems(catalogue(tmp_path / "es.po", **{name: change}), "es", WANTED)
    assert words in problem


def test_a_language_on_its_way_may_have_gaps_but_nothing_fuzzy(tmp_path):
    path = catalogue(tmp_path / "ar.po", Hello={"msgstr": ""})
    assert list(translations.problems(path, "ar", WANTED)) == []
    path = catalogue(tmp_path / "ar.po", Hello={"flags": ["fuzzy"]})
    assert len(list(translations.problems(path, "ar", WANTED))) == 1


def test_a_string_of_the_code_that_no_catalogue_has_is_found_out(tmp_path):
    path = catalogue(tmp_path / "es.po")
    (problem,) = translations.problems(path, "es", WANTED | {(None, "New words")})
    assert "New words" in problem


@pytest.mark.skipif(not shutil.which("xgettext"), reason="gettext is not here (apt install gettext)")
def test_strings_are_found_in_code_and_templates(tmp_path):
    source = tmp_path / "hearth"
    source.mkdir()
    (source / "views.py").write_text('from django.utils.translation import gettext as _\n_("From code")\n')
    (source / "page.html").write_text('{% load i18n %}{% translate "From a page" %}')
    assert {text for _context, text in translations.keys_of(source)} >= {"From code", "From a page"}


SETUP = Path(__file__).parent.parent / "bin" / "setup"


@pytest.fixture
def bare_project(tmp_path):
    """A project with bin/setup and nothing to install."""
    for folder in ("bin", "requirements", "tools"):
        (tmp_path / folder).mkdir()
    shutil.copy(SETUP, tmp_path / "bin")
    for name in ("base", "dev"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"# {name}\n")
    for tool in ("sh", "dirname", "cat", "cksum", "rm", "mkdir", "tail", "flock", "kill"):
        if found := shutil.which(tool):
            (tmp_path / "tools" / tool).symlink_to(found)
    return tmp_path


def setup(project: Path, *arguments: str, python: str | None = None) -> "subprocess.CompletedProcess[str]":
    """Run bin/setup where `python3` is a script with these lines, or the one that runs the tests; none when empty."""
    tool = project / "tools" / "python3"
    tool.unlink(missing_ok=True)
    if python is None:
        tool.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    elif python:
        tool.write_text(python)
    if tool.exists():
        tool.chmod(0o755)
    script = (project / "bin" / "setup").read_text().replace(" /usr/bin/python3;", ";")
    (project / "bin" / "setup").write_text(script)
    environment = {"HOME": str(project), "PATH": str(project / "tools"), "PIP_NO_INDEX": "1"}
    return subprocess.run([project / "bin" / "setup", *arguments], env=environment, capture_output=True, text=True)


def test_no_python_is_told_in_one_line(bare_project):
    said = setup(bare_project, python="")
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.splitlines() == [
        "Hearth needs Python 3.11 or newer. On Debian and Ubuntu: apt install python3 python3-venv"
    ]


def test_a_python_without_venv_is_told_in_one_line(bare_project):
    said = setup(bare_project, python='#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\n')
    assert said.returncode == 1
    assert said.stderr.splitlines() == [
        "Hearth needs Python's venv module. On Debian and Ubuntu: apt install python3-venv"
    ]


def test_setting_up_is_silent_and_done_once(bare_project):
    first = setup(bare_project)
    assert (first.returncode, first.stdout, first.stderr) == (0, "", "")
    made = (bare_project / ".venv" / "hearth.stamp").stat().st_mtime_ns
    assert setup(bare_project, python="").returncode == 0
    assert (bare_project / ".venv" / "hearth.stamp").stat().st_mtime_ns == made


def test_what_was_left_half_done_is_made_anew(bare_project):
    (bare_project / ".venv" / "bin").mkdir(parents=True)
    (bare_project / ".venv" / "bin" / "python").write_text("#!/bin/sh\nexit 0\n")
    (bare_project / ".venv" / "bin" / "python").chmod(0o755)
    (bare_project / ".venv" / "hearth.unfinished").touch()
    assert setup(bare_project).returncode == 0
    assert not (bare_project / ".venv" / "hearth.unfinished").exists()
    assert (bare_project / ".venv" / "pyvenv.cfg").exists()


def test_what_cannot_be_installed_is_told_without_a_traceback(bare_project):
    (bare_project / "requirements" / "base.txt").write_text("hearth-needs-nothing-of-this-name==1 --hash=sha256:00\n")
    said = setup(bare_project)
    assert said.returncode == 1
    assert "Traceback" not in said.stderr
    assert said.stderr.splitlines()[-1] == "The packages could not be installed. Is a package index within reach?"
    assert not (bare_project / ".venv" / "hearth.stamp").exists()
