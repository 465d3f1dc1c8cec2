"""The topic picker: a line for any word, in any language, and chips to tap. Works without JavaScript."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext_lazy

from hearth.core.folding import fold
from hearth.topics.models import Topic, TopicName
from hearth.topics.queries import TopicCard, broad_topics, cards_of, neighbors_of, topics_at, topics_named

BETWEEN_WORDS = re.compile(r"[,;\n،؛]")
MOST_TYPED = 20


class TopicPicker(forms.Widget):
    """Draws what was picked, a line for any word, which offers topics while one types, and the broad topics."""

    template_name = "topics/_picker.html"
    use_fieldset = True
    draws_errors = True  # beside the line, where it is a word typed there that is at fault

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, Any]:
        """Return what was picked (slugs) and what was typed."""
        picked = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return {"picked": picked, "typed": data.get(f"{name}_words", "")}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}_words" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        picked, typed = _parts(value)
        language = get_language() or "en"
        options = chips(picked, [], language=language)
        broad = [card for card in broad_topics(language=language) if card.slug not in picked]
        context["widget"] |= {"options": options, "broad": broad, "typed": typed}
        return context

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_words" if id_ else ""


class TopicWord(forms.TextInput):
    """A line for one topic by any of its names, or for other words; the vocabulary is suggested while one types."""

    template_name = "topics/_word.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        list_id = f"{context['widget']['attrs'].get('id', name)}_list"
        address = f"{reverse('topics:suggestions')}?for={name}"
        context["widget"]["attrs"] |= {
            "list": list_id,
            "autocomplete": "off",
            "hx-post": address,
            "hx-params": name,
            "hx-trigger": "input changed delay:200ms",
            "hx-target": f"#{list_id}",
            "hx-swap": "innerHTML",
        }
        context["widget"] |= {"list_id": list_id}
        return context


class TopicsField(forms.Field):
    """Any number of topics, picked or typed; cleans to a list of Topics without repetition, in order of picking.

    `most` is the greatest number of topics allowed.
    """

    widget = TopicPicker
    default_error_messages = {
        "unknown": gettext_lazy("We do not know this word yet: %(words)s. Choose from the list, or leave it out."),
        "near": gettext_lazy("We do not know “%(words)s”. Did you mean one of these? %(near)s"),
        "many": ngettext_lazy("Choose at most %(most)d topic.", "Choose at most %(most)d topics.", "most"),
    }

    def __init__(self, *, most: int = 10, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most

    def prepare_value(self, value: Any) -> Any:
        """Return what the widget draws; a list of Topics becomes their slugs."""
        if isinstance(value, dict) or value is None:
            return value
        return {"picked": [topic.slug for topic in value], "typed": ""}

    def to_python(self, value: Any) -> list[Topic]:
        """Return the topics that were picked or typed; raises ValidationError naming a word that is not known."""
        picked, typed = _parts(value)
        words = [word.strip() for word in BETWEEN_WORDS.split(typed)[:MOST_TYPED] if fold(word)]
        by_slug = topics_at(picked)
        by_key = topics_named(words) if words else {}
        self._refuse_unknown([slug for slug in picked if slug not in by_slug], [])
        begun = _begun([fold(word) for word in words if fold(word) not in by_key], by_slug.values())
        words = [word for word in words if fold(word) not in begun]
        self._refuse_unknown([], [word for word in words if fold(word) not in by_key])
        found = [by_slug[slug] for slug in picked] + [by_key[fold(word)] for word in words]
        return list({topic.pk: topic for topic in found}.values())

    def validate(self, value: list[Topic]) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise ValidationError(self.error_messages["many"], code="many", params={"most": self.most})

    def has_changed(self, initial: Any, data: Any) -> bool:
        picked, typed = _parts(data)
        return bool(typed) or set(picked) != {topic.slug for topic in initial or []}

    def _refuse_unknown(self, slugs: list[str], words: list[str]) -> None:
        if slugs:
            raise ValidationError(self.error_messages["unknown"], code="unknown", params={"words": slugs[0][:60]})
        if words:
            near = neighbors_of(words[0], language=get_language() or "en", limit=3)
            params = {"words": words[0][:60], "near": " · ".join(card.name.text for card in near)}
            code = "near" if near else "unknown"
            raise ValidationError(self.error_messages[code], code=code, params=params)


def _parts(value: Any) -> tuple[list[str], str]:
    if not isinstance(value, dict):
        return [], ""
    picked: Iterable[Any] = value.get("picked") or []
    clean = [str(slug) for slug in picked if "\0" not in str(slug)]
    return clean[: MOST_TYPED * 5], str(value.get("typed") or "")[:2000]


def _begun(keys: list[str], picked: Iterable[Topic]) -> set[str]:
    """Return those of `keys` that are part of a name of a picked topic: whoever tapped what a word offered meant it."""
    if not keys:
        return set()
    names = list(TopicName.objects.filter(topic__in=list(picked)).values_list("key", flat=True))
    return {key for key in keys if any(key in name for name in names)}


def chips(picked: Iterable[str], found: Iterable[TopicCard], *, language: str) -> list[dict[str, Any]]:
    """Return the picked topics as chips that are checked, then those found that are not among them.

    A topic that was found by another word than its name says so.
    """
    slugs = list(dict.fromkeys(slug for slug in picked if "\0" not in slug))[: MOST_TYPED * 5]
    topics = topics_at(slugs)
    chosen = cards_of([topics[slug] for slug in slugs if slug in topics], language=language)
    offered = [card for card in found if card.slug not in topics]
    return [
        *({"topic": card, "checked": True} for card in chosen),
        *({"topic": card, "checked": False} for card in offered),
    ]


def last_word(typed: str) -> str:
    """Return the word that is being typed: what stands after the last sign between two words."""
    return BETWEEN_WORDS.split(typed[:2000])[-1].strip()
