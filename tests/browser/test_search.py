"""Somebody looks for something: in their own language, in vain, with keys alone, and without JavaScript."""

import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.postbox import SECONDS
from tests.browser.test_keyboard import tab_to
from tests.browser.watch import Watch, axe


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def watch(request, chromium, site):
    """A visitor, under watch."""
    context = chromium.new_context(
        java_script_enabled=request.param == "with JavaScript", locale="es-ES", viewport={"width": 390, "height": 800}
    )
    context.set_default_timeout(SECONDS * 1000)
    yield Watch(context.new_page(), site.url).start()
    context.close()


def look_for(page: Page, site: str, words: str) -> None:
    page.goto(f"{site}/search/")
    page.locator("#id_q").fill(words)
    with page.expect_navigation():
        page.locator("main form[role=search] button[type=submit]").first.click()


def until_found(page: Page, words: str) -> None:
    """Look again until the worker, which begins with the site, has come to it."""
    deadline = time.monotonic() + 4 * SECONDS
    while not page.locator(".result a", has_text=words).count():
        assert time.monotonic() < deadline, f"nothing says {words}"
        page.wait_for_timeout(500)
        page.reload()


def test_spanish_words_find_what_is_said_in_english(watch, site):
    page = watch.page
    look_for(page, site.url, "insuficiencia cardiaca")
    until_found(page, "Heart failure")
    expect(page.locator("main")).to_contain_text("heart failure", ignore_case=True)
    page.locator("main form summary").click()  # no result lies over it
    page.locator("main label.chip", has_text="Temas").click()
    with page.expect_navigation():
        page.locator("main form[role=search] button[type=submit]").last.click()
    expect(page.locator("#q-narrowed")).to_contain_text("Temas")
    assert "kind=topic" in page.url
    assert watch.outside() == []


def test_who_finds_nothing_asks_it(watch, site):
    page = watch.page
    look_for(page, site.url, "quuxblorp")
    assert not page.locator(".result").count()
    with page.expect_navigation():
        page.locator("main form[action='/ask/'] button").click()
    with page.expect_navigation():
        page.locator(".place__name button").first.click()
    expect(page.locator("#id_title")).to_have_value("quuxblorp")
    assert "quuxblorp" not in page.url


def test_suggestions_are_reached_by_keys_alone_and_what_is_typed_is_in_no_address(chromium, site):
    context = chromium.new_context(locale="en-GB", viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site.url}/search/")
    tab_to(page, "#id_q")
    page.keyboard.type("heart fail")
    expect(page.locator("#q-suggestions a").first).to_contain_text("Heart failure")
    expect(page.locator("#q-offered")).to_contain_text("suggestion")
    assert axe(page) == []
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/topics/heart-failure/" in page.url
    assert not [url for url in asked if "heart%20fail" in url or "heart+fail" in url]
    context.close()
