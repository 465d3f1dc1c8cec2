"""Looking elsewhere for what shows that a channel, a domain or a site is an organisation's own. Knows no rows."""

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin, urlsplit

from hearth.core.dns import LookupFailed, Texts, texts_of
from hearth.core.http import FetchFailed, FetchRefused, Response, fetch
from hearth.organizations.domains import host_of

NAME: Final = "hearth-verification"
PLACE: Final = f"/.well-known/{NAME}.txt"
MOST_OF_A_FILE: Final = 64 * 1024
MOST_OF_A_PAGE: Final = 2 * 1024 * 1024
MOST_LINKS: Final = 500


class Unreachable(Exception):
    """Nobody answered, or not with what was asked for."""


@dataclass(frozen=True, slots=True)
class Outside:
    """How one gets there: `fetch` as the house's own door does, `texts` for what a domain says of itself."""

    fetch: Callable[..., Response] = fetch
    texts: Texts = texts_of


OPEN_INTERNET: Final = Outside()


def record_of(token: str) -> str:
    """Return the text that a domain's records, or a file on its site, hold to show that they are somebody's."""
    return f"{NAME}={token}"


def is_in_records(domain: str, token: str, *, outside: Outside) -> bool:
    """Say whether a text record of this very `domain` holds `token`. Raises Unreachable."""
    try:
        return record_of(token) in {text.strip() for text in outside.texts(domain)}
    except LookupFailed as error:
        raise Unreachable from error


def is_in_file(host: str, token: str, *, outside: Outside) -> bool:
    """Say whether the file at PLACE on this very `host` (or its `www.`) holds `token` in a line of its own.

    Raises Unreachable.
    """
    answer = None
    for scheme in ("https", "http"):
        try:
            answer = outside.fetch(f"{scheme}://{host}{PLACE}", max_bytes=MOST_OF_A_FILE)
            break
        except FetchRefused as error:
            raise Unreachable from error
        except FetchFailed:
            continue
    if answer is None:
        raise Unreachable
    # A redirect to elsewhere shows only that elsewhere is somebody's.
    if answer.status != 200 or host_of(answer.url) != host:
        return False
    return bool({token, record_of(token)} & {line.strip() for line in answer.text.splitlines()})


def links_back(url: str, *, to: Collection[str], domains: Collection[str], outside: Outside) -> bool:
    """Say whether the page at `url` links, with `rel="me"`, to an address of `to` or to a page of one of `domains`.

    A page that was moved to another host shows nothing of `url`. Raises Unreachable.
    """
    try:
        answer = outside.fetch(url, max_bytes=MOST_OF_A_PAGE, headers={"Accept": "text/html"})
    except (FetchFailed, FetchRefused) as error:
        raise Unreachable from error
    if answer.status != 200 or host_of(answer.url) != host_of(url):
        return False
    reader = _Links()
    with suppress(AssertionError):  # the parser's word for markup that it cannot go on from
        reader.feed(answer.text)
    wanted = {_plain(address) for address in to}
    found = [_joined(answer.url, link) for link in reader.found]
    return any(_plain(link) in wanted or _host(link) in domains for link in found)


def _joined(base: str, link: str) -> str:
    """Return where a `link` on the page `base` leads, nowhere for one that no browser follows either."""
    try:
        return urljoin(base, link)
    except ValueError:
        return ""


def _plain(address: str) -> tuple[str, int | None, str]:
    """Return an address without its scheme and what a browser adds to it."""
    try:
        parts = urlsplit(address.strip())
        return (parts.hostname or "", None if parts.port in {80, 443} else parts.port, parts.path.rstrip("/"))
    except ValueError:
        return ("", None, "")


def _host(address: str) -> str | None:
    return host_of(address) if address.startswith(("https://", "http://")) else None


class _Links(HTMLParser):
    """Gathers where the links go that say they are the same person (rel="me", microformats.org/wiki/rel-me)."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        says_me = "me" in (given.get("rel") or "").lower().split()
        if tag in {"a", "link", "area"} and says_me and given.get("href") and len(self.found) < MOST_LINKS:
            self.found.append((given["href"] or "")[:2000])
