"""Verbs, and who wants word of them. Each app declares its own in `verbs.py` and answers others' in `handlers.py`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from hearth.core.names import name_of

SHAPE = re.compile(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*")

Handler = Callable[[Any], None]  # takes the Activity


@dataclass(frozen=True)
class Verb:
    """Something that can happen: `name` is `noun.past_tense`, `sentence` names `{actor}` and, if need be, `{subject}`.

    Of what `befalls` somebody the actor is whoever it happened to: nothing else of them or of it is there any more. Who
    did it is not in the activity then.

    Making one announces it. Raises ValueError for a name of another shape or one that exists.
    """

    name: str
    sentence: str | Promise
    befalls: bool = False

    def __post_init__(self) -> None:
        if not SHAPE.fullmatch(self.name):
            raise ValueError(f"{self.name!r} is not noun.past_tense.")
        if self.name in VERBS:
            raise ValueError(f"{self.name} is announced twice.")
        VERBS[self.name] = self


VERBS: dict[str, Verb] = {}
HANDLERS: dict[str, Handler] = {}
WANTED: dict[str, list[str]] = {}


def on(*verbs: str) -> Callable[[Handler], Handler]:
    """Register the decorated function of an app's `handlers.py` for these verbs, by name.

    It is called with the Activity, in a transaction of its own, once for each activity; more only if it raises.
    Handlers reconcile: they read the present state, and bear being called twice.
    Raises LookupError for a verb that no app announces.
    """

    def register(handler: Handler) -> Handler:
        name = name_of(handler)
        if name in HANDLERS:
            raise ValueError(f"{name} is registered twice.")
        for verb in verbs:
            if verb not in VERBS:
                raise LookupError(f"{name} waits for {verb}, which no app announces.")
            WANTED.setdefault(verb, []).append(name)
        HANDLERS[name] = handler
        return handler

    return register


def handlers_of(verb: Verb) -> list[str]:
    """Return the names of the handlers that want word of `verb`, in a steady order."""
    return sorted(WANTED.get(verb.name, ()))
