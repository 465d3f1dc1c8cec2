"""What Django's system check says of the host's own files before the site starts."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from hearth.front import helplines


def check_helplines(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Return an error when HEARTH_HELPLINES names a file that cannot be used."""
    if not settings.CONFIG.helplines:
        return []
    try:
        helplines.read(Path(settings.CONFIG.helplines))
    except helplines.HelplinesProblem as problem:
        return [Error(str(problem), hint="Mend the file that HEARTH_HELPLINES names.", id="hearth.E001")]
    return []
