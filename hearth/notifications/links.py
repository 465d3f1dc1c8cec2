"""The link in each mail to the setting that caused it: sealed, so that it names no person and no place."""

import re
from dataclasses import astuple, dataclass

from django.urls import reverse

from hearth.core.sealing import seal, unseal

PURPOSE = "the setting behind a mail"
WRITTEN = re.compile(r"(?:https?://[^\s/]{1,255})?/word/([\w-]{20,500})(?:/(?:end/)?)?")


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a mail was about, as far as its reader decides about it.

    Arguments:
        member: the primary key of the main name of whoever it was sent to.
        kind: the name of the kind of word; empty for a digest.
        how: for a digest, which.
        community, discussion: the primary keys of where it happened, where one may decide otherwise for these.
    """

    member: int
    kind: str = ""
    how: str = ""
    community: int | None = None
    discussion: int | None = None


def link_to(occasion: Occasion) -> str:
    """Return the path at which the reader of a mail about `occasion` chooses, and whoever is given the link too.

    It does not run out: mail is read years later.
    """
    return reverse("notifications:word", args=[_token(occasion)])


def end_of(occasion: Occasion) -> str:
    """Return the path at which a mail program ends mail about `occasion` at one press."""
    return reverse("notifications:word-end", args=[_token(occasion)])


def occasion_of(token: str) -> Occasion | None:
    """Return what the link with `token` is about; None for one that was invented."""
    found = unseal(token, purpose=PURPOSE)
    return Occasion(*found) if found else None


def without_links(text: str) -> str:
    """Return `text` with an ellipsis for each such link in it: whoever reads it could choose for its person."""
    return WRITTEN.sub(lambda found: "…" if occasion_of(found[1]) else found[0], text)


def _token(occasion: Occasion) -> str:
    return seal(astuple(occasion), purpose=PURPOSE)
