"""A discussion with keys alone, as screen readers hear it, and on paper."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.places import DemoSite
from tests.browser.postbox import SECONDS
from tests.browser.talking import open_told
from tests.browser.test_keyboard import send, tab_to
from tests.browser.watch import axe


def _page(chromium: Browser, site: DemoSite, state: str) -> Page:
    context = chromium.new_context(
        viewport={"width": 1280, "height": 800},
        locale="en-GB",
        reduced_motion="reduce",
        storage_state=site.state(state, chromium),
    )
    context.set_default_timeout(SECONDS * 1000)
    return context.new_page()


@pytest.fixture
def member(chromium, site):
    page = _page(chromium, site, "member")
    yield page
    page.context.close()


@pytest.fixture
def caregiver(chromium, site):
    page = _page(chromium, site, "caregiver")
    yield page
    page.context.close()


def _ask(page: Page, site: DemoSite, title: str) -> str:
    """Ask with keys alone; return where it stands."""
    page.goto(f"{site.url}/ask/")
    tab_to(page, 'main a[href$="/discussions/new/"]')
    send(page)
    tab_to(page, "[name=title]")
    page.keyboard.type(title)
    page.keyboard.press("Tab")
    page.locator("[contenteditable][role=textbox]").wait_for()
    page.keyboard.type("I stand at the door with my coat on.")
    tab_to(page, "main .form-actions button[type=submit]")
    send(page)
    expect(page.locator("h1")).to_have_text(title)
    return page.url


def _has_focus(page: Page, selector: str) -> None:
    expect(page.locator(f"{selector}:focus")).to_have_count(1)


def test_somebody_asks_is_answered_and_thanks_by_keys(member, caregiver, site):
    address = _ask(member, site, "Afraid of the stairs")
    caregiver.goto(address)
    tab_to(caregiver, "#write textarea")
    caregiver.locator("#write [contenteditable][role=textbox]").wait_for()
    caregiver.keyboard.type("One step a day. It got easier.")
    tab_to(caregiver, "#write .form-actions button[type=submit]")
    caregiver.keyboard.press("Enter")
    _has_focus(caregiver, "article[id^=reply-][data-mine]")
    expect(caregiver.locator("#said")).to_have_text("Your reply is posted.")

    member.goto(address)
    tab_to(member, "[id^=react-][id$=thanks]")
    member.keyboard.press("Enter")
    expect(member.locator("#said")).to_have_text("You reacted with “Thank you”.")
    _has_focus(member, "[id^=react-][id$=thanks][aria-pressed=true]")


def test_the_asker_marks_a_line_by_keys_and_everybody_reads_it(member, caregiver, site):
    address = _ask(member, site, "What do you take along to the clinic?")
    caregiver.goto(address)
    tab_to(caregiver, "#write textarea")
    caregiver.locator("#write [contenteditable][role=textbox]").wait_for()
    caregiver.keyboard.type("I write three questions on a card. The nurse laughs, and answers them all.")
    tab_to(caregiver, "#write .form-actions button[type=submit]")
    caregiver.keyboard.press("Enter")
    _has_focus(caregiver, "article[id^=reply-][data-mine]")

    member.goto(address)
    tab_to(member, 'article[id^=reply-] a[href$="/helped/"]')
    send(member)
    assert axe(member) == []
    tab_to(member, "[name=lines]")
    member.keyboard.press("Space")
    tab_to(member, "main .form-actions button[type=submit]")
    send(member)
    expect(member.locator(".helped")).to_contain_text("Kept by whoever asked, from 1 reply")
    assert axe(member) == []
    caregiver.goto(address)
    expect(caregiver.locator(".helped li")).to_contain_text("I write three questions on a card.")
    expect(caregiver.locator(".helped li")).not_to_contain_text("The nurse laughs")


def test_an_answer_under_an_answer_opens_where_the_focus_goes(member, site):
    open_told(member, site.url)
    tab_to(member, "article[id^=reply-] .post__foot a[hx-get]")
    member.keyboard.press("Enter")
    _has_focus(member, "[id^=under-] [contenteditable][role=textbox]")
    assert axe(member) == []
    tab_to(member, "[id^=under-] .form-actions button[type=submit]")
    member.keyboard.press("Enter")
    _has_focus(member, "[id^=under-] .error-summary")


def test_following_keeps_the_focus_and_says_so(member, site):
    _ask(member, site, "Whom do you call at night?")
    tab_to(member, "#own-bookmark")
    member.keyboard.press("Enter")
    expect(member.locator("#said")).to_have_text("Saved. You find it under “Saved”.")
    _has_focus(member, "#own-bookmark[aria-pressed=true]")


def test_paper_gets_the_words_with_names_and_dates(member, site):
    open_told(member, site.url)
    member.emulate_media(media="print", color_scheme="dark")
    for shown in ("h1", ".post__body", ".byline__name", ".byline__line time"):
        assert all(each.is_visible() for each in member.locator(f"main {shown}").all()), shown
    for hidden in ("nav", "button", "textarea", "summary", ".masthead", ".footer", "aside"):
        assert not any(each.is_visible() for each in member.locator(hidden).all()), hidden
    assert member.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_the_name_for_a_community_is_asked_where_it_is_chosen(member, site):
    member.goto(f"{site.url}/ask/")
    # The last one: nobody has taken a name for it in another test.
    member.goto(member.locator('main a[href$="/discussions/new/"]').last.evaluate("link => link.href"))
    name = member.locator("[name=pseudonym]")
    assert name.is_hidden()
    member.locator("[name=name][value=pseudonym]").check(force=True)
    assert name.is_visible()
