"""People come in by passkey, with a second step, and from elsewhere, in a real browser, under our policy."""

from itertools import count

import pytest
from playwright.sync_api import Page, expect

from tests.browser.places import code_for, submit
from tests.browser.postbox import SECONDS, code_in, text_of
from tests.browser.watch import Watch, axe, overflow

PASSWORD = "lantern over the harbour"
_numbers = count(1)


@pytest.fixture
def watch(chromium, mailing_site):
    """A visitor's fresh browser, under watch, on a small screen."""
    context = chromium.new_context(locale="en-GB", viewport={"width": 360, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(SECONDS * 1000)
    yield Watch(context.new_page(), mailing_site.url).start()
    context.close()


@pytest.fixture
def touch(watch):
    """A device that keeps passkeys and knows its owner's finger, in the place of a phone's own."""
    session = watch.page.context.new_cdp_session(watch.page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    return session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def look(page: Page) -> None:
    """Find nothing wrong with the page as it stands."""
    assert axe(page) == []
    assert overflow(page, 360) == ""


def join(page: Page, url: str, postbox, password: str = "") -> tuple[str, str]:
    """Join from the first step on; return address and name."""
    number = next(_numbers)
    address, name = f"ways-{number}@example.org", f"Way {number}"
    submit(page, name=name, email=address, password=password, birth_year="1962")
    submit(page)
    page.locator("label[for=id_rules]").click()
    submit(page)
    submit(page, code=code_in(text_of(postbox.wait_for(address))))
    return address, name


def sign_out(page: Page, url: str) -> None:
    page.goto(f"{url}/sign-out/")
    submit(page)


def test_somebody_joins_with_a_passkey_and_comes_back_with_it(watch, touch, mailing_site, postbox):
    page, url = watch.page, mailing_site.url
    page.goto(f"{url}/join/")
    _address, name = join(page, url, postbox)
    expect(page.get_by_role("heading", level=1)).to_have_text("Next time without a code?")
    look(page)
    page.get_by_role("button", name="Make a passkey").click()
    expect(page).to_have_url(f"{url}/home/")
    expect(page.locator("main")).to_contain_text("Your passkey is ready")
    sign_out(page, url)
    page.goto(f"{url}/sign-in/?next=/settings/signing-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(f"{url}/settings/signing-in/")
    expect(page.locator("main")).to_contain_text("Chrome on Linux")
    look(page)
    page.goto(f"{url}/sign-in/again/passkey/?next=/settings/passkeys/new/")
    look(page)
    page.get_by_role("button", name="Use my passkey").click()
    expect(page).to_have_url(f"{url}/settings/passkeys/new/")
    page.goto(f"{url}/settings/signing-in/")
    page.get_by_role("link", name="Rename or remove").click()
    look(page)
    page.get_by_role("button", name="Remove this passkey").click()
    expect(page.locator("main")).to_contain_text("The passkey is removed")
    assert name
    assert watch.complaints == []
    assert watch.outside() == []


def test_the_second_step_by_app_and_by_a_recovery_code_that_counts_once(watch, mailing_site, postbox):
    page, url = watch.page, mailing_site.url
    page.goto(f"{url}/join/")
    address, _name = join(page, url, postbox, PASSWORD)
    page.goto(f"{url}/settings/second-step/")
    secret = page.locator("main code").inner_text()
    look(page)
    submit(page, code=code_for(secret))
    codes = page.locator("main code").all_inner_texts()
    assert len(codes) == 10

    def stand_before_it() -> None:
        sign_out(page, url)
        page.goto(f"{url}/sign-in/")
        submit(page, login=address, password=PASSWORD)
        expect(page).to_have_url(f"{url}/sign-in/second-step/")

    stand_before_it()
    submit(page, code=codes[0])
    expect(page).to_have_url(f"{url}/home/")
    stand_before_it()
    submit(page, code=codes[0])
    expect(page.get_by_role("alert").first).to_contain_text("not the code")
    submit(page, code=code_for(secret))
    expect(page).to_have_url(f"{url}/home/")
    assert watch.complaints == []


def test_somebody_comes_from_elsewhere_joins_and_comes_back(watch, mailing_site, postbox, clinic):
    page, url = watch.page, mailing_site.url
    clinic.person["sub"] = f"browser-{next(_numbers)}"
    page.goto(f"{url}/sign-in/with/clinic/")
    look(page)
    page.goto(f"{url}/sign-in/")
    look(page)
    page.get_by_role("button", name="Sign in with Clinic").click()
    expect(page).to_have_url(f"{url}/join/")
    expect(page.locator("main")).to_contain_text("You come from Clinic")
    join(page, url, postbox)
    expect(page).to_have_url(f"{url}/home/")
    page.goto(f"{url}/settings/outside/clinic/")
    expect(page.locator("main")).to_contain_text("You can sign in here from there")
    look(page)
    sign_out(page, url)
    page.goto(f"{url}/sign-in/")
    page.get_by_role("button", name="Sign in with Clinic").click()
    expect(page).to_have_url(f"{url}/home/")
    assert watch.complaints == []
