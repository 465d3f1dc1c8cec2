"""Names that nobody may take, as upper rooms know them: what the organisation that runs the site is called, say."""

from collections.abc import Callable, Iterable

Source = Callable[[], Iterable[str]]
_sources: list[Source] = []


def reserve(source: Source) -> None:
    """Ask `source` for names nobody may take, each time somebody chooses one. Called once, in `AppConfig.ready()`."""
    if source not in _sources:
        _sources.append(source)


def reserved_names() -> list[str]:
    """Return the names that nobody may take now."""
    return [name for source in _sources for name in source()]
