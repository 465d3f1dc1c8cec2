"""Discussions that may be about what somebody is about to ask: a look at titles, until search answers in its place."""

import re
from collections import Counter
from math import log
from typing import Final

from hearth.communities.models import Community, Discussion
from hearth.core.folding import fold
from hearth.members.models import Member

LOOKED_AT: Final = 500
SHOWN: Final = 5
SHORTEST: Final = 4  # letters of a word that says something; in scripts that write no short vowels one less
SHARED_BY: Final = 0.1  # of the titles, or by FEW of them: what more titles say is no rare word
FEW: Final = 3
TOPIC: Final = 1.0  # what a shared topic counts, beside rare words

# What any question is made of, whatever it asks: rare among few titles, and yet no likeness.
_OF_ANY_QUESTION: Final = """
    about after again also anybody anyone been before could does doing from have here into just know like more much need
    only other please should some somebody someone still take tell than that their them then there these they thing this
    very want were what when where which while will with without would your yours
    algo alguien algún alguna antes aquí como cuál cuando cuánto desde después donde ella ellos entre esta estas este
    esto estos estoy hace hacer hasta hola mucho nada nadie otra otro para pero porque puede puedo quien saber siempre
    sobre solo tengo tiene todo ustedes
    أحد أنا أين إلى التي الذي بعد بين حتى على عند عندي غير قبل كان كيف لكن ليس ماذا متى منذ هذا هذه هناك
"""
SAYS_NOTHING: Final = frozenset(map(fold, _OF_ANY_QUESTION.split()))

_FIELDS: Final = ("public_id", "title", "language", "reply_count", "source_key")


def similar_to(
    title: str, *, within: Community, viewer: Member | None, topics: list[str] | None = None
) -> list[Discussion]:
    """Return up to SHOWN discussions of the community that share a rare word of `title`, or a topic, the closest first.

    Looked at are the LOOKED_AT that were said in last, of those that `viewer` may read; what was brought in from a
    collection stands behind what people say here. `topics` are slugs. Three queries at most.
    """
    words = _words_of(title)
    if not words:
        return []
    seen = Discussion.objects.visible_to(viewer).listed().filter(community=within).only(*_FIELDS)
    latest = seen.order_by("-active_at", "-pk")
    living = _closest(list(latest.filter(source_key=None)[:LOOKED_AT]), words, topics or [])
    if len(living) < SHOWN:
        living += _closest(list(latest.exclude(source_key=None)[:LOOKED_AT]), words, [])
    return living[:SHOWN]


def _closest(rows: list[Discussion], words: set[str], topics: list[str]) -> list[Discussion]:
    said = {row.pk: _words_of(row.title) & words for row in rows}
    times = Counter(word for shared in said.values() for word in shared)
    most = max(FEW, len(rows) * SHARED_BY)
    worth = {word: log(1 + len(rows) / count) for word, count in times.items() if count <= most}
    about = _about(topics, rows)
    score = {pk: sum(worth.get(word, 0) for word in shared) + TOPIC * (pk in about) for pk, shared in said.items()}
    found = [row for row in rows if score[row.pk]]
    return sorted(found, key=lambda row: -score[row.pk])[:SHOWN]


def _about(topics: list[str], rows: list[Discussion]) -> set[int]:
    """Return the keys of those of `rows` that are about one of `topics`."""
    if not topics or not rows:
        return set()
    tied = Discussion.topics.through._default_manager.filter(topic__slug__in=topics, discussion__in=rows)
    return set(tied.values_list("discussion_id", flat=True))


def _words_of(title: str) -> set[str]:
    found = re.findall(r"\w+", fold(title))
    long = {word for word in found if len(word) >= SHORTEST - (not word.isascii()) or word.isdecimal()}
    return long - SAYS_NOTHING
