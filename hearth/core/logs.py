"""Structured logs without personal data."""

import logging
from typing import Any


def configure(options: dict[str, Any]) -> None:
    """Set up logging at `options["level"]`."""
    logging.basicConfig(level=options["level"], format="%(asctime)s %(levelname)s %(name)s %(message)s")
