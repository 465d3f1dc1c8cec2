"""Nothing but keys: Tab, Enter, Space and arrows lead through the site, and one always sees where one is."""

from itertools import count

import pytest
from playwright.sync_api import Page

from tests.browser.postbox import SECONDS

MOST_TABS = 80
_numbers = count(1)

# Whether the focus changes what is seen, on the element itself, its label or what is drawn beside a hidden control.
# Each is looked at once: a field of several parts, as a date is, would begin anew with its first.
VISIBLE = """() => {
  const here = document.activeElement;
  if (here === window.lookedAt) return true;
  window.lookedAt = here;
  const seen = [here, here.closest("label, .prose-editor"), here.nextElementSibling].filter(Boolean);
  const look = element => {
    const style = getComputedStyle(element);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow].join();
  };
  const box = here.getBoundingClientRect();
  const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const focused = seen.map(look);
  here.blur();
  const changed = seen.map(look).some((style, index) => style !== focused[index]);
  here.focus({focusVisible: true});
  return inside && changed;
}"""


@pytest.fixture
def page(chromium, mailing_site):
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(SECONDS * 1000)
    page = context.new_page()
    page.goto(mailing_site.url)
    yield page
    context.close()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on what `selector` names; at each stop one must see it."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        where = page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        assert page.evaluate(VISIBLE), f"focus cannot be seen on {where}"
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is out of reach")


def send(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_the_first_tab_skips_to_the_content(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate(VISIBLE)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_panel_opens_and_closes_and_leaves_focus_where_it_was(page):
    tab_to(page, "[popovertarget=p-language]")
    page.keyboard.press("Space")
    assert page.locator("#p-language").is_visible()
    tab_to(page, "#p-language button[lang=es]")
    page.keyboard.press("Escape")
    assert page.locator("#p-language").is_hidden()
    assert page.evaluate("document.activeElement.matches('[popovertarget=p-language]')")


def test_somebody_changes_the_language_by_keys(page):
    tab_to(page, "[popovertarget=p-language]")
    page.keyboard.press("Enter")
    tab_to(page, "#p-language button[lang=es]")
    send(page)
    assert page.locator("html").get_attribute("lang") == "es"


def test_somebody_joins_by_keys(page):
    number = next(_numbers)
    tab_to(page, 'header a[href="/join/"]')
    send(page)
    for name, text in (("name", f"Keys {number}"), ("email", f"keys-{number}@example.org"), ("birth_year", "1962")):
        tab_to(page, f"[name={name}]")
        page.keyboard.type(text)
    send(page)
    assert page.url.endswith("/join/about/")
    tab_to(page, "[name=reasons]")
    page.keyboard.press("Space")
    assert page.locator("[name=reasons]").first.is_checked()
    tab_to(page, "[name=words]")
    page.keyboard.type("Heart failure")
    tab_to(page, "main .form-actions button[type=submit]")
    send(page)
    assert page.url.endswith("/join/privacy/")
    tab_to(page, "[name=audience]")
    page.keyboard.press("ArrowDown")
    assert page.locator("[name=audience][value=members]").is_checked()
    tab_to(page, "[name=rules]")
    page.keyboard.press("Space")
    tab_to(page, "main .form-actions button[type=submit]")
    send(page)
    assert page.url.endswith("/join/code/")


def test_errors_take_the_focus(page, mailing_site):
    page.goto(f"{mailing_site.url}/join/")
    tab_to(page, "[name=name]")
    send(page)
    assert page.evaluate("document.activeElement.matches('.error-summary')")
    tab_to(page, ".error-summary a")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"
