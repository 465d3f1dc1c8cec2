"""One stylesheet from many small ones: a browser asks once, a reader finds each component in its own file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

BUNDLE = "hearth.css"
ORDER = ("tokens", "base", "layout", "components", "utilities", "print")


def sources() -> list[Path]:
    """Return the stylesheets of the bundle, in the order of their cascade layers."""
    folder = settings.BASE_DIR / "static" / "css"
    found: list[Path] = []
    for name in ORDER:
        found += (
            [folder / f"{name}.css"] if (folder / f"{name}.css").exists() else sorted((folder / name).glob("*.css"))
        )
    return found


def build(folder: Path) -> Path:
    """Write the bundle into `folder` when it is absent or older than its sources; return its path."""
    target, files = folder / BUNDLE, sources()
    if not target.exists() or target.stat().st_mtime < max(file.stat().st_mtime for file in files):
        folder.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(".part")
        fresh.write_text("".join(file.read_text() for file in files))
        fresh.replace(target)
    return target


class BundleFinder(BaseFinder):
    """Static files finder that knows one file, the bundle, built in `HEARTH_HOME/build`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.CONFIG.home / "build")

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != BUNDLE:
            return []
        found = str(build(Path(self.storage.location)))
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        build(Path(self.storage.location))
        yield BUNDLE, self.storage
