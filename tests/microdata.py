"""What search engines read out of a page: its microdata (HTML Living Standard, 5), and what is wrong with it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2})?")  # RFC 3339
HELD_IN = {"meta": "content", "a": "href", "link": "href", "img": "src", "time": "datetime", "data": "value"}


@dataclass
class Item:
    """A thing with its properties; a property may stand more than once."""

    kind: str
    said: dict[str, list["str | Item"]] = field(default_factory=dict)

    def one(self, name: str) -> "str | Item":
        """Return the only value of property `name`."""
        (value,) = self.said[name]
        return value

    def all(self, name: str) -> list["str | Item"]:
        """Return every value of property `name`."""
        return self.said.get(name, [])


@dataclass
class _Open:
    tag: str
    item: Item | None = None
    property: str = ""
    owner: Item | None = None
    text: list[str] | None = None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.items: list[Item] = []
        self.orphans: list[str] = []
        self.moments: list[str] = []
        self.stack: list[_Open] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.moments += [given["datetime"]] if tag == "time" else []
        here = next((each.item for each in reversed(self.stack) if each.item), None)
        opened = _Open(tag, property=given.get("itemprop", ""), owner=here)
        if "itemscope" in given:
            opened.item = Item(given.get("itemtype", "").removeprefix("https://schema.org/"))
        if opened.property and here is None:
            self.orphans.append(opened.property)
        elif opened.property:
            self._tell(opened, tag, given)
        elif opened.item:
            self.items.append(opened.item)
        if tag not in VOID:
            self.stack.append(opened)

    def _tell(self, opened: _Open, tag: str, given: dict[str, str]) -> None:
        assert opened.owner
        values = opened.owner.said.setdefault(opened.property, [])
        if opened.item:
            values.append(opened.item)
        elif tag in HELD_IN:
            values.append(given.get(HELD_IN[tag], ""))
        else:
            opened.text = []

    def handle_data(self, data: str) -> None:
        for each in self.stack:
            if each.text is not None:
                each.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        while self.stack:
            closed = self.stack.pop()
            if closed.text is not None and closed.owner:
                closed.owner.said[closed.property].append(" ".join("".join(closed.text).split()))
            if closed.tag == tag:
                return


def items_of(html: str) -> list[Item]:
    """Return the items of a page that are no property of another.

    Fails for a property that belongs to none, and for a time that is none.
    """
    reader = _Reader()
    reader.feed(html)
    assert reader.orphans == [], "These properties belong to no item."
    assert [each for each in reader.moments if not MOMENT.fullmatch(each)] == []
    return reader.items
