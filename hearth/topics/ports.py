"""What topics ask of every room above, which registers it in `AppConfig.ready()`: which of its rows name a topic.

When two topics become one, these rows name the one that stays, in the same transaction. A test fails for a model that
names a topic and is not registered.
"""

from dataclasses import dataclass

from django.db.models import Model


@dataclass(frozen=True, slots=True)
class Link:
    """Rows of `model` name a topic in `field`.

    `beside` is what else a row holds that may stand there once for each topic; nothing when it may stand there twice.
    `goes_along` says that whoever named a topic names also what is split from it, as followers do.
    """

    model: type[Model]
    beside: str = ""
    field: str = "topic"
    goes_along: bool = False


_LINKS: list[Link] = []


def register(*links: Link) -> None:
    """Let the rows of `links` follow their topic from now on."""
    _LINKS.extend(links)


def links() -> tuple[Link, ...]:
    """Return what every room registered."""
    return tuple(_LINKS)
