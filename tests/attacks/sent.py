"""What is known of a form that is attacked: who sends it, from where, with what in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Sent:
    """One form.

    Arguments:
        by: who sends it, by its name in the scene; "visitor" for nobody.
        at: the arguments of its address.
        typed: what the person fills in.
        words: the field that holds WORDS, if people write in it.
        page: the page of the community on which the button stands, or its address, where that is not the form's own.
    """

    by: str
    at: Callable[[Any], dict[str, str]] = lambda scene: {}
    typed: dict[str, Any] | Callable[[Any], dict[str, Any]] = field(default_factory=dict)
    words: str = ""
    page: str | Callable[[Any], str] = ""

    def filled(self, scene: object) -> dict[str, Any]:
        """Return what the person fills in, in this scene."""
        return self.typed(scene) if callable(self.typed) else dict(self.typed)


WORDS = "Words I thought about for long"
