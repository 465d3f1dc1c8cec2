"""The network's own journeys: an organisation asks, is asked back and welcomed; another comes by an invitation."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.networking import press
from tests.browser.places import DemoSite, demo_site, join_anew, seeded, submit
from tests.browser.postbox import SECONDS
from tests.browser.test_keyboard import send, tab_to
from tests.browser.watch import axe

Opening = Callable[[str], Page]
_numbers = count(1)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, mould: Path) -> Iterator[DemoSite]:
    """A demo site for these tests alone: others count on whom the demo world has in its network."""
    with demo_site(seeded(tmp_path_factory.mktemp("network") / "home", mould=mould)) as started:
        yield started


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def has_script(request) -> bool:
    return request.param == "with JavaScript"


@pytest.fixture
def opening(chromium: Browser, site: DemoSite, has_script: bool) -> Iterator[Opening]:
    """How to open a browser of its own for each who has a part."""
    opened = []

    def open_as(state: str) -> Page:
        context = chromium.new_context(
            viewport={"width": 1280, "height": 800},
            locale="en-GB",
            reduced_motion="reduce",
            java_script_enabled=has_script,
            storage_state=site.state(state, chromium),
        )
        context.set_default_timeout(SECONDS * 1000)
        opened.append(context)
        return context.new_page()

    yield open_as
    for context in opened:
        context.close()


def _sound(page: Page, has_script: bool) -> None:
    """Say that axe finds nothing on a page that only acting leads to; it needs JavaScript itself."""
    if has_script:
        assert axe(page) == []
        page.set_viewport_size({"width": 1280, "height": 800})


def _ask_to_join(page: Page, name: str, *, country: str) -> None:
    """Fill the form for an organisation and send it; leave what an invitation filled."""
    expect(page.locator("h1")).to_have_text("Bring your organisation")
    page.locator("[name=name]").fill(name)
    page.locator("[name=country]").select_option(country)
    page.locator("[name=kind]").select_option("patient_association")
    page.locator("[name=size]").select_option("small")
    page.locator("[name=place]").fill("By the lagoon")
    page.locator("[name=languages][value=en]").check(force=True)
    page.locator("[name=who]").fill("The one who keeps the key")
    page.locator("[name=why]").fill("Forty families meet under one roof, and want to learn from others.")
    page.locator("label[for=id_agrees]").click()
    press(page, "main form[method=post] button[type=submit]")
    expect(page.locator("h1")).to_have_text(name)


def _say(page: Page, words: str) -> None:
    form = page.locator('main form[action$="/messages/"]')
    form.locator("[name=words]").fill(words)
    with page.expect_navigation():
        form.locator("button[type=submit]").click()
    expect(page.locator("section[aria-labelledby=messages]")).to_contain_text(words)


def _find_in_list(page: Page, address: str, name: str) -> None:
    """Open what waits under `name` in the list at `address`."""
    page.goto(address)
    with page.expect_navigation():
        page.locator("main .rows").get_by_role("link", name=name).first.click()
    expect(page.locator("h1")).to_have_text(name)


def _judge(page: Page, act: str, reason: str) -> None:
    form = page.locator(f'main form[action$="/{act}/"]')
    form.locator("[name=approves][value=yes]").check(force=True)
    form.locator("[name=reason]").fill(reason)
    with page.expect_navigation():
        form.locator("button[type=submit]").click()
    expect(page.locator("[role=status]").filter(has_text="Saved.")).to_be_visible()


def _complete_profile(page: Page, has_script: bool) -> None:
    """From a new membership, write what people should know: the facts, a text, a contact."""
    with page.expect_navigation():
        page.locator("h1 a").click()
    with page.expect_navigation():
        page.get_by_role("link", name="Look after this page").click()
    submit(page, website="https://lagoon-house.example/", founded_in="2009")
    expect(page.locator("[role=status]").first).to_be_visible()
    tabs = page.get_by_role("navigation", name="Look after this organisation")
    with page.expect_navigation():
        tabs.get_by_role("link", name="Texts").click()
    with page.expect_navigation():
        page.locator('main .rows a[href$="/texts/en/"]').click()
    submit(page, description="Forty families and one roof.", who_pays="The families, and nobody else.")
    with page.expect_navigation():
        tabs.get_by_role("link", name="Contacts").click()
    with page.expect_navigation():
        page.get_by_role("link", name="Add a contact").click()
    submit(page, phone="+228 22 00 00 00", hours="On Thursdays")
    expect(page.locator("main .rows")).to_contain_text("+228 22 00 00 00")
    _sound(page, has_script)


def test_an_organisation_asks_is_asked_back_approved_and_found_on_the_map(opening, site, has_script):
    name, country = ("Lagoon House", "TG") if has_script else ("Lighthouse Circle", "BJ")
    applicant, leader, staff, visitor = map(opening, ("caregiver", "leader", "operator", "visitor"))

    applicant.goto(f"{site.url}/network/join/")
    with applicant.expect_navigation():
        applicant.get_by_role("link", name="Ask to join the network").click()
    _ask_to_join(applicant, name, country=country)
    address = applicant.url

    _find_in_list(leader, f"{site.url}/regions/africa/desk/", name)
    _say(leader, "Who would answer at night?")
    applicant.goto(address)
    expect(applicant.locator("section[aria-labelledby=messages]")).to_contain_text("Who would answer at night?")
    _say(applicant, "Three of us, in turns.")
    leader.reload()
    expect(leader.locator("section[aria-labelledby=messages]")).to_contain_text("Three of us, in turns.")
    _judge(leader, "recommendation", "They keep their word.")
    _sound(leader, has_script)

    _find_in_list(staff, f"{site.url}/staff/network/", name)
    expect(staff.locator("section[aria-labelledby=thinks]")).to_contain_text("They keep their word.")
    _judge(staff, "decision", "Welcome among us.")

    applicant.goto(address)
    expect(applicant.locator("section[aria-labelledby=decided]")).to_contain_text("Welcome among us.")
    _sound(applicant, has_script)
    with applicant.expect_navigation():
        applicant.get_by_role("link", name="Go on to your membership").click()
    expect(applicant.locator("section[aria-labelledby=welcome]")).to_contain_text("Still to do: Add an office")
    _sound(applicant, has_script)
    _complete_profile(applicant, has_script)

    visitor.goto(f"{site.url}/network/")
    tab_to(visitor, f'.map a[href*="country={country}"]')
    send(visitor)
    tab_to(visitor, 'main th a[href^="/organizations/"]')
    send(visitor)
    expect(visitor.locator("h1")).to_have_text(name)
    expect(visitor.locator("main")).to_contain_text("Forty families and one roof.")


@pytest.mark.parametrize("is_new", [True, False], ids=["who joins", "who signs in"])
@pytest.mark.parametrize("has_script", [True], ids=["with JavaScript"])
def test_somebody_follows_an_invitation_applies_and_is_welcomed(opening, site, has_script, is_new):
    name = f"Estuary House {next(_numbers)}"
    leader, invited, staff = map(opening, ("leader", "visitor", "operator"))

    leader.goto(f"{site.url}/regions/africa/desk/prospects/")
    leader.locator("[name=country]").select_option("SN")
    submit(leader, name=name, contact="The head of nursing")
    expect(leader.locator("h1")).to_have_text(name)
    prospect = leader.url
    press(leader, 'main form[action$="/invitation/"] button')
    link = leader.locator("main .notice--good bdi").inner_text()
    _sound(leader, has_script)

    invited.goto(link)
    expect(invited.locator(".lede")).to_contain_text(name)
    _sound(invited, has_script)
    press(invited, "main form[method=post] button")
    expect(invited).to_have_url(f"{site.url}/join/")
    _come_in(invited, site, link, is_new=is_new)
    expect(invited).to_have_url(link)
    press(invited, "main form[method=post] button")
    expect(invited.locator("[name=name]")).to_have_value(name)
    _ask_to_join(invited, name, country="SN")
    address = invited.url

    leader.goto(prospect)
    expect(leader.locator(".page-head .role")).to_have_text("Has applied")
    _find_in_list(leader, f"{site.url}/regions/africa/desk/", name)
    _judge(leader, "recommendation", "I know them.")
    _find_in_list(staff, f"{site.url}/staff/network/", name)
    _judge(staff, "decision", "Come in.")
    invited.goto(address)
    expect(invited.locator("section[aria-labelledby=decided]")).to_contain_text("Come in.")
    leader.goto(prospect)
    expect(leader.locator(".page-head .role")).to_have_text("Joined")


def _come_in(page: Page, site: DemoSite, link: str, *, is_new: bool) -> None:
    """Join, or sign in; what brought them leads them on from their own space."""
    if is_new:
        join_anew(site, page, arrives=link)
        return
    page.goto(f"{site.url}/sign-in/")
    submit(page, login="member@hearth.example", password="hearth-demo")
