"""What people wrote, as a mail shows it: links that lead here from anywhere, and no picture that would be fetched."""

from html import escape
from html.parser import HTMLParser

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hearth.core.mail.sending import absolute


def as_mailed(html: str) -> SafeString:
    """Return clean `html` with whole addresses in its links, and with the alternative of each picture in its place."""
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return mark_safe("".join(writer.parts))  # noqa: S308  (clean HTML, and ours)


def picture_in_words(alternative: str) -> str:
    """Return what stands in plain words where a picture is: that there is one, and what it shows."""
    return _("[Picture: %(alternative)s]") % {"alternative": alternative} if alternative else _("[Picture]")


class _Writer(HTMLParser):
    """Copies clean HTML but for classes and marks, which mean nothing in a mail."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "img":
            self.parts.append(escape(picture_in_words(given.get("alt", "")), quote=False))
        elif tag == "a" and "href" in given:
            href = given["href"]
            self.parts.append(f'<a href="{escape(absolute(href) if href.startswith("/") else href)}">')
        else:
            self.parts.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_entityref(self, name: str) -> None:
        self.parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.parts.append(f"&#{name};")
