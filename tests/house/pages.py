"""The house rules for pages: their templates, their words and their scripts."""

import ast
import re
from pathlib import Path

from tests.house.ground import Problems, modules, name_of, rule, templates

SCRIPT_LINES = 60
TRANSLATORS = {
    name + suffix for name in ("gettext", "pgettext", "ngettext", "npgettext") for suffix in ("", "_lazy")
} | {"_"}
TRANSLATED = re.compile(r"(?:\{%\s*trans(?:late)?\s+|\b_\()(?s:([\"'])(.*?)\1)")
UNNAMED = re.compile(r"%[sdif]|\{\d*\}")


@rule
def templates_hold_nothing_inline_or_outside(top: Path) -> Problems:
    """No style, script or handler in the markup, nothing fetched from elsewhere. Mail inlines its own style."""
    for place, text in templates(top):
        checks = [
            (r"<script\b(?![^>]*\bsrc=)", "a script inside the page"),
            (r"\son[a-z]+\s*=\s*[\"']", "a handler inside the markup"),
            (r"javascript:", "a script inside a link"),
            (r"(?:src|srcset|action|href|poster|data)\s*=\s*[\"'](?:https?:)?//", "an address outside the site"),
            (r"url\(\s*[\"']?(?:https?:)?//", "an address outside the site"),
        ]
        if "mail" not in place.parts:
            checks += [(r"<style\b", "a style inside the page"), (r"\sstyle\s*=", "a style inside the markup")]
        for pattern, words in checks:
            if found := re.search(pattern, text):
                yield f"{place}:{text[: found.start()].count(chr(10)) + 1}: {words}"


@rule
def scripts_are_short(top: Path) -> Problems:
    """An ES module has 60 lines at most."""
    for path in sorted((top / "hearth").rglob("static/**/*.js")):
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > SCRIPT_LINES:
            yield f"{path.relative_to(top)}: {count} lines; {SCRIPT_LINES} at most"


@rule
def placeholders_are_named(top: Path) -> Problems:
    """A translator moves words about: what is filled in has a name."""
    for module in modules(top):
        for node in ast.walk(module.tree):
            if not (isinstance(node, ast.Call) and name_of(node.func) in TRANSLATORS):
                continue
            for argument in node.args:
                if isinstance(argument, ast.JoinedStr):
                    yield module.says(node, "an f-string cannot be translated")
                elif isinstance(argument, ast.Constant) and UNNAMED.search(str(argument.value).replace("%%", "")):
                    yield module.says(node, f"name the placeholder in {argument.value!r}")
    for place, text in templates(top):
        for _quote, words in TRANSLATED.findall(text):
            if UNNAMED.search(words.replace("%%", "")):
                yield f"{place}: name the placeholder in {words!r}"
