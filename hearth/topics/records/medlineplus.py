"""MedlinePlus health topics: one JSON object a line, or the XML of the National Library of Medicine.

Format of the XML: https://medlineplus.gov/xml.html
"""

import json
from typing import IO, Any
from xml.etree.ElementTree import Element

from hearth.topics.models import NameKind, Scheme, Source
from hearth.topics.records.lines import lines
from hearth.topics.records.record import BadFile, BadRow, Read, Record, Said, kind_of, sentence, word
from hearth.topics.records.trees import trees

MOST_LINE = 2_000_000  # bytes
LANGUAGES = {"English": "en", "Spanish": "es"}


def read_lines(file: IO[bytes]) -> Read:
    """Yield the topic of each line: `id`, `title`, `language`, `also_called`, `meta_desc`. Raises BadFile when the file
    holds no such line at all.
    """
    found = False
    for number, line in lines(file, most=MOST_LINE):
        try:
            if line is None:
                raise ValueError("it is too long")
            yield _from_json(json.loads(line.decode()))
            found = True
        except RecursionError:
            yield BadRow(number, "it is nested too deep")
        except (ValueError, KeyError) as fault:
            yield BadRow(number, f"{fault.args[0]} is missing" if isinstance(fault, KeyError) else _plain(fault))
    if not found:
        raise BadFile("no line of it is a topic: each should be a JSON object with id, title and language")


def read_xml(file: IO[bytes]) -> Read:
    """Yield the topic of each `health-topic`, in both languages. Raises BadFile for other XML and for broken XML."""
    for line, topic in trees(file, root="health-topics", wanted="health-topic"):
        try:
            yield _from_xml(topic)
        except (ValueError, KeyError) as fault:
            yield BadRow(line, f"{fault.args[0]} is missing" if isinstance(fault, KeyError) else _plain(fault))


def _plain(fault: ValueError) -> str:
    if isinstance(fault, UnicodeDecodeError):
        return "it is not UTF-8"
    return f"it is not JSON: {fault.msg}" if isinstance(fault, json.JSONDecodeError) else str(fault)


def _from_json(row: Any) -> Record:
    if not isinstance(row, dict):
        raise ValueError("it is not a JSON object")
    called = row.get("also_called") or []
    if not isinstance(called, list):
        raise ValueError("also_called is no list")
    said = row.get("meta_desc")
    return _record(_identifier(row["id"]), row["title"], row["language"], called, said)


def _from_xml(topic: Element) -> Record:
    called = [each.text for each in topic.findall("also-called")]
    record = _record(
        _identifier(topic.attrib["id"]), topic.attrib["title"], topic.attrib["language"], called, topic.get("meta-desc")
    )
    other = topic.find("language-mapped-topic")
    if other is not None and other.get("id"):
        own, another = record.ids[0], (Scheme.MEDLINEPLUS, _identifier(other.attrib["id"]))
        record.ids = [own, another]
        if other.text and other.get("language") in LANGUAGES:
            record.names.append(Said(LANGUAGES[other.attrib["language"]], NameKind.PREFERRED, word(other.text)))
            record.known_as = record.known_as or record.names[-1].text
    for heading in topic.findall("mesh-heading/descriptor"):
        if heading.get("id"):
            record.ids.append((Scheme.MESH, _identifier(heading.attrib["id"])))
    record.broader = [word(each.text) for each in topic.findall("group") if each.text]
    record.related = [_identifier(each.attrib["id"]) for each in topic.findall("related-topic") if each.get("id")]
    return record


def _record(identifier: str, title: object, language: object, called: list[Any], said: object) -> Record:
    code = LANGUAGES.get(language) if isinstance(language, str) else None
    if code is None:
        raise ValueError("the language is neither English nor Spanish")
    name = word(title)
    names = [Said(code, NameKind.PREFERRED, name), *(Said(code, kind_of(each), each) for each in map(word, called))]
    first = sentence(said)
    return Record(
        Source.MEDLINEPLUS,
        [(Scheme.MEDLINEPLUS, identifier)],
        known_as=name if code == "en" else "",
        names=names,
        sentences={code: first} if first else {},
        makes_topic=code == "en",
    )


def _identifier(said: object) -> str:
    text = str(said).strip() if isinstance(said, str | int) else ""
    if not (text.isascii() and text.isalnum() and len(text) <= 40):
        raise ValueError("the id is no identifier")
    return text
