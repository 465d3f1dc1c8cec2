"""What the inventory says of one URL name, and how people are commonly answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.test import Client

from tests.cast import MEMBER, OPERATOR, VISITOR, World

Answers = Mapping[str, int]

OPEN: Answers = {VISITOR: 200, MEMBER: 200, OPERATOR: 200}
SIGNED_IN: Answers = {VISITOR: 302, MEMBER: 200, OPERATOR: 200}
VISITORS: Answers = {VISITOR: 200, MEMBER: 302, OPERATOR: 302}
OPERATORS: Answers = {VISITOR: 404, MEMBER: 404, OPERATOR: 200}
POSTED: Answers = {VISITOR: 405, MEMBER: 405, OPERATOR: 405}
POSTED_SIGNED_IN: Answers = {VISITOR: 302, MEMBER: 405, OPERATOR: 405}
POSTED_BY_OPERATORS: Answers = {VISITOR: 404, MEMBER: 404, OPERATOR: 405}
ELSEWHERE: Answers = {VISITOR: 302, MEMBER: 302, OPERATOR: 302}
NOWHERE: Answers = {VISITOR: 404, MEMBER: 404, OPERATOR: 404}


def _nothing(world: World) -> dict[str, str]:
    return {}


def _stay(client: Client, world: World) -> None:
    """Nothing has to happen first."""


@dataclass(frozen=True)
class Page:
    """One URL name.

    Arguments:
        answers: status of a plain GET, by the kind of persona.
        takes: methods that do something here, beside HEAD and OPTIONS; any other is answered 405 or as a GET is.
        arguments: the URL's arguments for something everybody may know of.
        hidden: arguments for something that only the personas in `shown_to` may know to exist.
        missing: arguments of the same shape for what does not exist.
        reach: brings a client, a visitor's or the owner's as `reached_by` says, into the state in which `answers` hold.
        html: whether a browser shows it as a page.
    """

    answers: Answers
    takes: str = "GET"
    arguments: Callable[[World], dict[str, str]] = _nothing
    hidden: Callable[[World], dict[str, str]] | None = None
    shown_to: tuple[str, ...] = ()
    missing: dict[str, str] = field(default_factory=dict)
    reach: Callable[[Client, World], None] = _stay
    reached_by: str = ""
    html: bool = True

    @property
    def needs_state(self) -> bool:
        """Whether the page shows only after something was done before."""
        return self.reach is not _stay
