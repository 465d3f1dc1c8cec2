"""Reading a file line by line, whatever stands in it."""

from collections.abc import Iterator
from typing import IO


def lines(file: IO[bytes], *, most: int, start: int = 1) -> Iterator[tuple[int, bytes | None]]:
    """Yield each line that is not blank, with its number, the first being `start`; None for a line too long.

    No more than `most` bytes are held at a time.
    """
    number = start
    while line := file.readline(most + 1):
        is_whole = len(line) <= most or line.endswith(b"\n")
        rest = line
        while not is_whole and rest and not rest.endswith(b"\n"):
            rest = file.readline(most)
        if line.strip():
            yield number, line if is_whole else None
        number += 1
