"""What rooms below notifications tell people of: each kind of word declared once, by the room it is about.

A room implements `Notice` in its `notices.py`, found when the site starts, and calls `announce()` there. Page and mail
read the same `Told`, at the moment they show it: no copy of anybody's words waits anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import models
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from hearth.activity.models import Activity


class How(models.TextChoices):
    """How word of something comes, from the quietest; by e-mail always means in the page too."""

    NEVER = "never", pgettext_lazy("how word comes", "Not at all")
    PAGE = "page", pgettext_lazy("how word comes", "In the page only")
    WEEKLY = "weekly", pgettext_lazy("how word comes", "In a weekly e-mail")
    DAILY = "daily", pgettext_lazy("how word comes", "In a daily e-mail")
    AT_ONCE = "at_once", pgettext_lazy("how word comes", "By e-mail at once")


def _everybody(_person: Any, _community: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Kind:
    """Something people can be told, as they decide about it.

    Arguments:
        name: what rows and addresses call it; at most 20 characters.
        label: the sentence that settings and mails say it in: "Somebody answers what I wrote".
        first: how word of it comes until somebody decides otherwise.
        is_of_places: whether one may decide otherwise for a community, or a discussion in it.
        is_of_communities: whether that is for a community only: it tells of no discussion that one knows already.
        settles: whether who wants no word of it at all wants none of the same thing as another kind either: each answer
            to me is one in a discussion I follow, while who wants no names still wants answers that hold theirs.
        is_fixed: whether nobody decides otherwise: it comes as `first` has it, at any hour and in a pause too.
        concerns: whether it can reach a person, a main name, in a community or, for None, anywhere: what cannot is not
            among their settings.
    """

    name: str
    label: str | Promise
    first: How = How.WEEKLY
    is_of_places: bool = False
    is_of_communities: bool = False
    settles: bool = False
    is_fixed: bool = False
    concerns: Callable[[Any, Any], bool] = _everybody


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What word is about, as primary keys.

    Arguments:
        by: the member who did it, where others may know.
        doer: the member who did it, whether others may know or not: kept nowhere, so that nobody is told of what they
            did themself.
    """

    pk: int
    community: int | None = None
    discussion: int | None = None
    by: int | None = None
    doer: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What word says to one person, in the active language, as things are now.

    Arguments:
        sentence: all of it in one sentence, with names and titles as this person may see them.
        hint: the same for the subject of a mail and for lists that others may look at: no name, no place, no topic.
        address: the path to where it is; empty where there is nothing more to see.
        title: the title of the discussion, where it is in one.
        by: who did it, as a profile; None where that is nobody, or not told.
        words: what was said, as HTML that is safe and complete; `lang` is its language.
        pictures: what the pictures in it show, in their writer's words.
        labels: what its writer says of where the words come from.
        is_answerable: whether an answer to the mail becomes a reply in the discussion.
        post: the public id of what was posted, for the thread in a mail program.
        above: the public ids of what it stands under there, from the opening to what it answers.
    """

    sentence: str
    hint: str
    address: str
    title: str = ""
    by: Any = None
    words: SafeString = SafeString("")
    lang: str = ""
    pictures: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    is_answerable: bool = False
    post: str = ""
    above: tuple[str, ...] = ()


Ends = Mapping[str, Callable[[Activity], Collection[int] | None]]
"""By verbs, what finds the primary keys of the matters that each of these activities may end; None for `of_place`."""


def of_subject(activity: Activity) -> Collection[int]:
    """Return the key of what `activity` was done to, where word is kept by that.

    Then `matter` is asked of that activity too: for None there is nothing to tell anybody any more.
    """
    return (activity.subject_id,)


def of_place(_activity: Activity) -> None:
    """Return None: it may be any in the community that the activity was done to, of which nothing else stays."""


class Notice(Protocol):
    """One reason to tell people of something."""

    @property
    def kind(self) -> Kind:
        """What settings call it."""
        ...

    @property
    def about(self) -> str:
        """What the word stands for, such as `reply`: of two notices about one thing a person gets the first only."""
        ...

    @property
    def of(self) -> str:
        """Whose key the word is kept by, where `about` has a name of its own: such as `reply` for reactions to one."""
        ...

    @property
    def verbs(self) -> frozenset[str]:
        """After which activities it is asked."""
        ...

    @property
    def ends(self) -> Ends:
        """After which activities there may be nothing to tell any more."""
        ...

    @property
    def renews(self) -> bool:
        """Whether word that was read comes again when more of the same happens."""
        ...

    def matter(self, activity: Activity) -> Matter | None:
        """Return what it is about, as things are now; None when there is nothing to tell any more."""
        ...

    def people(self, matter: Matter) -> QuerySet[Any]:
        """Return the main names of those to be told, without whom they would not be told of.

        It may be many: the caller takes them by primary key, some at a time.
        """
        ...

    def tell(self, keys: Collection[int], *, viewer: Any) -> dict[int, Told]:
        """Return what to say of the matters `keys` to `viewer`, a main name; nothing of what they may not see now.

        A few queries, however many keys.
        """
        ...


class Telling(Protocol):
    """What says what there is to say; see `Notice.tell`."""

    def __call__(self, keys: Collection[int], *, viewer: Any) -> dict[int, Told]:
        """Return what to say of each of `keys` to `viewer`."""
        ...


@dataclass(frozen=True, kw_only=True)
class Word:
    """A notice that is made of functions, each as `Notice` has it."""

    kind: Kind
    about: str
    verbs: frozenset[str]
    matter: Callable[[Activity], Matter | None]
    people: Callable[[Matter], QuerySet[Any]]
    tell: Telling
    renews: bool = False
    of: str = ""
    ends: Ends = field(default_factory=dict)


KINDS: dict[str, Kind] = {}
_NOTICES: list[Notice] = []


def announce(*notices: Notice) -> None:
    """Register `notices`, those first that count for more. Raises ValueError for two kinds of one name."""
    for notice in notices:
        if KINDS.setdefault(notice.kind.name, notice.kind) is not notice.kind:
            raise ValueError(f"There are two kinds called {notice.kind.name}.")
        _NOTICES.append(notice)


def notices_after(verb: str) -> list[Notice]:
    """Return the notices that are asked after `verb`, those first that count for more."""
    return [notice for notice in _NOTICES if verb in notice.verbs]


def notices_as(kind: Kind) -> list[Notice]:
    """Return the notices that tell of something as `kind`."""
    return [notice for notice in _NOTICES if notice.kind is kind]


def notice_of(kind: str, about: str) -> Notice | None:
    """Return what tells of `about` as `kind`; None when this version of Hearth has nothing of these names."""
    return next((each for each in _NOTICES if (each.kind.name, each.about) == (kind, about)), None)


def notices_of(subject: str) -> list[Notice]:
    """Return the notices that tell of a `subject` such as `reply`, or of what people think of it."""
    return [notice for notice in _NOTICES if subject in (notice.about, notice.of)]


def notices_ended_by(verb: str) -> list[Notice]:
    """Return the notices that there may be nothing to tell by any more after `verb`."""
    return [notice for notice in _NOTICES if verb in notice.ends]


def ending() -> frozenset[str]:
    """Return the verbs after which there may be nothing to tell any more by some notice."""
    return frozenset[str]().union(*(notice.ends for notice in _NOTICES))


def announced() -> frozenset[str]:
    """Return the verbs after which some notice is asked."""
    return frozenset[str]().union(*(notice.verbs for notice in _NOTICES))
