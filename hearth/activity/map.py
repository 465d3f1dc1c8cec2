"""The map of activities, for `docs/activity-map.md`: what can happen, who answers, and who is told."""

from __future__ import annotations

from datetime import timedelta

from django.utils import translation

from hearth.activity.ports import KINDS, notices_as
from hearth.activity.verbs import HANDLERS, VERBS, Handler, handlers_of
from hearth.core.periodic import PERIODIC

HEAD = """# Activity map

Written by `bin/manage activity_map`; a test fails when it is stale.

An action records what happened (`hearth.activity.actions.record`); each handler is owed its own delivery of it.
"""


def draw() -> str:
    """Return the map in Markdown: verbs with sentences and handlers, what people are told, what comes round."""
    with translation.override("en"):
        return "\n".join([HEAD, *_verbs(), "", *_word(), "", *_periodic(), ""])


def _verbs() -> list[str]:
    lines = ["## Verbs", "", "| Verb | Sentence | Handlers |", "|---|---|---|"]
    for _name, verb in sorted(VERBS.items()):
        handlers = [f"`{name}`{_meaning(HANDLERS[name])}" for name in handlers_of(verb)]
        lines.append(f"| `{verb.name}` | {verb.sentence} | {'<br>'.join(handlers) or 'none yet'} |")
    return lines


def _meaning(handler: Handler) -> str:
    first = (handler.__doc__ or "").strip().partition("\n")[0]
    return f": {first}" if first else ""


def _word() -> list[str]:
    lines = ["## Word", "", "What people can be told, how it comes until they choose, and after which verbs.", ""]
    lines += ["| Kind | Sentence | Comes | After |", "|---|---|---|---|"]
    for kind in KINDS.values():
        verbs = sorted({verb for notice in notices_as(kind) for verb in notice.verbs})
        comes = f"{kind.first.label}, always" if kind.is_fixed else kind.first.label
        lines.append(f"| `{kind.name}` | {kind.label} | {comes} | {', '.join(f'`{verb}`' for verb in verbs)} |")
    return lines


def _periodic() -> list[str]:
    lines = ["## What comes round", "", "| Task | Every | What it does |", "|---|---|---|"]
    return lines + [f"| `{name}` | {_words(task.every)} | {task.help} |" for name, task in sorted(PERIODIC.items())]


def _words(every: timedelta) -> str:
    seconds = int(every.total_seconds())
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second")):
        if seconds % size == 0:
            count = seconds // size
            return unit if count == 1 else f"{count} {unit}s"
    return f"{seconds} seconds"
