"""One look at one page."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.walk.ways import as_it_is


@dataclass(frozen=True)
class Stop:
    """One look at one page.

    Arguments:
        name: its URL name; `start` is where the walk begins instead, when the address is not known beforehand.
        by: the state of the browser, see `places.STATES`.
        then: what is done on the page before it is looked at.
        what: says so in the test's name.
        status: of the answer.
    """

    name: str
    by: str = "visitor"
    start: str = ""
    then: Callable[[Page], None] = as_it_is
    what: str = ""
    status: int = 200

    def __str__(self) -> str:
        return " ".join(filter(None, [self.name, self.what, f"by {self.by}"]))

    @property
    def path(self) -> str:
        """Where the browser goes first."""
        return self.start or reverse(self.name)
