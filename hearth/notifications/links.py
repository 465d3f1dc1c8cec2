"""The link in each mail to the setting that caused it: sealed, so that it names no person and no place."""

from dataclasses import astuple, dataclass

from django.urls import reverse

from hearth.core.sealing import seal, unseal

PURPOSE = "the setting behind a mail"


@dataclass(frozen=True, slots=True)
class Word:
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


def link_to(word: Word) -> str:
    """Return the path at which the reader of a mail about `word` chooses, and whoever is given the link too.

    It does not run out: mail is read years later.
    """
    return reverse("notifications:word", args=[_token(word)])


def end_of(word: Word) -> str:
    """Return the path at which a mail program ends mail about `word` at one press."""
    return reverse("notifications:word-end", args=[_token(word)])


def word_of(token: str) -> Word | None:
    """Return what the link with `token` is about; None for one that was invented."""
    found = unseal(token, purpose=PURPOSE)
    return Word(*found) if found else None


def _token(word: Word) -> str:
    return seal(astuple(word), purpose=PURPOSE)
