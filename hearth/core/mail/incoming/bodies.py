"""The words and the pictures of a message, from its tree of parts."""

import mimetypes
from email.message import Message

from hearth.core.mail.incoming import markup
from hearth.core.mail.incoming.contents import content, file_name, is_attachment, parameter, text
from hearth.core.mail.incoming.message import Image

LONGEST, MOST_LINES = 400_000, 20_000  # of text, with all that it quotes; more than that nobody wrote by hand
MOST_IMAGES = 20
FIRST_ONLY = {"multipart/related", "multipart/signed", "multipart/report"}


class TooLong(ValueError):
    """The text has more than LONGEST characters or MOST_LINES lines, or its HTML more tags than are read."""


def body(message: Message) -> tuple[str, tuple[Image, ...]]:
    """Return the best plain text of `message`, and the pictures that its writer put in.

    Plain text is taken where there is some, else HTML is made plain; parts that follow one another are joined.
    Pictures inside a signature or a quotation are not the writer's, as far as its HTML tells. Raises TooLong.
    """
    try:
        words = _words(message)
    except markup.TooLong:
        raise TooLong from None
    if len(words) > LONGEST or words.count("\n") > MOST_LINES:
        raise TooLong
    return words.strip(), _images(message)


def _words(part: Message) -> str:
    kind, payload = part.get_content_type(), part.get_payload()
    if isinstance(payload, list):
        inside = [child for child in payload if isinstance(child, Message)]
        if kind == "multipart/alternative":
            return _best(inside)
        if kind.startswith("message/"):
            return ""
        found = [_words(child) for child in (inside[:1] if kind in FIRST_ONLY else inside)]
        return "\n\n".join(words.strip("\n") for words in found if words.strip())
    if is_attachment(part) or (file_name(part) and "content-disposition" not in part):
        return ""
    if kind == "text/html":
        return markup.read(text(part)).text
    # What says it has parts, and has none, has lost them on the way: its bytes are shown as they came.
    return _plain(part) if kind == "text/plain" or kind.startswith("multipart/") else ""


def _best(choices: list[Message]) -> str:
    """Return the plain alternative that says something, else the richest that does: the last (RFC 2046, 5.1.4)."""
    plain = [part for part in choices if part.get_content_type() == "text/plain"]
    for part in plain + [part for part in reversed(choices) if part not in plain]:
        if (words := _words(part)).strip():
            return words
    return ""


def _plain(part: Message) -> str:
    written = text(part)
    if len(written) > LONGEST:
        raise TooLong
    if parameter(part, "format").lower() != "flowed":
        return written
    return _unflow(written, keeps_space=parameter(part, "delsp").lower() != "yes")


def _unflow(written: str, *, keeps_space: bool) -> str:
    """Return `written` with each paragraph on one line again (RFC 3676), its quotations marked as they were."""
    lines: list[tuple[str, list[str]]] = []
    goes_on = False
    for line in written.split("\n"):
        quotes = line[: len(line) - len(line.lstrip(">"))]
        words = line[len(quotes) :].removeprefix(" ")
        if goes_on and lines[-1][0] == quotes and words != "-- ":
            lines[-1][1].append(words)
        else:
            lines.append((quotes, [words]))
        goes_on = words.endswith(" ") and words != "-- "
        if goes_on and not keeps_space:
            lines[-1][1][-1] = words[:-1]
    return "\n".join(f"{quotes}{' ' if quotes else ''}{''.join(pieces)}" for quotes, pieces in lines)


def _images(message: Message) -> tuple[Image, ...]:
    parts = [(part, kind) for part in message.walk() if (kind := _image_type(part))]
    if not parts:
        return ()
    pages = [part for part in message.walk() if part.get_content_type() == "text/html" and not is_attachment(part)]
    foreign = {cid for page in pages for cid in markup.read(text(page)).foreign}
    found = (
        Image(file_name(part), content(part), kind)
        for part, kind in parts
        if str(part.get("content-id", "")).strip(" <>") not in foreign
    )
    return tuple(image for image in found if image.content)[:MOST_IMAGES]


def _image_type(part: Message) -> str:
    """Return the type of the picture in `part`, by its label or, for a file without one, by its name."""
    kind = part.get_content_type()
    if isinstance(part.get_payload(), list):
        return ""
    if kind.startswith("image/"):
        return kind
    guessed = mimetypes.guess_type(file_name(part))[0] or ""
    return guessed if kind.startswith("application/octet") and guessed.startswith("image/") else ""
