"""A newcomer asks; a mentor finds the question on their desk, takes it in hand and answers."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.places import DemoSite, demo_site, seeded
from tests.browser.postbox import SECONDS
from tests.browser.talking import SEND, open_told
from tests.browser.test_keyboard import send, tab_to
from tests.browser.watch import axe

TITLE = "Does the tiredness ever lift?"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, mould: Path) -> Iterator[DemoSite]:
    """A demo site for these tests alone: others look at the desk as the demo world has it."""
    with demo_site(seeded(tmp_path_factory.mktemp("desk") / "home", mould=mould)) as started:
        yield started


def _page(chromium: Browser, site: DemoSite, state: str) -> Page:
    context = chromium.new_context(
        viewport={"width": 390, "height": 800},
        locale="en-GB",
        reduced_motion="reduce",
        storage_state=site.state(state, chromium),
    )
    context.set_default_timeout(SECONDS * 1000)
    return context.new_page()


@pytest.fixture
def newcomer(chromium, site):
    page = _page(chromium, site, "newcomer")
    yield page
    page.context.close()


@pytest.fixture
def mentor(chromium, site):
    page = _page(chromium, site, "mentor")
    yield page
    page.context.close()


def _clear(page: Page, site: DemoSite) -> None:
    """Hand back and decline all that is on the desk, so that there is room for one more."""
    page.goto(f"{site.url}/desk/")
    left = (
        page.locator("main")
        .get_by_role("button", name="Hand back")
        .or_(page.locator("main").get_by_role("button", name="Not for me"))
    )
    while left.count():
        with page.expect_navigation():
            left.first.click()
        page.goto(f"{site.url}/desk/")


def _ask(page: Page, site: DemoSite) -> None:
    open_told(page, site.url)
    page.goto(page.locator(".crumbs a").last.evaluate("link => link.href"))
    page.goto(page.get_by_role("link", name="Start a discussion").evaluate("link => link.href"))
    with page.expect_navigation():
        page.evaluate(SEND, [TITLE, "Six weeks at home, and I sleep after breakfast."])
    expect(page.locator("h1")).to_have_text(TITLE)


def _wait_for(page: Page, site: DemoSite) -> None:
    """Look at the desk until the worker has brought the question."""
    deadline = time.monotonic() + SECONDS
    page.goto(f"{site.url}/desk/")
    # Not among those who wrote again, where it may stand before it is brought.
    while not page.locator("section[aria-labelledby=offered]").get_by_role("link", name=TITLE).count():
        assert time.monotonic() < deadline, f"not brought within {SECONDS} s"
        page.reload()


def test_a_newcomer_asks_and_a_mentor_takes_it_and_answers(newcomer, mentor, site):
    _clear(mentor, site)
    expect(mentor.get_by_role("heading", name="No question waits for you")).to_be_visible()
    _ask(newcomer, site)
    address = newcomer.url

    _wait_for(mentor, site)
    assert axe(mentor) == []
    tab_to(mentor, "main form[action$='/claim/'] button")
    send(mentor)
    expect(mentor.get_by_role("status").filter(has_text="for two days")).to_be_visible()
    expect(mentor.locator("#write [data-brought]")).to_contain_text("You have this question in hand until")
    # Whichever is there first: the editor takes the place of the text area when it has come.
    tab_to(mentor, "#write textarea, #write [contenteditable][role=textbox]")
    mentor.locator("#write [contenteditable][role=textbox]").wait_for()
    mentor.keyboard.type("It lifted for me in the third month.")
    tab_to(mentor, "#write .form-actions button[type=submit]")
    mentor.keyboard.press("Enter")
    expect(mentor.locator("#said")).to_have_text("Your reply is posted.")
    expect(mentor.locator("[data-brought]")).to_have_count(0)
    mentor.goto(f"{site.url}/desk/")
    expect(mentor.get_by_role("heading", name="No question waits for you")).to_be_visible()

    newcomer.goto(address)
    expect(newcomer.locator("article[id^=reply-]")).to_contain_text("It lifted for me")


def test_in_place_it_is_taken_and_handed_back_with_keys(newcomer, mentor, site):
    _clear(mentor, site)
    _ask(newcomer, site)
    _wait_for(mentor, site)
    mentor.goto(newcomer.url)
    tab_to(mentor, "[data-brought] form[action$='/claim/'] button")
    mentor.keyboard.press("Enter")
    expect(mentor.locator("[data-brought]:focus")).to_contain_text("in hand until")
    assert axe(mentor) == []
    tab_to(mentor, "[data-brought] form[action$='/return/'] > button")
    mentor.keyboard.press("Enter")
    expect(mentor.locator("[data-brought]:focus")).to_contain_text("Handed back.")
