"""A visitor finds an organisation on the map with nothing but keys, with and without JavaScript."""

import pytest

from tests.browser.postbox import SECONDS
from tests.browser.test_keyboard import send, tab_to

WIDTHS = (1280, 1000, 768, 360)

# Whether a finger on the middle of a light meets that light.
HIT = """lit => {
  const box = lit.getBoundingClientRect();
  const met = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return met && met.closest("a") === lit.closest("a");
}"""


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def page(request, chromium, site):
    context = chromium.new_context(
        viewport={"width": 1280, "height": 800},
        locale="en-GB",
        reduced_motion="reduce",
        java_script_enabled=request.param == "with JavaScript",
    )
    context.set_default_timeout(SECONDS * 1000)
    page = context.new_page()
    page.goto(f"{site.url}/network/")
    yield page
    context.close()


def test_a_visitor_finds_an_organisation_on_the_map_by_keys(page):
    tab_to(page, '.map a[href*="country=IE"]')
    assert page.locator(":focus").get_attribute("aria-label") == "Ireland: 1 organisation"
    send(page)
    assert "country=IE" in page.url
    assert page.locator("#organizations").inner_text() == "Member organisations: Ireland"
    tab_to(page, 'main th a[href^="/organizations/"]')
    send(page)
    assert page.locator("h1").inner_text() == "Harbour Street Clinic"


@pytest.mark.parametrize("path", ["/network/", "/regions/europe/", "/network/who/afro/"])
def test_every_light_can_be_hit_with_a_finger(page, site, path):
    page.goto(site.url + path)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for light in page.locator(".map a").all():
            box = light.locator(".reach").bounding_box()
            assert min(box["width"], box["height"]) >= 24, f"{light.get_attribute('aria-label')} at {width} px"


@pytest.mark.parametrize("path", ["/network/", "/directory/map/"])
def test_no_light_is_covered_by_the_reach_of_another(page, site, path):
    page.goto(site.url + path)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.locator(".map").evaluate("map => map.scrollIntoView({block: 'center'})")
        for light in page.locator(".map a").all():
            assert light.locator(".lit").evaluate(HIT), f"{light.get_attribute('aria-label')} at {width} px"
