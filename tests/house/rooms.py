"""The house rules for rooms: what each owns, and what it may ask of another."""

import ast
import re
from pathlib import Path

from tests.house.ground import Problems, modules, rule, templates

OPEN_MODULES = {"models", "queries", "permissions", "actions", "fields", "ports"}
OPEN_NAMES = {
    "activity": {"on", "record", "Verb"},
    "communities": {"inside"},
    "members": {"faces", "derived", "reserved"},
}
NO_ROOMS = {"core", "config", "settings"}
OWNER = re.compile(r"-?owner(_id|__\w+)?")


@rule
def rooms_use_each_others_doors(top: Path) -> Problems:
    """From another app only models, queries, permissions, actions, fields, ports; on, record, Verb of activity.

    And of members: faces, how one asks who stands behind a member, and what upper rooms register with as with a port:
    derived, how health data is erased everywhere, and reserved, which names nobody may take. Of communities: inside,
    how a view gets into one.
    Nothing whose name begins with an underscore.
    """
    for module in modules(top):
        foreign = set()
        for node in ast.walk(module.tree):
            for source, name in module.imported(node):
                parts = [*source.split("."), *filter(None, [name])]
                if parts[0] != "hearth" or len(parts) < 2 or not module.room or parts[1] in {module.room, *NO_ROOMS}:
                    continue
                foreign.update(alias.asname or alias.name for alias in getattr(node, "names", ()))
                room, inner = parts[1], parts[2] if len(parts) > 2 else ""
                if inner not in OPEN_MODULES | OPEN_NAMES.get(room, set()) or any(_is_private(part) for part in parts):
                    yield module.says(node, f"{source}.{name} is {room}'s own: go through its queries or actions")
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute) and _is_private(node.attr) and _dotted(node.value) in foreign:
                yield module.says(node, f"{_dotted(node)} is another app's own: go through its queries or actions")


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")


def _dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


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
