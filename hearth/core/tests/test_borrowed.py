"""The sentences we borrow are still those that the packages write."""

import ast
from pathlib import Path

import allauth
import django
import django_countries
import polib

from hearth.core import borrowed

CATALOGUES = [
    Path(package.__file__).parent / folder / "locale/es/LC_MESSAGES/django.po"
    for package, folder in [(django, "conf"), (django, "contrib/auth"), (django_countries, ""), (allauth, "")]
]


def test_packages_still_write_what_we_say_in_their_place():
    calls = [node for node in ast.walk(ast.parse(Path(borrowed.__file__).read_text())) if isinstance(node, ast.Call)]
    said = {call.args[0].value for call in calls}
    written = {entry.msgid for catalogue in CATALOGUES for entry in polib.pofile(str(catalogue))}
    assert len(said) > 20
    assert said - written == set()
