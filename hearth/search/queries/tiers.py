"""What is looked for, in tiers: the words; what means the same, or was meant; and some of the words."""

from collections.abc import Mapping, Sequence

from hearth.search.models import Word
from hearth.search.queries.expanding import Meaning
from hearth.search.queries.sight import clause_of
from hearth.search.queries.understanding import Meant
from hearth.search.wanted import Clause, Wanted


def tiers_of(meant: Meant, slips: Mapping[str, Word], meanings: Sequence[Meaning]) -> list[Wanted]:
    """Return what documents have to hold for each tier, the best first; nothing for a tier that adds nothing.

    The first asks for all words as they were typed. The second for all of them with `slips` mended, and where some
    together are the name of a topic, for any of its names in their place. The third is content with one of all these.
    """
    mended = [
        clause_of(slips[word]) if word in slips else clause
        for word, clause in zip(meant.words, meant.clauses, strict=True)
    ]
    typed = [slips[word].shown if word in slips else word for word in meant.words]
    wider = tuple(_with_names(typed, mended, meanings))
    some = tuple(dict.fromkeys([*wider, *mended]))
    return [
        Wanted(meant.clauses, meant.without),
        Wanted(wider if wider != meant.clauses else (), meant.without),
        Wanted(some if len(some) > 1 else (), meant.without, any_will_do=True),
    ]


def _with_names(typed: Sequence[str], clauses: Sequence[Clause], meanings: Sequence[Meaning]) -> list[Clause]:
    """Return `clauses`, those of the words of a topic's name as one: any name of it will do."""
    kept: dict[int, Clause] = dict(enumerate(clauses))
    for meaning in meanings:
        places = [at for at, word in enumerate(typed) if word in meaning.words and at in kept]
        if not places:
            continue
        literal = kept[places[0]] if len(places) == len(meaning.words) == 1 else frozenset()
        for at in places:
            del kept[at]
        kept[places[0]] = meaning.clause | literal
    return [kept[at] for at in sorted(kept)]
