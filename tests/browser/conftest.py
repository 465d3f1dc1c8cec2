"""A real Chromium and a real site for the tests in this folder."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.places import DemoSite, demo_site, seeded
from tests.browser.postbox import SECONDS, Postbox
from tests.openid import CLIENT, SECRET, OpenID

# Chromium talks to its maker on its own account; here it may reach this machine only.
FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


expect.set_options(timeout=SECONDS * 1000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of this process; each test opens contexts of its own in it."""
    program = os.environ.get("HEARTH_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        pytest.skip("There is no Chromium here (apt install chromium).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def mould(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo world is kept for all sites of this run, of every process."""
    own = tmp_path_factory.getbasetemp()
    return (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "demo"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, mould: Path) -> Iterator[DemoSite]:
    """A demo site that keeps its mail, as `bin/run` starts it."""
    with demo_site(seeded(tmp_path_factory.mktemp("site") / "home", mould=mould)) as started:
        yield started


@pytest.fixture(scope="session")
def postbox() -> Iterator[Postbox]:
    """A mail server of our own."""
    with Postbox() as box:
        yield box


@pytest.fixture(scope="session")
def clinic() -> Iterator[OpenID]:
    """An outside provider of our own."""
    with OpenID() as provider:
        yield provider


@pytest.fixture(scope="session")
def mailing_site(
    tmp_path_factory: pytest.TempPathFactory, mould: Path, postbox: Postbox, clinic: OpenID
) -> Iterator[DemoSite]:
    """A demo site that sends its mail to `postbox` and lets people in from `clinic`."""
    folder = tmp_path_factory.mktemp("mailing")
    named = {"id": "clinic", "name": "Clinic", "client_id": CLIENT, "secret": SECRET, "server": clinic.url}
    file = folder / "providers.toml"
    file.write_text("[[provider]]\n" + "".join(f'{name} = "{value}"\n' for name, value in named.items()))
    home = seeded(folder / "home", mould=mould)
    with demo_site(home, EMAIL_URL=postbox.url, HEARTH_SIGN_IN_WITH=str(file)) as started:
        yield started
