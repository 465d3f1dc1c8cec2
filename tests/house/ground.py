"""What the house rules stand on: how they are gathered, and how they read the project."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

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

    def imported(self, node: ast.AST) -> Iterator[tuple[str, str]]:
        """Yield the module and the name of each import in the statement `node`; the name is empty for a whole module.

        A relative import is told by its full name.
        """
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = self.place.parts[: -node.level] if node.level else ()
            source = ".".join([*above, *filter(None, [node.module])])
            yield from ((source, alias.name) for alias in node.names)


def modules(top: Path, *, folder: str = "hearth", tests: bool = False) -> Iterator[Module]:
    """Yield the modules under `folder`, without migrations; tests too when asked."""
    for path in sorted((top / folder).rglob("*.py")):
        place = path.relative_to(top)
        if "migrations" not in place.parts and (tests or "tests" not in place.parts):
            yield Module(path, place, ast.parse(path.read_text(encoding="utf-8")))


def templates(top: Path) -> Iterator[tuple[Path, str]]:
    """Yield place and text of every template, whatever its kind, without comments."""
    for path in sorted(path for path in (top / "hearth").rglob("templates/**/*") if path.is_file()):
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
