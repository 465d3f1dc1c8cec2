""" "Asked before?": whether the question that means the same is among those offered, beside weighted word overlap."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.evaluate.ground import Text, clear, close_to, discussions_of
from tests.evaluate.plain import Overlap
from tests.evaluate.scores import success
from tests.evaluate.sources import lines, own_questions

Pair = tuple[str, str, str]  # a question, what is to be found for it, and its language


def asked(data: Path, every: int) -> Iterator[dict[str, Any]]:
    """The pairs of `questions`, and consumers' questions of our own among all of these.

    What is asked before stands as titles of discussions; who asks is offered five. Pairs alike to the letter are left
    out.
    """
    pairs = lines(data / "questions" / "rqe_train_sample.jsonl")
    before = list(dict.fromkeys(each["faq"] for each in pairs))
    clear(vocabulary=True)
    alike = [(each["chq"], each["faq"], "en") for each in pairs if each["entails"] and _differ(each)]
    apart = [(each["chq"], each["faq"], "en") for each in pairs if not each["entails"]]
    texts = [Text(each, "") for each in before]
    own = own_questions("asked")
    texts += [Text(each[kind], "", each["language"]) for each in own for kind in ("same", "other")]
    groups: dict[str, tuple[list[Pair], list[Pair]]] = {"asked_questions": (alike[::every], apart[::every])}
    for language in ("en", "es"):
        for is_held_out in (False, True):
            some = [each for each in own if each["language"] == language and each["held_out"] == is_held_out]
            name = f"asked_own_{language}_{'held_out' if is_held_out else 'worked_on'}"
            groups[name] = tuple([(row["text"], row[kind], language) for row in some] for kind in ("same", "other"))
    yield from _figures(texts, groups)


def _figures(texts: Sequence[Text], groups: dict[str, tuple[list[Pair], list[Pair]]]) -> Iterator[dict[str, Any]]:
    titles = [each.title for each in texts]
    numbers = discussions_of(texts)
    overlap, jaccard = Overlap(titles, by_all=False), Overlap(titles, by_all=True)
    for name, (alike, apart) in groups.items():
        figures: dict[str, Any] = {"name": name, "queries": len(alike)}
        for prefix, find in (
            ("", lambda text, language: [numbers[each] for each in close_to(text, language=language)]),
            ("overlap_", lambda text, language: overlap.find(text, size=5)),
            ("jaccard_", lambda text, language: jaccard.find(text, size=5)),
        ):
            offered = [[titles[number] for number in find(text, language)] for text, _same, language in alike]
            wanted = [{same} for _text, same, _language in alike]
            others = [[titles[number] for number in find(text, language)] for text, _other, language in apart]
            strange = [{other} for _text, other, _language in apart]
            figures |= {f"{prefix}success_at_{size}": success(wanted, offered, size) for size in (1, 5)}
            figures[f"{prefix}different_at_1"] = success(strange, others, 1)
        yield figures


def _differ(pair: dict[str, Any]) -> bool:
    return bool(pair["chq"].casefold().strip() != pair["faq"].casefold().strip())
