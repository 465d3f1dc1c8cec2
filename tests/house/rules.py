"""The house rules for code. Each takes the project's folder and names what breaks it."""

import ast
import re
from pathlib import Path

from tests.house.ground import Problems, functions, is_view, modules, name_of, rule

MODULE_LINES, VIEW_LINES = 400, 25
VAGUE_NAMES = {"utils", "helpers", "manager", "managers", "service", "services", "data", "info", "misc", "v2"}
WRITES = {"save", "create", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
RELATION_WRITES = {"add", "set", "remove", "clear"}
NO_ROWS = {"request", "response", "messages"}  # a session's, an answer's or a message's methods write no rows of ours
SIGNALS = re.compile(r"\bsignals\b|^django\.dispatch\b")
LATE_IMPORTS = {"import_module", "import_string", "__import__"}
LATE_FOR_A_REASON = {("hearth/core/worker.py", "_engine")}  # huey's half opens what a site without Redis does not have


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
        words = {word for part in (*module.place.parts[:-1], module.place.stem) for word in part.split("_")}
        if vague := VAGUE_NAMES & words:
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
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _writes(node, node.func):
                yield module.says(node, f".{node.func.attr}() in a view: write it in an action")


def _writes(call: ast.Call, method: ast.Attribute) -> bool:
    name = method.attr if method.attr in RELATION_WRITES else method.attr.removeprefix("a")
    if method.attr in WRITES or name in WRITES:
        return True
    if _root(method.value) in NO_ROWS:
        return False
    if name == "update":  # of rows it takes the fields by name, of a dict most often another dict
        return bool(call.keywords)
    # A relation hangs on something, `topic.members.add(member)`; a set has a bare name.
    return name in RELATION_WRITES and not isinstance(method.value, ast.Name)


def _root(node: ast.AST) -> str:
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


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
            imported = [f"{source}.{name}" for source, name in module.imported(node)]
            if any(SIGNALS.search(each) for each in imported) or (
                isinstance(node, ast.Attribute) and node.attr == "signals" and name_of(node.value) == "models"
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
                by_name = isinstance(node, ast.Call) and name_of(node.func) in LATE_IMPORTS
                excused = by_name and (module.place.as_posix(), function.name) in LATE_FOR_A_REASON
                if isinstance(node, ast.Import | ast.ImportFrom) or (by_name and not excused):
                    yield module.says(node, f"an import inside {function.name}()")


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
def dependencies_are_explained(top: Path) -> Problems:
    """Each package in requirements/*.in has its line in docs/dependencies.md."""
    page = top / "docs" / "dependencies.md"
    told = page.read_text(encoding="utf-8") if page.exists() else ""
    for path in sorted((top / "requirements").glob("*.in")):
        for line in path.read_text(encoding="utf-8").splitlines():
            name = re.match(r"[A-Za-z0-9_.-]+", line)
            if name and not line.startswith("-") and f"**{name[0]}**" not in told:
                yield f"docs/dependencies.md: say what {name[0]} is for"
