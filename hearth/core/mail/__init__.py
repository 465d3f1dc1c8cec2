"""Mail (stand-in until the branch lands)."""

from datetime import datetime
from typing import Any


def send(template: str, *, to: str, language: str, context: dict[str, Any], expires_at: datetime | None = None) -> None:
    raise NotImplementedError
