"""What a person keeps around them, as a person does it: with the mouse, with keys alone, and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.places import join_anew, submit
from tests.browser.postbox import SECONDS
from tests.browser.test_keyboard import send, tab_to
from tests.browser.watch import Watch


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def watch(request, chromium, site):
    """Somebody who has just joined, under watch: what one test leaves behind is nobody else's."""
    context = chromium.new_context(
        java_script_enabled=request.param == "with JavaScript", locale="en-GB", viewport={"width": 390, "height": 800}
    )
    context.set_default_timeout(SECONDS * 1000)
    watch = Watch(context.new_page(), site.url).start()
    join_anew(site, watch.page)
    yield watch
    context.close()


@pytest.fixture
def thomas(chromium, site):
    """The address of somebody whom the newcomer of the demo world follows."""
    context = chromium.new_context(storage_state=site.state("newcomer", chromium))
    page = context.new_page()
    page.goto(f"{site.url}/settings/interests/")
    address = page.get_by_role("link", name="Thomas O.").get_attribute("href")
    context.close()
    return f"{site.url}{address}"


def press(page: Page, *words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile(".*".join(words))).click()


def test_health_data_is_told_with_consent_and_gone_when_it_is_taken_back(watch, site):
    page, words = watch.page, "A heart that tires"
    page.goto(f"{site.url}/settings/situation/conditions/")
    submit(page, words=words)
    expect(page.get_by_role("alert")).to_contain_text("Without your consent")
    page.locator("main label", has_text="Keep what I write here").click()
    submit(page, words=words, since="this spring", stage="waiting")
    expect(page.locator("main")).to_contain_text(words)
    page.goto(f"{site.url}/home/")
    expect(page.locator("main")).to_contain_text(words)

    page.goto(f"{site.url}/settings/situation/")
    press(page, "Withdraw my consent and erase it")
    expect(page.locator("main")).not_to_contain_text(words)
    expect(page.get_by_role("region", name="Your consents")).to_contain_text("Withdrawn")
    page.goto(f"{site.url}/home/")
    expect(page.locator("main")).not_to_contain_text(words)
    assert watch.outside() == []
    assert watch.complaints == []


def test_following_and_blocking_change_what_is_seen_at_once(watch, site, thomas):
    page, theirs = watch.page, thomas
    page.goto(theirs)
    press(page, "^Follow", "Thomas O")
    expect(page.get_by_role("button", name="Follow", pressed=True)).to_be_visible()
    press(page, "^Follow", "Thomas O")
    expect(page.get_by_role("button", name="Follow", pressed=False)).to_be_visible()
    press(page, "^Follow", "Thomas O")
    page.locator("summary", has_text="Keep a distance").click()
    press(page, "^Block$")
    expect(page.get_by_role("region", name="Quiet list")).to_contain_text("Thomas O.")
    assert page.goto(theirs).status == 404
    page.goto(f"{site.url}/settings/interests/")
    press(page, "Take off", "Thomas O")
    assert page.goto(theirs).status == 200
    expect(page.get_by_role("button", name="Follow", pressed=False)).to_be_visible()


def test_the_space_is_arranged_with_keys_alone(chromium, site):
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(SECONDS * 1000)
    page = context.new_page()
    join_anew(site, page)
    page.goto(f"{site.url}/home/arrange/")
    tab_to(page, "#part-people button[value=up]")
    send(page)
    expect(page).to_have_url(f"{site.url}/home/arrange/#part-people")
    page.keyboard.press("Tab")  # goes on from the part that moved: its first button
    assert page.evaluate("document.activeElement.matches('#part-people button')")
    send(page)
    tab_to(page, "#part-people button[value=hide]")
    context.close()
