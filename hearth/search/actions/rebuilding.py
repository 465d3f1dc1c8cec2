"""The whole index, from what the living rows say: while the site runs, a little at a time."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from django.db.models import Model

from hearth.communities.models import Community, Discussion, Reply
from hearth.members.models import Kind as FaceKind
from hearth.members.models import Member
from hearth.organizations.models import Organization
from hearth.search.actions.indexing import index
from hearth.search.models import Kind
from hearth.topics.models import Topic

BATCH: Final = 500
MODELS: Final[dict[str, type[Model]]] = {
    Kind.TOPIC: Topic,
    Kind.ORGANIZATION: Organization,
    Kind.COMMUNITY: Community,
    Kind.MEMBER: Member,
    Kind.DISCUSSION: Discussion,
    Kind.REPLY: Reply,
}


def rebuild(*, said: Callable[[str, int], object] = lambda kind, count: None, kinds: tuple[str, ...] = ()) -> int:
    """Make every document of `kinds` (all) say what its living row says now; return how many there are.

    Documents stay findable meanwhile; `said` is told the kind and how many of it are done.
    """
    total = 0
    for kind in kinds or tuple(MODELS):
        done = 0
        for keys in keys_of(kind):
            done += index(kind, keys)
            said(kind, done)
        total += done
    return total


def keys_of(kind: str) -> Iterator[list[int]]:
    """Yield the primary keys of the living rows of `kind` in lists of at most BATCH."""
    rows: Any = MODELS[kind]._default_manager.order_by("pk")
    rows = rows.exclude(kind=FaceKind.FORMER) if kind == Kind.MEMBER else rows
    last = 0
    while keys := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        yield keys
        last = keys[-1]
