"""The tests' settings with the addresses that only tests need."""

from tests.settings import *  # noqa: F403

ROOT_URLCONF = "hearth.core.tests.probe_urls"
