"""What a page needs so that its rich text fields become editors."""

import base64
import hashlib
from functools import lru_cache

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django_prose_editor.widgets import importmap
from js_asset import ImportMap

SCRIPT, STYLES = "js/editor.js", "django_prose_editor/editor.css"
PARTS = {f"hearth/editor-{part}": f"js/editor-{part}.js" for part in ("face", "caret")}
MODULES = importmap | ImportMap(PARTS)


@lru_cache(maxsize=4)
def _tags(script: str, style: str) -> tuple[SafeString, str]:
    written = MODULES.render()
    inside = written.partition(">")[2].rpartition("<")[0]
    digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
    tags = f'{written}\n<link rel="stylesheet" href="{style}">\n<script type="module" src="{script}"></script>'
    return mark_safe(tags), f"'sha256-{digest}'"  # noqa: S308  (addresses of our own static files)


def assets(request: HttpRequest) -> SafeString:
    """Return the import map, stylesheet and script of the editor, and let this page's policy allow the import map.

    An import map has to be inline; its hash, unlike a nonce, lets the whole page be cached.
    """
    tags, allowed = _tags(static(SCRIPT), static(STYLES))
    request.allowed_scripts = [allowed]  # type: ignore[attr-defined]
    return tags
