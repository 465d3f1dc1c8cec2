"""Every page, in every language, theme and width, by the browser: accessible, quiet, small and complete."""

import os

import pytest

from tests.browser.walk import STOPS, Stop
from tests.browser.watch import DESKTOP, LOOKS, MOST_BYTES, MOST_REQUESTS, PHONE, Look, axe_at, open_page, overflow
from tests.inventory import INVENTORY

FULL = os.environ.get("HEARTH_FULL_MATRIX") == "1"
DARK = [look for look in LOOKS if look.theme == "dark"]
# On an empty site only: test_first_administrator.py. With a passkey, or a provider that is named: test_ways_in.py.
ELSEWHERE = {"members:first-administrator"}
ELSEWHERE |= {"mfa_reauthenticate_webauthn", "members:passkey", "members:outside", "openid_connect_login"}


def looks() -> list[object]:
    """Return each stop with its looks: in the full matrix each language in the light and one in the dark, rotating page
    by page, for dark are colours only; else one look at one width, rotating.
    """
    found = []
    for number, stop in enumerate(STOPS):
        turn, dark = LOOKS[number * 5 % len(LOOKS)], DARK[number % len(DARK)]
        once = Look(turn.theme, turn.language, widths=((PHONE, DESKTOP)[number // len(LOOKS) % 2],))
        matrix = [look for look in LOOKS if look not in DARK or look == dark]
        found += [pytest.param(stop, look, id=f"{stop} {look}") for look in (matrix if FULL else [once])]
    return found


def test_every_page_is_in_the_walk():
    shown = {name for name, page in INVENTORY.items() if page.html}
    assert shown - {stop.name for stop in STOPS} - ELSEWHERE == set(), "Add a Stop in tests/browser/walk.py."


@pytest.mark.parametrize(("stop", "look"), looks())
def test_page(chromium, site, stop: Stop, look: Look):
    watch = open_page(chromium, site.url, look, site.state(stop.by, chromium))
    page = watch.page
    answer = page.goto(site.url + stop.path)
    first = len(watch.requests), watch.bytes
    stop.then(page)
    problems = [f"answered {answer.status}"] if answer.status != stop.status else []
    if not stop.start and page.url.split("?")[0] != site.url + stop.path:
        problems.append(f"went to {page.url}")
    root = page.locator("html")
    said = root.get_attribute("lang"), root.get_attribute("dir"), root.get_attribute("data-theme")
    if said != (look.language, "rtl" if look.language == "ar" else "ltr", look.theme):
        problems.append(f"html says {said}")
    if (headings := page.locator("h1").count()) != 1:
        problems.append(f"{headings} h1")
    problems += axe_at(page, look, beside_light=FULL)
    problems += [
        f"{each} sticks out at {each_width} px" for each_width in (360, 320) if (each := overflow(page, each_width))
    ]
    complaints = [each for each in watch.complaints if not (stop.status >= 400 and f"status of {stop.status}" in each)]
    problems += complaints + watch.outside()
    if first[0] > MOST_REQUESTS or first[1] > MOST_BYTES:
        problems.append(f"a first view takes {first[0]} requests and {first[1]} bytes")
    page.context.close()
    assert not problems, "\n".join(problems)
