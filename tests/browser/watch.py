"""A page under watch: what it asked for, what it complained of, and what axe finds."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.browser.postbox import SECONDS

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
MOST_REQUESTS, MOST_BYTES = 12, 150_000
PHONE, DESKTOP = 360, 1280
# What a dark page can do wrong that the light one, the same elements in other colours, did not.
COLOUR_RULES = ["color-contrast", "link-in-text-block"]


@dataclass(frozen=True)
class Look:
    """How a page is looked at: in one theme and language, at one width after another."""

    theme: str = "light"
    language: str = "en"
    widths: tuple[int, ...] = (PHONE, DESKTOP)

    def __str__(self) -> str:
        return f"{self.theme} {self.language} {'-'.join(map(str, self.widths))}"


LOOKS = [Look(theme, language) for language in ("en", "es", "ar") for theme in ("light", "dark")]


@dataclass
class Watch:
    """Counts requests and bytes as they go over the wire and keeps every complaint of the browser."""

    page: Page
    origin: str
    requests: list[str] = field(default_factory=list)
    bytes: int = 0
    complaints: list[str] = field(default_factory=list)

    def start(self) -> "Watch":
        """Begin to watch."""
        line = self.page.context.new_cdp_session(self.page)
        line.send("Network.enable")
        line.on("Network.requestWillBeSent", lambda event: self._asked(event["request"]["url"]))
        line.on("Network.loadingFinished", self._loaded)
        self.page.on("console", lambda message: self._said(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return self

    def _asked(self, url: str) -> None:
        if not url.startswith("data:"):
            self.requests.append(url)

    def _loaded(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])

    def _said(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)

    def outside(self) -> list[str]:
        """Return the addresses it asked for that are not the site's own."""
        return [url for url in self.requests if f"{urlsplit(url).scheme}://{urlsplit(url).netloc}" != self.origin]


def open_page(browser: Browser, url: str, look: Look, state: Any = None) -> Watch:
    """Open an empty page of a fresh browser that reads in this theme and language, at the first width."""
    context = browser.new_context(
        viewport={"width": look.widths[0], "height": 800}, reduced_motion="reduce", locale="en-GB", storage_state=state
    )
    context.set_default_timeout(SECONDS * 1000)
    host = urlsplit(url)
    choices = {"hearth_display": f"{look.theme}..", "hearth_language": look.language}
    context.add_cookies([{"name": name, "value": value, "url": url} for name, value in choices.items()])
    return Watch(context.new_page(), f"{host.scheme}://{host.netloc}").start()


REVEALED = """() => !window.htmx || [...document.querySelectorAll('[hx-trigger="revealed"]')].every(
  part => part.hasAttribute("data-hx-revealed") && !part.classList.contains("htmx-request"))"""


def grow(page: Page) -> None:
    """Make the window as tall as the page: else the bar at the foot of a phone half covers whatever lies under it."""
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": page.viewport_size["width"], "height": max(800, height)})


def axe(page: Page, *, rules: list[str] | None = None) -> list[str]:
    """Return what axe-core finds wrong with the page as it stands, by these rules or all: a line an element."""
    grow(page)
    page.wait_for_function(REVEALED, timeout=SECONDS * 1000)
    grow(page)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = json.dumps({"runOnly": rules or TAGS, "resultTypes": ["violations"]})
    found = page.evaluate(f"axe.run({options})")
    return [
        f"{rule['id']} ({rule['impact']}): {' '.join(map(str, node['target']))} {node['html'][:160]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def axe_at(page: Page, look: Look, *, beside_light: bool) -> list[str]:
    """Return what axe-core finds at each width of `look`.

    Arguments:
        beside_light: the light page is looked at too, so that the dark one is asked about its colours only.
    """
    rules = COLOUR_RULES if beside_light and look.theme == "dark" else None
    problems = []
    for width in look.widths:
        page.set_viewport_size({"width": width, "height": 800})
        problems += [f"{width} px: {each}" for each in axe(page, rules=rules)]
    return problems


def overflow(page: Page, width: int) -> str:
    """Return what sticks out at `width` when the page scrolls sideways there; empty when it does not."""
    page.set_viewport_size({"width": width, "height": 800})
    return str(
        page.evaluate(
            """() => {
              const room = document.documentElement.clientWidth;
              if (document.scrollingElement.scrollWidth <= room) return "";
              const out = [...document.querySelectorAll("body *")].filter(element => {
                const box = element.getBoundingClientRect();
                return box.width && (box.right > room + 1 || box.left < -1);
              });
              return out.slice(0, 5).map(element => element.outerHTML.slice(0, 90)).join(" | ") || "the page";
            }"""
        )
    )
