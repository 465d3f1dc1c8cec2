"""Writing where the line breaks off, with pictures, and to somebody by name."""

import io
import time

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.postbox import SECONDS
from tests.browser.watch import Watch, axe

WORDS = "Today I walked to the lemon tree and back."


@pytest.fixture
def watch(chromium, site):
    """The browser of a member of the demo world, under watch."""
    context = chromium.new_context(
        locale="en-GB",
        viewport={"width": 390, "height": 800},
        reduced_motion="reduce",
        storage_state=site.state("member", chromium),
    )
    context.set_default_timeout(SECONDS * 1000)
    yield Watch(context.new_page(), site.url).start()
    context.close()


def open_talk(page: Page, site) -> str:
    page.goto(f"{site.url}/communities/")
    page.goto(page.locator(".place a[href*='/communities/']").first.evaluate("link => link.href"))
    page.goto(page.locator(".talk__title a", has_text="Afraid to walk").evaluate("link => link.href"))
    return page.url


def start_editor(page: Page):
    page.locator("#write textarea[name=body]").focus()
    editor = page.locator("#write [contenteditable][role=textbox]")
    editor.wait_for()
    return editor


def kept_on_device(page: Page) -> list[str]:
    return page.evaluate("() => Object.keys(localStorage).filter(name => name.startsWith('words'))")


def test_words_typed_offline_are_there_after_a_reload_and_go_once_posted(watch, site):
    page = watch.page
    address = open_talk(page, site)
    editor = start_editor(page)
    page.context.set_offline(True)
    editor.press_sequentially(WORDS)
    deadline = time.monotonic() + SECONDS
    while not kept_on_device(page):
        assert time.monotonic() < deadline, "nothing is kept on the device"
        time.sleep(0.1)
    page.context.set_offline(False)
    page.goto(address)
    kept = page.locator("#write textarea[name=body]")
    assert WORDS in kept.input_value()
    page.locator("#write button", has_text="Post reply").click()
    expect(page.locator("article[data-mine] .post__body", has_text=WORDS)).to_be_visible()
    page.goto(address)
    assert kept_on_device(page) == []
    assert page.locator("#write textarea[name=body]").input_value() == ""
    assert watch.outside() == []


def test_a_picture_is_added_with_its_words_and_shown(watch, site):
    page = watch.page
    open_talk(page, site)
    start_editor(page).press_sequentially("Look.")
    page.get_by_text("Add a picture", exact=True).click()
    page.get_by_text("Add another picture", exact=True).first.click()
    assert axe(page) == []
    drawn = io.BytesIO()
    Image.new("RGB", (1200, 900), "gold").save(drawn, "JPEG")
    files = {"name": "tree.jpg", "mimeType": "image/jpeg", "buffer": drawn.getvalue()}
    page.locator("#write [name=picture_1]").set_input_files(files)
    page.locator("#write button", has_text="Post reply").click()
    expect(page.locator("#write [role=alert]")).to_contain_text("Say in words what is to be seen")
    page.locator("#write [name=picture_1]").set_input_files(files)
    page.locator("#write [name=alternative_1]").fill("A field of gold")
    page.locator("#write button", has_text="Post reply").click()
    shown = page.locator("article[data-mine] figure img[alt='A field of gold']").last
    shown.scroll_into_view_if_needed()
    expect(shown).to_be_visible()
    expect(shown).to_have_js_property("complete", True)
    assert shown.evaluate("image => image.naturalWidth") > 100
    assert axe(page) == []
    assert [each for each in watch.complaints if "422" not in each] == []


def test_a_name_is_suggested_and_taken_by_keyboard(watch, site):
    page = watch.page
    open_talk(page, site)
    editor = start_editor(page)
    editor.press_sequentially("Thank you @bil")
    option = page.locator("#write [role=option]").first
    option.wait_for()
    name = option.get_attribute("data-name")
    page.keyboard.press("ArrowDown")
    assert editor.get_attribute("aria-activedescendant") == option.get_attribute("id")
    assert axe(page) == []
    page.keyboard.press("Enter")
    expect(editor).to_have_text(f"Thank you @{name} ")
    page.locator("#write button", has_text="Post reply").click()
    posted = page.locator("article[data-mine] .post__body", has_text="Thank you").last
    expect(posted.locator("a.mention, strong")).to_have_text(f"@{name}")
    assert watch.complaints == []
