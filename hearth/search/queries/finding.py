"""The one way to find something: what was asked, by whom, and a page of what they may see."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from hearth.communities.models import Community
from hearth.core.paging import Page
from hearth.core.sealing import seal, unseal
from hearth.core.translated import Words
from hearth.members import faces
from hearth.members.models import Member
from hearth.search.asked import read
from hearth.search.models import Document, DocumentQuerySet, Kind, Word
from hearth.search.queries.candidates import Hit, counts_in, hits_of
from hearth.search.queries.expanding import Meaning, meanings_of
from hearth.search.queries.ranking import ABOVE, ranked
from hearth.search.queries.scoring import Worth, worth_of
from hearth.search.queries.shown import Result, results_of
from hearth.search.queries.sight import Sight
from hearth.search.queries.spelling import corrections
from hearth.search.queries.tiers import tiers_of
from hearth.search.queries.understanding import understand
from hearth.search.wanted import Clause, Wanted

SIZE: Final = 20
COUNTED: Final = 1_000
FIRST, LAST = date(1970, 1, 1), date(2999, 1, 1)  # beyond these nobody wrote, and databases differ


class Order(TextChoices):
    """In which order results come."""

    RELEVANCE = "relevance", pgettext_lazy("order of results", "Best match first")
    NEWEST = "newest", pgettext_lazy("order of results", "Newest first")


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What somebody asks for: the words, and what they leave out of the whole.

    Arguments:
        text: words, "phrases" and -without, see `hearth.search.asked`.
        kinds: which kinds of thing; all where it is empty.
        since, until: days, both included.
        is_unanswered: only discussions that wait for an answer.
        is_mine: only what the viewer wrote, under any of their names.
    """

    text: str
    kinds: tuple[str, ...] = ()
    community: Community | None = None
    language: str = ""
    since: date | None = None
    until: date | None = None
    is_unanswered: bool = False
    is_mine: bool = False
    order: str = Order.RELEVANCE


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results.

    Arguments:
        page: the results on it.
        count: how many there are; where `is_more`, there are more than that.
        also: other names of what was asked for, which were looked for too; those in the reader's language first.
        instead: what was looked for too because a word seems misspelt: the words as they would be.
        is_partly: whether some results hold only some of the words.
        is_asked: whether there was a word to look for.
    """

    page: Page[Result]
    count: int = 0
    is_more: bool = False
    also: tuple[Words, ...] = ()
    instead: str = ""
    is_partly: bool = False
    is_asked: bool = True


def find(search: Search, *, viewer: Member | None, language: str, cursor: str = "", size: int = SIZE) -> Found:
    """Return what `viewer` may read of what `search` asks for, the page at `cursor`; `language` is the reader's."""
    sight = Sight(Document.objects.visible_to(viewer))
    meant = understand(read(search.text), sight, language=language)
    if not meant.clauses:
        return Found(Page([], "", ""), is_asked=False)
    slips = corrections(meant, sight, language=language)
    asked = tuple(slips[word].shown if word in slips else word for word in meant.asked.words)
    meanings = meanings_of(asked, language=language)
    tiers = tiers_of(meant, slips, meanings)
    counts = counts_in(tiers, sight)
    worth = worth_of(counts) if search.order != Order.NEWEST else None
    hits = hits_of(_among(search, sight.readable, viewer), tiers, counts, worth)
    named = _named(asked, meant.asked.phrases, meanings, language)
    keys = _by_worth(hits, tiers, worth, named) if worth is not None else _by_time(hits)
    page = _page(keys, cursor=cursor, size=size, order=search.order)
    held = {hit.tier for hit in hits}
    shown = results_of(page.items, clauses=_all_of(tiers), viewer=viewer, language=language)
    return Found(
        Page(shown, page.next, page.previous),
        min(len(hits), COUNTED),
        len(hits) > COUNTED,
        _also(meanings, language) if 1 in held else (),
        _instead(search.text, slips),
        2 in held,
    )


def _also(meanings: Sequence[Meaning], language: str) -> tuple[Words, ...]:
    names = dict.fromkeys(name for each in meanings for name in each.names)
    return tuple(sorted(names, key=lambda name: (name.lang != language, name.lang)))


def _instead(text: str, slips: Mapping[str, Word]) -> str:
    """Return `text` with its slips mended, all else as it was typed; nothing where there are none."""
    for word, near in slips.items():
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", near.shown.replace("\\", ""), text, flags=re.IGNORECASE)
    return text if slips else ""


def _all_of(tiers: list[Wanted]) -> Clause:
    return frozenset().union(*(clause for wanted in tiers for clause in wanted.clauses))


def _among(search: Search, found: DocumentQuerySet, viewer: Member | None) -> DocumentQuerySet:
    """Return the documents of `found`, which `viewer` may read, that the filters leave."""
    kinds = set(search.kinds) or set(Kind.values)
    if search.is_unanswered:
        kinds &= {Kind.DISCUSSION}
        waits = Q(discussion__answered_at=None, discussion__asks=True, discussion__locked_at=None)
        found = found.filter(waits)
    if search.is_mine or search.community:
        kinds &= {Kind.DISCUSSION, Kind.REPLY}
    if kinds != set(Kind.values):
        found = found.filter(kind__in=sorted(kinds))
    if search.is_mine:
        mine = [faces.same_person(viewer, f"{kind}__author") for kind in ("discussion", "reply")] if viewer else []
        found = found.filter(mine[0] | mine[1]) if mine else found.none()
    if search.community:
        place = search.community
        found = found.filter(Q(discussion__community=place) | Q(reply__discussion__community=place))
    if search.language:
        found = found.filter(language=search.language)
    if search.since:
        found = found.filter(at__gte=_beginning(search.since))
    if search.until:
        found = found.filter(at__lt=_beginning(min(search.until, LAST)) + timedelta(days=1))
    return found


def _beginning(day: date) -> datetime:
    return datetime.combine(max(day, FIRST), time.min, tzinfo=timezone.get_current_timezone())


Key = tuple[float, int]
Run = tuple[str, ...]


def _named(words: Run, phrases: Sequence[Run], meanings: list[Meaning], language: str) -> set[int]:
    """Return the documents of the topics that all of what was asked for is a name of: they come first.

    Words in quotes are looked for as they are, and may be a topic's name all the same.
    """
    if not words and len(phrases) == 1:
        words, meanings = phrases[0], meanings_of(phrases[0], language=language)
    whole = [topic for each in meanings if each.words == words for topic in each.topics]
    return set(Document.objects.filter(topic__in=whole).values_list("pk", flat=True)) if whole else set()


def _by_worth(hits: list[Hit], tiers: list[Wanted], worth: Worth, named: set[int]) -> list[Key]:
    placed = ranked(hits, [each.clauses for each in tiers], worth)
    keys = [(round(place + 2 * ABOVE * (hit.pk in named), 6), hit.pk) for place, hit in placed]
    return sorted(keys, key=lambda key: (-key[0], -key[1]))


def _by_time(hits: list[Hit]) -> list[Key]:
    return sorted(((hit.at.timestamp(), hit.pk) for hit in hits if hit.at), reverse=True)


def _page(keys: list[Key], *, cursor: str, size: int, order: str) -> Page[int]:
    """Return the page of keys, the greatest first, that `cursor` points to: by key, so that new rows shift nothing."""
    purpose = f"search {order}"
    backward, at = unseal(cursor, purpose=purpose) or (False, None)
    if at is None:
        first = 0
    elif backward:
        before = sum(key > tuple(at) for key in keys)
        first = max(0, before - size)
    else:
        first = sum(key >= tuple(at) for key in keys)
    shown = keys[first : first + size]
    after = seal([False, shown[-1]], purpose=purpose) if shown and first + size < len(keys) else ""
    before_it = seal([True, shown[0]], purpose=purpose) if shown and first else ""
    return Page([pk for _worth, pk in shown], after, before_it)
