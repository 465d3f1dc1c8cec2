"""How a browser gets to the pages of discussions: by reading, and by writing something first."""

from collections.abc import Callable

from playwright.sync_api import Page

SEND = """([title, body]) => {
  const form = document.querySelector("form[data-words]");
  const line = form.querySelector("[name=title]");
  if (line) line.value = title;
  form.querySelector("[name=body]").value = body;
  form.submit();
}"""


def open_told(page: Page, site: str) -> str:
    """Open a discussion that the demo world tells, however many have begun since; return where it stands."""
    page.goto(f"{site}/communities/")
    page.goto(page.locator(".place a", has_text="Heart failure & recovery").first.evaluate("link => link.href"))
    told = page.locator(".talk__title a", has_text="Afraid to walk alone after coming home")
    while not told.count():
        page.goto(page.locator("main a[rel=next]").evaluate("link => link.href"))
    page.goto(told.evaluate("link => link.href"))
    return page.url


def at_discussion(tail: str = "") -> Callable[[Page], None]:
    """Return how to open the first discussion of a community that has one; `tail` is an address under it."""

    def go(page: Page) -> None:
        links = page.locator('main a[href*="/communities/"]').evaluate_all("links => links.map(link => link.href)")
        for address in links:
            page.goto(address)
            found = page.locator(".talk__title a")
            if found.count():
                address = found.first.evaluate("link => link.href")
                page.goto(_under(address, tail) if tail else address)
                return
        raise AssertionError("no community shows a discussion")

    return go


def at_reply_of_another(tail: str) -> Callable[[Page], None]:
    """Return how to open `tail` under the first reply by somebody else that a community shows."""

    def go(page: Page) -> None:
        places = page.locator('main a[href*="/communities/"]').evaluate_all("links => links.map(link => link.href)")
        for place in places:
            page.goto(place)
            talks = page.locator(".talk__title a").evaluate_all("links => links.map(link => link.href)")
            for talk in talks:
                page.goto(talk)
                found = page.locator("article[id^=reply-]:not([data-mine])")
                if found.count():
                    key = (found.first.get_attribute("id") or "").removeprefix("reply-")
                    page.goto(talk.split("/discussions/")[0] + f"/replies/{key}/{tail}")
                    return
        raise AssertionError("no discussion shows a reply of another")

    return go


def at_reply_in_told(tail: str) -> Callable[[Page], None]:
    """Return how to open `tail` under the first reply by somebody else in the discussion that the demo world tells."""

    def go(page: Page) -> None:
        site = page.url.split("/communities/")[0]
        open_told(page, site)
        first = page.locator("article[id^=reply-]:not([data-mine])").first.get_attribute("id") or ""
        page.goto(f"{site}/replies/{first.removeprefix('reply-')}/{tail}")

    return go


def at_own_discussion(tail: str = "") -> Callable[[Page], None]:
    """Return how to start a discussion and open `tail` under its address."""

    def go(page: Page) -> None:
        ask_first(page)
        if tail:
            page.goto(_under(page.url, tail))

    return go


def at_own_reply(tail: str) -> Callable[[Page], None]:
    """Return how to answer oneself and open `tail` under the reply's address."""

    def go(page: Page) -> None:
        ask_first(page)
        page.goto(_under(page.url, "replies/"))
        with page.expect_navigation():
            page.evaluate(SEND, ["", "Today I walked to the tree."])
        own = page.locator("article[data-mine][id^=reply-]").first.get_attribute("id") or ""
        page.goto(page.url.split("/discussions/")[0] + f"/replies/{own.removeprefix('reply-')}/{tail}")

    return go


def ask_first(page: Page) -> None:
    """From the choice of a community, write a discussion and send it."""
    page.goto(page.locator('main a[href$="/discussions/new/"]').first.evaluate("link => link.href"))
    with page.expect_navigation():
        page.evaluate(SEND, ["Who walks with me?", "I stand at the door."])


def _under(address: str, tail: str) -> str:
    """Return `tail` under the discussion whose page is at `address`."""
    return "/".join(address.split("/")[:5]) + f"/{tail}"
