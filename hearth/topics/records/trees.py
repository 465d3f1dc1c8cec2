"""Reading large XML bit by bit, refusing what XML should not be asked to do."""

from collections.abc import Iterator
from typing import IO, Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from hearth.topics.records.record import BadFile

CHUNK = 65_536
MOST_IN_ONE = 5_000_000  # characters of one element


class _Reader:
    """Collects the elements called `wanted` under the root, whole, one after another."""

    def __init__(self, root: str, wanted: str) -> None:
        self.root, self.wanted = root, wanted
        self.done: list[tuple[int, Element]] = []
        self.builder: TreeBuilder | None = None
        self.depth = self.size = self.line = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.EntityDeclHandler = self.entity

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self.depth == 0 and tag != self.root:
            raise BadFile(f"it holds <{tag[:40]}>, not <{self.root}>")
        self.depth += 1
        if self.builder is None and tag == self.wanted and self.depth == 2:
            self.builder, self.size, self.line = TreeBuilder(), 0, self.parser.CurrentLineNumber
        if self.builder is not None:
            self.builder.start(tag, attributes)
            self.grow(len(tag) + sum(len(name) + len(value) for name, value in attributes.items()))
        if self.depth > 100:
            raise BadFile("its elements are nested too deep")

    def end(self, tag: str) -> None:
        self.depth -= 1
        if self.builder is not None:
            self.builder.end(tag)
            if self.depth == 1:
                self.done.append((self.line, self.builder.close()))
                self.builder = None

    def text(self, said: str) -> None:
        if self.builder is not None:
            self.builder.data(said)
            self.grow(len(said))

    def grow(self, characters: int) -> None:
        self.size += characters
        if self.size > MOST_IN_ONE:
            raise BadFile("one of its elements is too large")

    def entity(self, *_declared: Any) -> None:
        raise BadFile("it declares entities of its own, which are not read")


def trees(file: IO[bytes], *, root: str, wanted: str) -> Iterator[tuple[int, Element]]:
    """Yield each element `wanted` right under `root`, with the line it begins on; one at a time is held.

    Entities that the file declares and files that it names are never read. Raises BadFile when it is no XML, when its
    root is another, or where it breaks off; what came before was yielded.
    """
    reader = _Reader(root, wanted)
    given = 0
    while True:
        chunk = file.read(CHUNK)
        given += len(chunk)
        try:
            reader.parser.Parse(chunk, not chunk)
        except expat.ExpatError as fault:
            yield from reader.done
            raise BadFile(f"line {fault.lineno}: {expat.ErrorString(fault.code)}") from fault
        except (ValueError, LookupError) as fault:
            raise BadFile("its encoding is not read: UTF-8 is") from fault
        if given - reader.parser.CurrentByteIndex > MOST_IN_ONE:  # one tag, of which the parser holds every byte
            raise BadFile("one of its elements is too large")
        yield from reader.done
        reader.done = []
        if not chunk:
            return
