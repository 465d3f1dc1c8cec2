"""What Django's system check says of the host's own files and of the database before the site starts."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error
from django.db import connection

from hearth.front import helplines
from hearth.front.seed.entries import demo_addresses


def check_helplines(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Return an error when HEARTH_HELPLINES names a file that cannot be used."""
    if not settings.CONFIG.helplines:
        return []
    try:
        helplines.read(Path(settings.CONFIG.helplines))
    except helplines.HelplinesProblem as problem:
        return [Error(str(problem), hint="Mend the file that HEARTH_HELPLINES names.", id="hearth.E001")]
    return []


def check_world(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Return an error when a site that is no demo holds the demo world, or a demo holds people who are none of it.

    Asks the database only where `databases` are to be checked, as the commands that start something do.
    """
    problem = world_problem() if databases else ""
    return [Error(problem, id="hearth.E002")] if problem else []


def world_problem() -> str:
    """Return in one sentence or two how the database contradicts HEARTH_DEMO; empty when it does not."""
    accounts = get_user_model()._default_manager
    if accounts.model._meta.db_table not in connection.introspection.table_names() or not accounts.exists():
        return ""
    is_demo, is_demo_world = settings.CONFIG.demo, accounts.filter(email__in=demo_addresses()).exists()
    if is_demo_world and not is_demo:
        return (
            "The database holds the demo world, whose passwords everybody knows, but HEARTH_DEMO is off. "
            "Set HEARTH_HOME to another folder for a site of your own."
        )
    if is_demo and not is_demo_world:
        return "HEARTH_DEMO is on, but the database holds people who are not of the demo world. Set HEARTH_DEMO=0."
    return ""
