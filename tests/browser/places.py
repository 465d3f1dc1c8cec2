"""A running demo site, and how a browser gets into each state in which some page shows."""

import fcntl
import mailbox
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.networking import claim_by_asking, offer_to_lead
from tests.browser.postbox import SECONDS, code_in
from tests.running.sites import free_port, running
from tests.ways import code_for

PASSWORD = "hearth-demo"
FRESH_SECONDS = 120
_numbers = count(1)


@dataclass
class DemoSite:
    """A demo site in processes of its own; `states` keeps cookies of browsers that got somewhere, and since when."""

    url: str
    home: Path
    states: dict[str, tuple[Any, float]] = field(default_factory=dict)

    def state(self, name: str, browser: Browser) -> Any:
        """Return the cookies of a browser in state `name`: brought there once, or again where the site forgets it."""
        cookies, since = self.states.get(name, (None, 0.0))
        if cookies is None or (name in FADING and time.monotonic() - since > FRESH_SECONDS):
            context = browser.new_context(locale="en-GB")
            context.set_default_timeout(SECONDS * 1000)
            page = context.new_page()
            STATES[name](self, page)
            cookies = context.storage_state()
            self.states[name] = cookies, time.monotonic()
            context.close()
        return cookies

    def newest_letter(self, address: str, *, after: int = 0) -> str:
        """Return the plain text of the newest letter kept for `address`, once there are more than `after`."""
        deadline = time.monotonic() + SECONDS
        while True:
            box = mailbox.Maildir(self.home / "mail")
            found = [letter for letter in box if letter["To"] == address]
            if len(found) > after:
                newest = max(found, key=lambda letter: float(letter.get_date()))
                return next(
                    part.get_payload(decode=True).decode()
                    for part in newest.walk()
                    if part.get_content_type() == "text/plain"
                )
            assert time.monotonic() < deadline, f"no mail for {address} within {SECONDS} s"
            time.sleep(0.1)


@contextmanager
def demo_site(home: Path, **environment: str) -> Iterator[DemoSite]:
    """Start what `bin/run` starts in `home`, on a free port, and end it after."""
    port = free_port()
    with running(["hearth.core.launch"], home, PORT=str(port), **environment) as process:
        process.wait_for("Ctrl-C stops it")
        yield DemoSite(f"http://localhost:{port}", home)


def seeded(home: Path, *, mould: Path) -> Path:
    """Make `home` a copy of `mould`, a home with the demo world in it; return it.

    The mould is made by the first process of the suite that asks: filling the world takes longer than starting a site.
    """
    with mould.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not mould.exists():
            new = mould.with_suffix(".new")
            with demo_site(new):
                pass
            new.rename(mould)
    shutil.copytree(mould, home)
    return home


def sign_in(account: str) -> Callable[[DemoSite, Page], None]:
    """Return how a demo account signs in."""

    def go(site: DemoSite, page: Page) -> None:
        page.goto(f"{site.url}/sign-in/")
        page.locator("[name=login]").fill(f"{account}@hearth.example")
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main form[method=post] button[type=submit]").first.click()
        page.wait_for_url("**/home/")

    return go


def submit(page: Page, **given: str) -> None:
    """Fill the fields of the page's own form and send it."""
    for name, value in given.items():
        page.locator(f"main [name={name}]").fill(value)
    with page.expect_navigation():
        page.locator("main form .form-actions button[type=submit]").first.click()


def _start_joining(site: DemoSite, page: Page, password: str = "lantern over the harbour") -> str:
    number = next(_numbers)
    address = f"walker-{number}@example.org"
    page.goto(f"{site.url}/join/")
    submit(page, name=f"Walker {number}", email=address, password=password, birth_year="1962")
    submit(page)
    page.locator("label[for=id_rules]").click()  # it covers its box
    submit(page)
    page.wait_for_url("**/join/code/")
    return address


def join_anew(
    site: DemoSite, page: Page, password: str = "lantern over the harbour", *, arrives: str = "**/home/"
) -> str:
    """Join as somebody whom no other test knows, and arrive there; return their address."""
    address = _start_joining(site, page, password)
    submit(page, code=code_in(site.newest_letter(address)))
    page.wait_for_url(arrives)
    return address


def _joining(site: DemoSite, page: Page) -> None:
    _start_joining(site, page)


def _without_password(site: DemoSite, page: Page) -> None:
    address = _start_joining(site, page, password="")
    submit(page, code=code_in(site.newest_letter(address)))
    page.wait_for_url("**/settings/passkeys/new/**")
    # Whoever has just proven their address is not asked again before they change how they sign in.
    page.goto(f"{site.url}/settings/password/set/")
    page.wait_for_url("**/settings/password/set/")


def _code_asked(site: DemoSite, page: Page) -> None:
    page.goto(f"{site.url}/sign-in/code/")
    submit(page, email="caregiver@hearth.example")


def _reset_asked(site: DemoSite, page: Page) -> None:
    page.goto(f"{site.url}/password/reset/")
    submit(page, email="mentor@hearth.example")


def _reset_proven(site: DemoSite, page: Page) -> None:
    page.goto(f"{site.url}/password/reset/")
    submit(page, email="clinician@hearth.example")
    submit(page, code=code_in(site.newest_letter("clinician@hearth.example")))


def _address_asked(site: DemoSite, page: Page) -> None:
    sign_in("leader")(site, page)
    page.goto(f"{site.url}/settings/email/")
    submit(page, email="new-leader@example.org")
    submit(page, password=PASSWORD)
    page.wait_for_url("**/settings/email/confirm/")


def prove(page: Page, password: str = PASSWORD) -> None:
    """Say who it is once more, when a page asks; go on to it."""
    submit(page, password=password)


def _asked_again(site: DemoSite, page: Page) -> None:
    sign_in("member")(site, page)
    page.goto(f"{site.url}/settings/leaving/choice/")
    prove(page)
    page.wait_for_url("**/settings/leaving/choice/")


def _download_ready(site: DemoSite, page: Page) -> None:
    sign_in("mentor")(site, page)
    page.goto(f"{site.url}/settings/data/")
    with page.expect_navigation():
        page.locator("main form[method=post] button[type=submit]").click()
    deadline = time.monotonic() + SECONDS
    while not page.locator('main a.btn[href^="/settings/data/"]').count():
        assert time.monotonic() < deadline, f"no download within {SECONDS} s"
        time.sleep(0.2)
        page.reload()


def _decided_about(site: DemoSite, page: Page) -> None:
    address = "heron@hearth.example"  # has no password
    page.goto(f"{site.url}/sign-in/code/")
    submit(page, email=address)
    submit(page, code=code_in(site.newest_letter(address)))
    page.wait_for_url("**/home/")


def _closed(site: DemoSite, page: Page) -> None:
    password = "lantern over the harbour"
    address = join_anew(site, page, password)
    page.goto(f"{site.url}/settings/leaving/choice/")
    if "/sign-in/again/" in page.url:  # not within five minutes of the code that let them in
        prove(page, password)
    page.locator("label[for=id_sure]").click()
    submit(page)
    page.wait_for_url("**/goodbye/")
    page.goto(f"{site.url}/sign-in/")
    submit(page, login=address, password=password)
    page.wait_for_url("**/come-back/")


def _second_step_on(site: DemoSite, page: Page) -> str:
    address = join_anew(site, page, PASSWORD)
    page.goto(f"{site.url}/sign-in/again/?next=/settings/second-step/")
    submit(page, password=PASSWORD)
    submit(page, code=code_for(page.locator("main code").inner_text()))
    page.wait_for_url("**/settings/second-step/codes/")
    return address


def _second_step_asked_again(site: DemoSite, page: Page) -> None:
    _second_step_on(site, page)
    page.goto(f"{site.url}/sign-in/again/?next=/settings/second-step/off/")
    prove(page)
    page.wait_for_url("**/settings/second-step/off/")


def _before_second_step(site: DemoSite, page: Page) -> None:
    address = _second_step_on(site, page)
    page.goto(f"{site.url}/sign-out/")
    submit(page)
    page.goto(f"{site.url}/sign-in/")
    submit(page, login=address, password=PASSWORD)
    page.wait_for_url("**/sign-in/second-step/")


def _asked_by_others(site: DemoSite, page: Page) -> None:
    """Be staff once somebody claimed an organisation and offered to lead a region."""
    sign_in("newcomer")(site, page)
    page.goto(f"{site.url}/network/")
    claim_by_asking(page)
    page.goto(f"{site.url}/regions/oceania/leading/")
    offer_to_lead(page)
    page.context.clear_cookies()
    sign_in("admin")(site, page)


STATES: dict[str, Callable[[DemoSite, Page], None]] = {
    "visitor": lambda site, page: None,
    "member": sign_in("member"),
    "caregiver": sign_in("caregiver"),
    "mentor": sign_in("mentor"),
    "newcomer": sign_in("newcomer"),
    "clinician": sign_in("clinician"),
    "leader": sign_in("leader"),
    "operator": sign_in("admin"),
    "asked by others": _asked_by_others,
    "decided about": _decided_about,
    "joining": _joining,
    "without a password": _without_password,
    "code asked": _code_asked,
    "reset asked": _reset_asked,
    "reset proven": _reset_proven,
    "address asked": _address_asked,
    "asked again": _asked_again,
    "download ready": _download_ready,
    "closed": _closed,
    "second step on": _second_step_on,
    "second step asked again": _second_step_asked_again,
    "before the second step": _before_second_step,
}

FADING = {"code asked", "reset asked", "reset proven", "asked again", "second step asked again"}
"""States that last a few minutes: a code is good for three, who has just said who they are is believed for five."""
