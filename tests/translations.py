"""Are the catalogues of translations whole? Run by bin/check; tested on small catalogues of its own."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

TOP = Path(__file__).parent.parent
COMPLETE = {"es"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sdif]|\{(\w+)\}")
Key = tuple[str | None, str]


def keys_of(source: Path) -> set[Key]:
    """Return context and text of every string that the code and templates under `source` mark for translation.

    Needs the gettext programs.
    """
    with tempfile.TemporaryDirectory(prefix="hearth-strings-") as folder:
        copy = Path(folder) / "hearth"
        shutil.copytree(source, copy, ignore=shutil.ignore_patterns("locale", "static", "__pycache__", "tests"))
        (copy / "locale").mkdir()
        command = [
            sys.executable,
            "-P",
            "-m",
            "django",
            "makemessages",
            "--keep-pot",
            "--no-location",
            "--locale",
            "en",
        ]
        environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(copy / "locale" / "django.pot"))}


def problems(catalogue: Path, language: str, wanted: set[Key] | None) -> Iterator[str]:
    """Yield what is wrong with one catalogue; `wanted` None leaves out whether the code's strings are all there."""
    entries = [entry for entry in polib.pofile(str(catalogue)) if not entry.obsolete]
    if wanted is not None:
        for _context, text in sorted(wanted - {(entry.msgctxt, entry.msgid) for entry in entries}, key=str):
            yield f"{language}: not in the catalogue: {text!r}"
    for entry in entries:
        if entry.fuzzy:
            yield f"{language}: fuzzy: {entry.msgid!r}"
        elif language in COMPLETE and not entry.translated():
            yield f"{language}: not translated: {entry.msgid!r}"
        elif not _placeholders_agree(entry):
            yield f"{language}: other placeholders than {entry.msgid!r}"


def _placeholders_agree(entry: polib.POEntry) -> bool:
    source = _placeholders(entry.msgid) | _placeholders(entry.msgid_plural or "")
    if entry.msgid_plural:
        # "One reply" may leave the number out; no form may name what is not given.
        return all(_placeholders(text) <= source for text in entry.msgstr_plural.values())
    return not entry.msgstr or _placeholders(entry.msgstr) == source


def _placeholders(text: str) -> set[str]:
    return {name or other for name, other in PLACEHOLDER.findall(text)}


def main() -> int:
    """Print every problem of the project's catalogues; return 1 when there is one."""
    wanted = keys_of(TOP / "hearth") if shutil.which("xgettext") else None
    found = []
    for language in ("es", "ar"):
        catalogue = TOP / "hearth" / "locale" / language / "LC_MESSAGES" / "django.po"
        if catalogue.exists():
            found += problems(catalogue, language, wanted)
        else:
            found.append(f"{language}: there is no catalogue")
    for line in found[:40]:
        print(line)
    if len(found) > 40:
        print(f"… and {len(found) - 40} more")
    if wanted is None:
        print(
            "Left out: whether the catalogues hold every string of the code; gettext is not here (apt install gettext)"
        )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
