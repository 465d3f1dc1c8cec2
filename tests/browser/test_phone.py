"""Pages of the settings on the smallest phone: what one came for is on the first screen, and nothing is cut."""

import pytest
from playwright.sync_api import Page

from tests.browser.places import submit
from tests.browser.watch import overflow

PHONE = {"width": 360, "height": 740}
SMALLEST = 320  # CSS pixels: WCAG 2.2, 1.4.10
CUT = """select => {
  const style = getComputedStyle(select), drawn = document.createElement("canvas").getContext("2d");
  drawn.font = style.font;
  const room = select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return [...select.options].map(option => option.text).filter(text => drawn.measureText(text).width > room);
}"""


@pytest.fixture
def phone(chromium, site):
    def open_as(state: str, language: str = "en") -> Page:
        context = chromium.new_context(viewport=PHONE, storage_state=site.state(state, chromium), locale=language)
        contexts.append(context)
        return context.new_page()

    contexts = []
    yield open_as
    for context in contexts:
        context.close()


def enlarge(page: Page) -> None:
    page.evaluate("document.documentElement.dataset.text = 'largest'")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", ["/settings/", "/settings/privacy/", "/settings/signing-in/"])
def test_a_page_of_the_settings_begins_on_the_first_screen_and_its_menu_unfolds(phone, site, path, language):
    page = phone("newcomer", language)
    page.goto(f"{site.url}{path}")
    assert page.locator("h1").bounding_box()["y"] < PHONE["height"] / 2
    enlarge(page)
    assert page.locator("h1").bounding_box()["y"] < PHONE["height"] * 3 / 4
    last = page.locator('.menu-fold a[href="/settings/leaving/"]')
    assert not last.is_visible()
    page.locator(".menu-fold summary").click()
    last.click()
    page.wait_for_url("**/settings/leaving/")


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_who_sees_a_part_can_be_read_at_the_largest_text(phone, site, language):
    page = phone("newcomer", language)
    page.goto(f"{site.url}/settings/privacy/")
    enlarge(page)
    selects = page.locator("main select").all()
    assert selects
    assert sorted({cut for select in selects for cut in select.evaluate(CUT)}) == []


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_nothing_scrolls_sideways_at_the_largest_text(phone, site, language):
    page = phone("newcomer", language)
    for path in ("/home/", "/notifications/", "/settings/notifications/", "/communities/"):
        page.goto(f"{site.url}{path}")
        enlarge(page)
        assert overflow(page, SMALLEST) == "", path


def test_a_consent_has_the_width_of_the_phone(phone, site):
    page = phone("visitor")
    page.goto(f"{site.url}/join/")
    submit(page, name="Reader of consents", email="reader-of-consents@example.org", birth_year="1962")
    enlarge(page)
    label = page.locator("label[for=id_keep_situation]").bounding_box()
    assert label["width"] > PHONE["width"] * 2 / 3
