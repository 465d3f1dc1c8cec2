"""How the browser comes to a page whose address is not known beforehand, and what it does there."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.talking import at_discussion


def as_it_is(page: Page) -> None:
    """Nothing has to be done."""


def first_link(pattern: str) -> Callable[[Page], None]:
    """Return how to follow the first link whose address holds `pattern`."""

    def go(page: Page) -> None:
        page.goto(page.locator(f'main a[href*="{pattern}"]').first.evaluate("link => link.href"))

    return go


def community(part: str = "") -> Callable[[Page], None]:
    """Return how to go to `part` of the first community of the list."""

    def go(page: Page) -> None:
        address = page.locator(".place a[href*='/communities/']").first.evaluate("link => link.href")
        page.goto(f"{'/'.join(address.split('/')[:5])}/{part}" if part else address)

    return go


def nomination(page: Page) -> None:
    """Ask the first of a community's people who is no mentor to be one."""
    community("people/")(page)
    page.goto(page.locator("main a[href$='/nomination/']").first.evaluate("link => link.href"))


def invited(page: Page) -> None:
    """Make an invitation and open what it opens."""
    community("invitations/")(page)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()
    page.goto(page.locator("main .notice bdi").inner_text())


def somebody_open(page: Page) -> None:
    """Go to the page of somebody who opens it to everyone: an organisation of theirs shows it."""
    for address in page.locator('main a[href*="/organizations/"]').evaluate_all(
        "links => links.map(link => link.href)"
    ):
        page.goto(address)
        if page.locator('main a[href*="/people/"]').count():
            return first_link("/people/")(page)
    raise AssertionError("nobody in the demo world opens their page to everyone")


def first_person(page: Page) -> None:
    first_link("/people/")(page)
    page.locator("main details summary").last.click()


EMPTY = """form => {
  const fields = "input:not([type=hidden], [type=radio], [type=checkbox], [type=file]), textarea";
  for (const field of form.querySelectorAll(fields)) field.value = "";
}"""


def send_empty(page: Page) -> None:
    form = page.locator("main form[method=post]").first
    form.evaluate(EMPTY)  # by typing, an editor would start and take a field's place
    with page.expect_navigation():
        form.locator("button[type=submit]").last.click()


def open_panel(panel: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.locator(f'[popovertarget="{panel}"]:visible').first.click()
        page.locator(f"#{panel}").wait_for(state="visible")

    return go


def start_editor(page: Page) -> None:
    page.locator("main form textarea").first.focus()
    page.locator("[contenteditable][role=textbox]").first.wait_for()


def divided(page: Page) -> None:
    """Go to the community that has sections."""
    page.goto(page.locator(".place a", has_text="Heart failure & recovery").first.evaluate("link => link.href"))


def in_section(page: Page) -> None:
    divided(page)
    first_link("section=")(page)


def of_divided(part: str) -> Callable[[Page], None]:
    """Return how to go to `part` of the community that has sections, and mentors at every stage."""

    def go(page: Page) -> None:
        divided(page)
        page.goto(f"{'/'.join(page.url.split('/')[:5])}/{part}")

    return go


sections = of_divided("sections/")


def merge_both(page: Page) -> None:
    """Say into which discussion another one shall go, and look at both."""
    at_discussion("merge/")(page)
    with page.expect_navigation():
        page.locator("[name=into]").fill(page.locator(".crumbs a").last.evaluate("link => link.href"))
        page.locator("main form button[type=submit]").click()


def split_nothing(page: Page) -> None:
    at_discussion("split/")(page)
    send_empty(page)


def first_section(page: Page) -> None:
    sections(page)
    first_link("/sections/")(page)


def reported(page: Page) -> None:
    """Go to report the first reply of a discussion that has one."""
    at_discussion()(page)
    page.goto(page.locator('main a[href*="/reports/"]').first.evaluate("link => link.href"))


def case_with_errors(page: Page) -> None:
    first_link("/cases/")(page)
    send_empty(page)


def suspension_with_errors(page: Page) -> None:
    first_link("/staff/people/")(page)
    first_link("/suspension/")(page)
    send_empty(page)


def decline_without_reason(page: Page) -> None:
    first_link("/staff/verifications/")(page)
    send_empty(page)


def unfold(page: Page) -> None:
    """Open every fold of the page."""
    page.locator("main details").evaluate_all("folds => folds.forEach(fold => fold.open = true)")


def offered(page: Page) -> None:
    page.locator("#id_q").press_sequentially("ataq")
    page.locator("#q-suggestions a").first.wait_for()
