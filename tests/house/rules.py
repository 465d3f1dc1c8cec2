"""The house rules that a machine can check. Each takes the project's folder and names what breaks it."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

MODULE_LINES, VIEW_LINES, SCRIPT_LINES = 400, 25, 60
VAGUE_NAMES = {"utils", "helpers", "manager", "managers", "service", "services", "data", "info", "misc", "v2"}
WRITES = {"save", "create", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
OPEN_MODULES = {"models", "queries", "permissions", "actions", "fields", "ports"}
OPEN_NAMES = {"activity": {"on", "record", "Verb"}, "members": {"faces"}}
NO_ROOMS = {"core", "config", "settings"}
TRANSLATORS = {
    name + suffix for name in ("gettext", "pgettext", "ngettext", "npgettext") for suffix in ("", "_lazy")
} | {"_"}
UNNAMED = re.compile(r"%[sdif]|\{\d*\}")
OWNER = re.compile(r"-?owner(_id|__\w+)?")

Problems = Iterator[str]
Rule = Callable[[Path], Problems]
RULES: list[Rule] = []


def rule(function: Rule) -> Rule:
    """Add `function` to the rules that the whole project is held against."""
    RULES.append(function)
    return function


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file of the project and its parsed tree."""

    path: Path
    place: Path
    tree: ast.Module

    @property
    def room(self) -> str:
        """The app it belongs to; empty for settings, urls and the like."""
        return self.place.parts[1] if len(self.place.parts) > 2 else ""

    def says(self, node: ast.AST, words: str) -> str:
        """Return a problem at `node`."""
        return f"{self.place}:{getattr(node, 'lineno', 1)}: {words}"


def modules(top: Path, *, folder: str = "hearth", tests: bool = False) -> Iterator[Module]:
    """Yield the modules under `folder`, without migrations; tests too when asked."""
    for path in sorted((top / folder).rglob("*.py")):
        place = path.relative_to(top)
        if "migrations" not in place.parts and (tests or "tests" not in place.parts):
            yield Module(path, place, ast.parse(path.read_text(encoding="utf-8")))


def templates(top: Path) -> Iterator[tuple[Path, str]]:
    """Yield place and text of every template, without comments."""
    for path in sorted((top / "hearth").rglob("templates/**/*.html")):
        text = path.read_text(encoding="utf-8")
        yield path.relative_to(top), re.sub(r"(?s)\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", "", text)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function in `tree`."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def is_view(module: Module) -> bool:
    """Say whether `module` holds views."""
    return "views" in module.place.parts or module.place.name == "views.py"


def name_of(node: ast.AST) -> str:
    """Return the last part of a name or attribute; empty for anything else."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


@rule
def modules_are_short(top: Path) -> Problems:
    """A module past 400 lines is several modules."""
    for folder in ("hearth", "tests"):
        for module in modules(top, folder=folder, tests=True):
            count = len(module.path.read_text(encoding="utf-8").splitlines())
            if count > MODULE_LINES:
                yield f"{module.place}: {count} lines; {MODULE_LINES} at most, a package past 300"


@rule
def modules_are_named_for_what_they_hold(top: Path) -> Problems:
    """No names that anything could hide behind."""
    for module in modules(top, tests=True):
        if vague := VAGUE_NAMES & {*module.place.parts[:-1], module.place.stem}:
            yield f"{module.place}: name it for what it holds, not {', '.join(vague)}"


@rule
def views_are_short(top: Path) -> Problems:
    """A view parses, calls one query or action, and renders: 25 lines at most."""
    for module in filter(is_view, modules(top)):
        for function in functions(module.tree):
            count = (function.end_lineno or 0) - function.lineno + 1
            if count > VIEW_LINES:
                yield module.says(function, f"{function.name} has {count} lines; a view has {VIEW_LINES} at most")


@rule
def views_write_nothing(top: Path) -> Problems:
    """Rows are written by actions."""
    for module in filter(is_view, modules(top)):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
                yield module.says(node, f".{node.func.attr}() in a view: write it in an action")


@rule
def addresses_do_not_count(top: Path) -> Problems:
    """A URL carries a short random id, never a counter."""
    for module in modules(top):
        if "urls" not in {module.place.stem, module.place.parent.name}:
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "<int:" in node.value:
                yield module.says(node, f"a counter in {node.value!r}: use <id:…>")


@rule
def signals_are_not_received(top: Path) -> Problems:
    """What follows from an act is called or recorded, never received."""
    for module in modules(top):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ImportFrom) and (
                (node.module == "django.dispatch" and any(alias.name == "receiver" for alias in node.names))
                or (node.module or "").endswith("signals")
                or any(alias.name == "signals" for alias in node.names)
            ):
                yield module.says(node, "a signal: call it, or record an activity")


@rule
def imports_stand_at_the_top(top: Path) -> Problems:
    """An import inside a function hides a cycle. `ready()` of an AppConfig may: Django has it so."""
    for module in modules(top):
        for function in functions(module.tree):
            if module.place.name == "apps.py" and function.name == "ready":
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield module.says(node, f"an import inside {function.name}()")


@rule
def rooms_use_each_others_doors(top: Path) -> Problems:
    """From another app only models, queries, permissions, actions, fields, ports; on, record, Verb of activity.

    And faces of members: how one asks who stands behind a member.
    """
    for module in modules(top):
        for node in ast.walk(module.tree):
            for source, name in _imported(node):
                parts = source.split(".")
                if parts[0] != "hearth" or len(parts) < 2 or not module.room or parts[1] in {module.room, *NO_ROOMS}:
                    continue
                room, inner = parts[1], parts[2] if len(parts) > 2 else name
                if not {inner, name} & (OPEN_MODULES | OPEN_NAMES.get(room, set())):
                    yield module.says(node, f"{source}.{name} is {room}'s own: go through its queries or actions")


def _imported(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.ImportFrom):
        yield from ((node.module or "", alias.name) for alias in node.names)
    elif isinstance(node, ast.Import):
        yield from ((alias.name, "") for alias in node.names)


@rule
def faces_alone_know_who_stands_behind_a_member(top: Path) -> Problems:
    """The link from Member to Account is read in members/faces.py only, and made where a face is made."""
    for module in modules(top):
        inside = module.place.as_posix().removeprefix("hearth/members/")
        if inside == "faces.py" or inside.startswith("models/"):
            continue
        makes_faces = inside.startswith("actions/")
        for node in ast.walk(module.tree):
            if _reads_owner(node) or (not makes_faces and isinstance(node, ast.keyword) and _is_owner(node.arg)):
                yield module.says(node, "who stands behind a member: ask members/faces.py")
    for place, text in templates(top):
        if re.search(r"\{[{%][^}]*\bowner(_id)?\b", text):
            yield f"{place}: a template never learns who stands behind a member"


def _reads_owner(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr in {"owner", "owner_id"}
    if isinstance(node, ast.keyword):
        return _is_owner(node.arg) and node.arg != "owner"
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_owner(node.value)


def _is_owner(text: str | None) -> bool:
    return bool(text and OWNER.fullmatch(text))


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
def every_app_says_what_it_owns(top: Path) -> Problems:
    """The docstring of an app's __init__ is its doorplate."""
    for path in sorted((top / "hearth").glob("*/apps.py")):
        if not ast.get_docstring(ast.parse(path.with_name("__init__.py").read_text(encoding="utf-8"))):
            yield f"{path.parent.relative_to(top)}/__init__.py: say what the app owns"


@rule
def rooms_keep_their_own_templates(top: Path) -> Problems:
    """A template named for an app is in the app's own folder."""
    for path in sorted((top / "hearth").glob("*/apps.py")):
        for template in sorted((top / "hearth" / "templates" / path.parent.name).rglob("*.html")):
            yield f"{template.relative_to(top)}: belongs in hearth/{path.parent.name}/templates"


@rule
def scripts_are_short(top: Path) -> Problems:
    """An ES module has 60 lines at most."""
    for path in sorted((top / "hearth").rglob("static/**/*.js")):
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > SCRIPT_LINES:
            yield f"{path.relative_to(top)}: {count} lines; {SCRIPT_LINES} at most"


@rule
def nothing_prints(top: Path) -> Problems:
    """Only commands, and the configuration that cannot start, speak to the terminal."""
    for module in modules(top):
        if "commands" in module.place.parts or module.place.name == "config.py":
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
                yield module.says(node, "print(): log it, or return it")


@rule
def logs_have_fields(top: Path) -> Problems:
    """What is logged is an event and its fields (structlog), which a machine can count, not a sentence."""
    for module in modules(top):
        if module.place.name == "logs.py":
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and name_of(node.func) == "getLogger":
                yield module.says(node, "a logger of sentences: structlog.get_logger()")


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
        for words in re.findall(r"\{%\s*translate\s+\"([^\"]*)\"", text):
            if UNNAMED.search(words):
                yield f"{place}: name the placeholder in {words!r}"


@rule
def dependencies_are_explained(top: Path) -> Problems:
    """Each package in requirements/*.in has its line in docs/dependencies.md."""
    page = top / "docs" / "dependencies.md"
    told = page.read_text(encoding="utf-8") if page.exists() else ""
    for path in sorted((top / "requirements").glob("*.in")):
        for line in path.read_text(encoding="utf-8").splitlines():
            name = re.match(r"[A-Za-z0-9_.-]+", line)
            if name and not line.startswith("-") and f"**{name[0]}**" not in told:
                yield f"docs/dependencies.md: say what {name[0]} is for"
