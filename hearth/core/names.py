"""Names for functions that rows and pages keep: short, and steady when a module is split."""

from collections.abc import Callable
from typing import Any

from django.apps import apps


def name_of(function: Callable[..., Any]) -> str:
    """Return `app.function`, wherever in the app the function stands."""
    app = apps.get_containing_app_config(function.__module__)
    return f"{app.label if app else function.__module__}.{function.__name__}"
