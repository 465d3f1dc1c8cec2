"""What happened, and who is owed word of it.

Owns Activity (actor, verb and subject as ids, never content) and Delivery (one per handler, leased, retried),
`record()` for actions, `@on` for handlers, and the worker's sweep that finds what a crash or an empty queue lost.
"""

from hearth.activity.verbs import Verb, on

__all__ = ["Verb", "on"]
