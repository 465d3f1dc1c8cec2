"""Entries of a collection of questions and answers, as its file holds them: one JSON object a line."""

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

MOST_ANSWER = 100_000  # characters
MOST_URL = 500
UNWRITABLE = re.compile("[\x00\ud800-\udfff]")  # no database takes these
TITLE = 150


class BadEntry(ValueError):
    """A line that cannot be brought in; the message says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One question with its answer."""

    key: str
    title: str
    body: str
    answer: str
    source: str
    url: str


def read_entry(line: str) -> Entry:
    """Return what a line holds: `id`, `question` and `answer`, and where known `source` and `url`.

    The key is id and question together: collections use one id for several questions. Raises BadEntry.
    """
    try:
        said = json.loads(line)
    except ValueError as error:
        raise BadEntry("it is not JSON") from error
    if not isinstance(said, dict):
        raise BadEntry("it is no JSON object")
    number, question, answer = (_text(said, name) for name in ("id", "question", "answer"))
    for name, value in (("id", number), ("question", question), ("answer", answer)):
        if not value.strip():
            raise BadEntry(f"it has no {name}")
    if len(answer) > MOST_ANSWER:
        raise BadEntry(f"its answer has more than {MOST_ANSWER} characters")
    url = _text(said, "url")
    if url and (len(url) > MOST_URL or not re.fullmatch(r"https?://[^\s<>\"]+", url)):
        raise BadEntry("its url is no web address")
    title = re.sub(r"\s+([?!.])", r"\1", " ".join(question.split()))
    key = hashlib.sha256(f"{number}\n{question}".encode()).hexdigest()
    is_short = len(title) <= TITLE
    shown = title if is_short else f"{title[: TITLE - 1].rstrip()}…"
    return Entry(key, shown, "" if is_short else question, answer, _text(said, "source")[:80], url)


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name, "")
    text = str(value) if isinstance(value, int) else value
    if value is None:
        return ""
    if not isinstance(text, str):
        raise BadEntry(f"its {name} is no text")
    if UNWRITABLE.search(text):
        raise BadEntry(f"its {name} holds characters that cannot be kept")
    return text
