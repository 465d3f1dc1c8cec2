"""How a browser gets about in the network: to one's own organisation, to a desk, to what nobody answers for."""

from collections.abc import Callable

from playwright.sync_api import Page

DOMAIN = "alder-river.example"


def follow(page: Page, selector: str) -> None:
    """Go where the first link that `selector` names leads."""
    page.goto(page.locator(selector).first.evaluate("link => link.href"))


def press(page: Page, selector: str) -> None:
    """Press the first button that `selector` names, and wait for the page that comes."""
    with page.expect_navigation():
        page.locator(selector).first.click()


def row(pattern: str) -> Callable[[Page], None]:
    """Return how to follow the first link of a list whose address holds `pattern`."""

    def go(page: Page) -> None:
        follow(page, f'main .rows a[href*="{pattern}"]')

    return go


def own(part: str = "") -> Callable[[Page], None]:
    """Return how to go from the list of where one belongs to `part` of the first organisation one belongs to."""

    def go(page: Page) -> None:
        page.goto(page.locator("main .byline__name a").first.evaluate("link => link.href") + part)

    return go


def own_row(part: str) -> Callable[[Page], None]:
    """Return how to open the first entry of the list at `part` of one's own organisation."""

    def go(page: Page) -> None:
        own(part)(page)
        row(f"/{part}")(page)

    return go


def answered_for(part: str) -> Callable[[Page], None]:
    """Return how to go to `part` of an organisation of the network that belongs to others."""

    def go(page: Page) -> None:
        page.goto(page.get_by_role("link", name="Red Salud Andina").first.evaluate("link => link.href") + part)

    return go


def unclaimed(part: str = "claim/", *, with_part: str = "main") -> Callable[[Page], None]:
    """Return how to go to `part` of the first organisation listed that nobody answers for and that has `with_part`."""

    def go(page: Page) -> None:
        found = page.locator('main a[href*="/organizations/"]').evaluate_all("links => links.map(link => link.href)")
        for address in dict.fromkeys(found):
            page.goto(address)
            if page.locator('main a[href$="/claim/"]').count():
                page.goto(address + part)
                if page.locator(with_part).count():
                    return
        raise AssertionError("somebody answers for every organisation of the demo world")

    return go


def claim_with_code(page: Page) -> None:
    """Ask for a code to an address of the organisation's domain."""
    unclaimed(with_part="[aria-labelledby=by-address]")(page)
    host = page.locator("[aria-labelledby=by-address] strong").first.inner_text()
    page.locator("[aria-labelledby=by-address] [name=email]").fill(f"desk{host}")
    press(page, "[aria-labelledby=by-address] button[type=submit]")


def claim_by_asking(page: Page) -> None:
    """Ask staff for an organisation, unless that was done before."""
    unclaimed()(page)
    if page.locator("[aria-labelledby=by-staff]").count():
        page.locator("[aria-labelledby=by-staff] [name=reason]").fill("I am the matron there; ask at the gate.")
        press(page, "[aria-labelledby=by-staff] button[type=submit]")


def claim_without_reason(page: Page) -> None:
    """Ask staff for an organisation without a word why."""
    unclaimed()(page)
    press(page, "[aria-labelledby=by-staff] button[type=submit]")


def prove_domain(page: Page) -> None:
    """Put a domain on the list and vouch for it, unless that was done before."""
    own("domains/")(page)
    if not page.locator("main .rows", has_text=DOMAIN).count():
        page.locator("main [name=domain]").fill(DOMAIN)
        press(page, "main .form-actions button[type=submit]")
        press(page, 'main form[action$="/voucher/"] button')


def belong_by_address(page: Page) -> None:
    """Ask for a code to an address of one's own organisation."""
    prove_domain(page)
    page.goto(page.url.replace("domains/", "belonging/"))
    page.locator("main [name=role][value=staff]").check(force=True)
    page.locator("main [name=email]").fill(f"desk@{DOMAIN}")
    press(page, "main .form-actions button[type=submit]")


def press_empty(selector: str) -> Callable[[Page], None]:
    """Return how to send the form that `selector` names with nothing in it."""

    def go(page: Page) -> None:
        form = page.locator(selector).first
        form.locator("textarea, input:not([type=hidden], [type=radio], [type=checkbox])").evaluate_all(
            "fields => fields.forEach(field => field.value = '')"
        )
        press(page, f"{selector} button[type=submit]")

    return go


def then(*steps: Callable[[Page], None]) -> Callable[[Page], None]:
    """Return how to take one step after another."""

    def go(page: Page) -> None:
        for step in steps:
            step(page)

    return go


def offer_to_lead(page: Page) -> None:
    """Offer to lead the region of the page, and look at what stands there then."""
    page.locator("main [name=words]").fill("I know the nurses of eleven islands by name.")
    press(page, "main .form-actions button[type=submit]")


def make_link(page: Page) -> None:
    """Make an invitation for the prospect of the page."""
    press(page, 'main form[action$="/invitation/"] button[type=submit]')


def open_link(page: Page) -> None:
    """Make an invitation for the first prospect of the desk, and open it."""
    row("/prospects/")(page)
    make_link(page)
    page.goto(page.locator("main .notice--good bdi").inner_text())


def apply_invited(page: Page) -> None:
    """Go on from an invitation to the form."""
    open_link(page)
    press(page, "main form[method=post] button[type=submit]")
