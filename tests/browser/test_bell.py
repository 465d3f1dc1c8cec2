"""The bell: a link that says how much is new, and asks again while somebody looks."""

import re
from itertools import chain, repeat

import pytest
from playwright.sync_api import expect

from tests.browser.postbox import SECONDS
from tests.browser.test_keyboard import send, tab_to

COUNT = "**/notifications/count/"


@pytest.fixture
def page(chromium, site):
    context = chromium.new_context(
        viewport={"width": 1280, "height": 800}, storage_state=site.state("member", chromium)
    )
    context.set_default_timeout(SECONDS * 1000)
    yield context.new_page()
    context.close()


def test_it_says_how_much_is_new_and_hears_nothing_while_nothing_changed(page, site):
    page.clock.install()
    with page.expect_response(COUNT) as first:
        page.goto(f"{site.url}/home/")
    assert first.value.status == 200
    number = page.locator(".tool__count")
    expect(number).to_be_visible()
    with page.expect_response(COUNT) as again:
        page.clock.fast_forward("01:05")
    assert again.value.status == 304
    with page.expect_response(COUNT) as elsewhere:
        page.goto(f"{site.url}/communities/")
    assert elsewhere.value.status == 304
    expect(number).to_be_visible()


def test_it_says_so_politely_when_the_number_rises_and_not_when_it_falls(page, site):
    said = chain([(3, "3 unread"), (2, "2 unread")], repeat((4, "4 unread")))

    def answer(route):
        count, says = next(said)
        route.fulfill(json={"count": count, "shown": str(count), "says": says}, headers={"ETag": f'"{count}"'})

    page.route(COUNT, answer)
    page.clock.install()
    page.goto(f"{site.url}/rules/")
    rises = page.locator("[data-bell-rises]")
    for shown, heard in (("3", ""), ("2", ""), ("4", "4 unread")):
        expect(page.locator(".tool__count")).to_have_text(shown)
        expect(rises).to_have_text(heard)
        page.clock.fast_forward("01:05")
        if shown == "4":
            break


def test_it_is_a_plain_link_without_scripts(chromium, site):
    context = chromium.new_context(java_script_enabled=False, storage_state=site.state("member", chromium))
    page = context.new_page()
    page.goto(f"{site.url}/home/")
    page.locator("a[data-bell]").click()
    expect(page.locator("h1")).to_have_text("Notifications")
    context.close()


def test_somebody_reads_what_is_new_and_chooses_how_it_comes_by_keys(page, site):
    page.goto(f"{site.url}/home/")
    tab_to(page, "a[data-bell]")
    send(page)
    expect(page.locator("h1")).to_have_text("Notifications")
    tab_to(page, ".told__link")
    send(page)
    expect(page).not_to_have_url(re.compile("/notifications/"))
    page.goto(f"{site.url}/notifications/")
    tab_to(page, 'main a[href="/settings/notifications/"]')
    send(page)
    tab_to(page, "[name=how-reactions]")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[name=how-reactions]").input_value()
    assert chosen != page.locator("[name=how-reactions] [selected]").get_attribute("value")
    tab_to(page, "main .form-actions button[type=submit]")
    send(page)
    expect(page.locator("main [role=status]")).to_contain_text("Saved.")
    expect(page.locator("[name=how-reactions]")).to_have_value(chosen)
