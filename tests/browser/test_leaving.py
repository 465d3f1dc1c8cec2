"""Somebody takes their data along and leaves at once: the zip can be read offline, then nothing of them is found."""

import json
import re
import sqlite3
import time
import zipfile
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.places import DemoSite, prove, submit
from tests.browser.postbox import SECONDS, code_in, text_of

PASSWORD = "lantern over the harbour"
LINE = "Canary of the harbour line"
_numbers = count(1)


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def page(request, chromium, mailing_site):
    context = chromium.new_context(java_script_enabled=request.param == "with JavaScript", locale="en-GB")
    context.set_default_timeout(SECONDS * 1000)
    yield context.new_page()
    context.close()


def join(page: Page, site: DemoSite, postbox, name: str, address: str) -> None:
    page.goto(f"{site.url}/join/")
    submit(page, name=name, email=address, password=PASSWORD, birth_year="1962")
    submit(page)
    page.locator("label[for=id_rules]").click()
    submit(page)
    submit(page, code=code_in(text_of(postbox.wait_for(address))))
    page.wait_for_url("**/home/")


def link_in(letter, part: str) -> str:
    found = re.search(rf"http://\S*{part}\S*", text_of(letter))
    assert found
    return found.group()


def found_in_database(site: DemoSite, marks: list[str]) -> set[str]:
    """Return those of `marks` that stand anywhere in the database's files."""
    file = site.home / "hearth.sqlite3"
    with sqlite3.connect(file, timeout=20) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    held = b"".join(path.read_bytes() for path in site.home.glob("hearth.sqlite3*")).lower()
    return {mark for mark in marks if mark.lower().encode() in held}


def files_of(site: DemoSite) -> set[Path]:
    """Return everything people put into the site's folders."""
    folders = ("media", "exports", "private")
    return {path for folder in folders for path in (site.home / folder).rglob("*") if path.is_file()}


def test_somebody_takes_everything_along_and_is_gone(page, mailing_site, postbox, tmp_path, chromium):
    site, number = mailing_site, next(_numbers)
    name, address = f"Leaver of test {number}", f"leaver-{number}@example.org"
    before = files_of(site)
    join(page, site, postbox, name, address)
    page.goto(f"{site.url}/settings/")
    submit(page, line=LINE)

    page.get_by_role("navigation", name="Settings").get_by_role("link", name="Your data").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Put together my download").click()
    expect(page.locator("main")).to_contain_text("We write to your address when it is ready")
    link = link_in(postbox.wait_for(address, after=1), "/settings/data/")
    page.goto(f"{site.url}/sign-out/")
    submit(page)
    page.goto(link)
    submit(page, login=address, password=PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it still you?")
    page.locator("main [name=password]").fill(PASSWORD)
    with page.expect_download() as started:
        page.locator("main form .form-actions button[type=submit]").first.click()
    archive = tmp_path / started.value.suggested_filename
    started.value.save_as(archive)
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path / "copy")
    kept = json.loads((tmp_path / "copy" / "data.json").read_text(encoding="utf-8"))
    assert (kept["account"][0]["email"], kept["names"][0]["line"]) == (address, LINE)
    offline = chromium.new_context(offline=True, java_script_enabled=False)
    copy = offline.new_page()
    copy.goto((tmp_path / "copy" / "index.html").as_uri())
    expect(copy.locator("body")).to_contain_text(LINE)
    assert copy.locator("script").count() == 0
    offline.close()
    marks = [name, address, LINE]
    assert found_in_database(site, marks) == set(marks)

    page.goto(f"{site.url}/settings/leaving/")
    page.get_by_role("link", name="Go on to close my account").click()
    if "/sign-in/again/" in page.url:
        prove(page, PASSWORD)
    for choice in ("Erase it too", "At once", "I want to close my account."):
        page.locator("main label", has_text=choice).click()
    submit(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Goodbye, and all the best")
    assert postbox.wait_for(address, after=2)["Subject"] == "Your account is erased"

    page.goto(link)
    assert "/sign-in/" in page.url
    submit(page, login=address, password=PASSWORD)
    expect(page.locator(".error-summary")).to_contain_text("do not go together")
    deadline = time.monotonic() + SECONDS  # the last letter has arrived; its row is emptied a moment later
    while found_in_database(site, marks):
        assert time.monotonic() < deadline, found_in_database(site, marks)
        time.sleep(0.1)
    assert files_of(site) == before

    page.goto(f"{site.url}/join/")
    submit(page, name=name.upper(), email=address, password=PASSWORD, birth_year="1962")
    expect(page.locator(".error-summary")).to_contain_text("already called")
