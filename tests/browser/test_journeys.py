"""A person comes, joins with a code from a real mail, settles in, leaves and comes back; also without JavaScript."""

from itertools import count

import pytest
from playwright.sync_api import Page, expect

from tests.browser.places import submit
from tests.browser.postbox import SECONDS, code_in, text_of
from tests.browser.watch import Watch

PASSWORD = "lantern over the harbour"
_numbers = count(1)


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def watch(request, chromium, mailing_site):
    """A visitor's fresh browser, under watch."""
    context = chromium.new_context(
        java_script_enabled=request.param == "with JavaScript",
        locale="en-GB",
        viewport={"width": 390, "height": 800},
        reduced_motion="reduce",
    )
    context.set_default_timeout(SECONDS * 1000)
    yield Watch(context.new_page(), mailing_site.url).start()
    context.close()


def choose(page: Page, *labels: str) -> None:
    """Click the labels of boxes and picks."""
    for label in labels:
        page.locator("main label", has_text=label).click()


def test_somebody_joins_settles_in_leaves_and_comes_back(watch, mailing_site, postbox):
    page, number = watch.page, next(_numbers)
    address, name = f"journey-{number}@example.org", f"Traveller {number}"

    page.goto(mailing_site.url)
    page.get_by_role("banner").get_by_role("link", name="Join").click()
    submit(page, name=name, email="journey.example.org", password=PASSWORD, birth_year="1962")
    expect(page.get_by_role("alert")).to_contain_text("with an @")
    expect(page.locator("[name=email]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[name=name]")).to_have_value(name)
    submit(page, email=address, password=PASSWORD)

    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    choose(page, "I live with a condition", "Keep what I write here")
    submit(page, words="Heart failure")
    choose(page, "I will follow the house rules")
    submit(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Check your email")
    submit(page, code=code_in(text_of(postbox.wait_for(address))))
    expect(page).to_have_url(f"{mailing_site.url}/home/")
    expect(page.locator("main")).to_contain_text(name)

    page.get_by_role("button", name="Language").first.click()
    page.locator("#p-language").get_by_role("button", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")

    page.locator("[popovertarget=p-display]").first.click()
    panel = page.locator("#p-display")
    for choice in ("text-largest", "theme-dark"):
        panel.locator(f"label:has(#{choice})").click()
    panel.locator("button[type=submit]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("html")).to_have_attribute("data-text", "largest")

    page.goto(f"{mailing_site.url}/sign-out/")
    page.locator("main form[method=post] button[type=submit]").click()
    page.goto(f"{mailing_site.url}/home/")
    expect(page).to_have_url(f"{mailing_site.url}/sign-in/?next=/home/")

    page.goto(f"{mailing_site.url}/sign-in/code/")
    submit(page, email=address)
    letter = postbox.wait_for(address, after=1)
    assert letter["Content-Language"] == "es"
    submit(page, code=code_in(text_of(letter)))
    expect(page).to_have_url(f"{mailing_site.url}/home/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert watch.outside() == []
    assert watch.complaints == []


def test_a_letter_names_nothing_private_in_its_subject(watch, mailing_site, postbox):
    page, number = watch.page, next(_numbers)
    address = f"letter-{number}@example.org"
    page.goto(f"{mailing_site.url}/join/")
    submit(page, name=f"Letter {number}", email=address, password=PASSWORD, birth_year="1962")
    choose(page, "I live with a condition")
    submit(page, words="Heart failure")
    choose(page, "I will follow the house rules")
    submit(page)
    letter = postbox.wait_for(address)
    assert "heart failure" not in letter.as_string().lower()
    assert code_in(text_of(letter)) not in letter["Subject"]
