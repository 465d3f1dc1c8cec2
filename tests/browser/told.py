"""How a browser gets to what people were told, and to the setting behind a mail."""

import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

from django.urls import reverse
from playwright.sync_api import Page

LETTER_SECONDS = 100  # the worker looks for digests that are due once in a while


def at_word(page: Page) -> None:
    """Follow the link of the newest letter about word: on any port, since letters of a copied world name another."""
    found = _in_a_letter(page, lambda: re.search(r"/word/[\w-]+/", page.locator("main").inner_text()))
    page.goto(urljoin(page.url, found[0]))


def at_answer(page: Page) -> None:
    """Go to answer the newest letter that can be answered."""
    link = page.locator("main a[href$='/answer/']")
    _in_a_letter(page, link.count)
    with page.expect_navigation():
        link.click()


def _in_a_letter(page: Page, look: Callable[[], Any]) -> Any:
    """Open one letter after another, the newest first, until `look` finds something there; return that."""
    deadline = time.monotonic() + LETTER_SECONDS
    while time.monotonic() < deadline:
        page.goto(urljoin(page.url, reverse("core:demo-mail")))
        letters = page.locator("main ul a").evaluate_all("links => links.map(link => link.href)")
        for letter in letters:
            page.goto(letter)
            if found := look():
                return found
        time.sleep(0.2)
    raise AssertionError("no letter holds what was looked for")


def word_stopped(page: Page) -> None:
    """Press what a mail program offers."""
    at_word(page)
    with page.expect_navigation():
        page.evaluate("""() => {
          const form = document.createElement("form");
          Object.assign(form, {method: "post", action: `${location.pathname}end/`});
          form.append(Object.assign(document.createElement("input"), {name: "List-Unsubscribe", value: "One-Click"}));
          document.body.append(form);
          form.submit();
        }""")


def unquiet(page: Page) -> None:
    """Begin quiet hours that never end."""
    page.locator("[name=quiet_from]").select_option("22")
    with page.expect_navigation():
        page.locator("main form button[type=submit]").last.click()
