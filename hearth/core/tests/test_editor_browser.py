"""The editor in a real Chromium, under the strict policy, static files by plain and by hashed names."""

import threading
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import settings as current
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test import override_settings

playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect
expect.set_options(timeout=40_000)
CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="There is no /usr/bin/chromium (apt install chromium)."),
]


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="module", params=["plain names", "hashed names"])
def site(request, tmp_path_factory):
    """Serve the probe pages; with hashed names as collectstatic leaves them. Gives the address."""
    changed = {
        "ROOT_URLCONF": "hearth.core.tests.probe_urls",
        "DEBUG": False,
        "ALLOWED_HOSTS": ["localhost"],
        "STATIC_ROOT": tmp_path_factory.mktemp("static"),
        "WHITENOISE_USE_FINDERS": request.param == "plain names",
    }
    if request.param == "hashed names":
        backend = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"  # WhiteNoise's, but for compression
        changed["STORAGES"] = current.STORAGES | {"staticfiles": {"BACKEND": backend}}
    with override_settings(**changed):
        if request.param == "hashed names":
            call_command("collectstatic", interactive=False, verbosity=0)
        with make_server("localhost", 0, WSGIHandler(), server_class=Server, handler_class=Quiet) as server:
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
            yield f"http://localhost:{server.server_port}"
            server.shutdown()


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as running:
        arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        chromium = running.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser, site):
    """A page that notes what its policy forbade, what went wrong and which hosts it asked."""
    page = browser.new_page(base_url=site)
    page.url_of = site
    page.set_default_timeout(40_000)
    page.wrong = []
    page.on(
        "console", lambda message: page.wrong.append(message.text) if message.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("request", lambda sent: None if sent.url.startswith(site) else page.wrong.append(sent.url))
    page.on("response", lambda got: page.wrong.append(f"{got.status} {got.url}") if got.status >= 400 else None)
    yield page
    page.close()


def box(page):
    """The editor of the page, once it is there; until then the text area takes its place."""
    return page.locator("#words-form [contenteditable][role=textbox]").and_(
        page.get_by_role("textbox", name="Your words")
    )


def go_to_editor(page):
    """Open the probe page and go into its text area, which is what starts the editor; stay there a moment.

    Just after it gets the focus it sets the caret itself, against whoever presses one key sooner than people do.
    """
    page.goto("/probe/editor/")
    page.locator("#words-form textarea").focus()
    for _ in range(10):
        box(page).press("Control+Home")


def test_nothing_of_the_editor_is_loaded_before_somebody_goes_there(page):
    asked = []
    page.on("request", lambda sent: asked.append(sent.url))
    page.goto("/probe/editor/", wait_until="networkidle")
    assert not [url for url in asked if "django_prose_editor" in url and ".js" in url]
    page.locator("#words-form textarea").focus()
    box(page).wait_for()
    assert [url for url in asked if "django_prose_editor" in url and ".js" in url]
    expect(box(page)).to_be_focused()


def test_it_starts_without_a_violation_and_gives_back_what_was_written(page):
    go_to_editor(page)
    words = box(page)
    words.wait_for()
    assert words.inner_html().startswith("<p>One <strong>two</strong></p><ul>")
    listed = page.get_by_role("button", name="List", exact=True)
    while listed.get_attribute("aria-pressed") != "true":  # the editor has noticed where the caret is
        words.press("Control+End")
    words.press("Enter")
    words.press("Enter")
    words.type("plain and ")
    page.get_by_role("button", name="Italic").click()
    words.type("leaning")
    page.get_by_role("button", name="Send").click()
    got = "<p>One <strong>two</strong></p><ul><li><p>three</p></li></ul><p>plain and <em>leaning</em></p>"
    assert page.locator("#got").inner_text() == got
    assert page.wrong == []


def test_its_toolbar_speaks(page):
    go_to_editor(page)
    bar = page.get_by_role("toolbar", name="Formatting")
    bar.wait_for()
    names = bar.get_by_role("button").evaluate_all("buttons => buttons.map((button) => button.ariaLabel)")
    assert names == ["Bold", "Italic", "Heading", "List", "Numbered list", "Quotation", "Link", "Undo", "Redo"]
    bold = bar.get_by_role("button", name="Bold")
    box(page).press("Control+Home")
    expect(bold).to_have_attribute("aria-pressed", "false")
    bold.click()
    expect(bold).to_have_attribute("aria-pressed", "true")
    expect(box(page)).to_be_focused()  # the editor takes the focus back in its own time, and the caret along
    box(page).press("Control+End")
    expect(bar.get_by_role("button", name="List", exact=True)).to_have_attribute("aria-pressed", "true")
    bold.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.ariaLabel") == "Italic"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.ariaLabel") == "Redo"
    assert box(page).get_attribute("aria-describedby") == "id_words_helptext"
    assert bar.locator("button:visible svg use").evaluate_all(
        "uses => uses.every((use) => use.getBoundingClientRect().width > 5)"
    )
    assert page.wrong == []


def test_a_link_can_be_set_by_its_dialog(page):
    go_to_editor(page)
    box(page).press("Control+a")
    page.get_by_role("button", name="Link").click()
    page.get_by_label("Web address").fill("https://a.example/x")
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("button", name="Send").click()
    assert 'href="https://a.example/x" rel="nofollow ugc noopener"' in page.locator("#got").inner_text()
    assert page.wrong == []


def test_an_editor_that_htmx_brought_starts_too(page):
    go_to_editor(page)
    page.get_by_role("button", name="More").click()
    page.locator("#later textarea").focus()
    later = page.locator("#later [contenteditable][role=textbox]")
    later.type("late words")
    expect(page.locator("#later textarea")).to_have_value("<p>late words</p>")
    assert page.wrong == []


def test_an_error_is_announced_on_the_editor_and_its_link_leads_there(page):
    go_to_editor(page)
    box(page).fill("x" * 201)
    page.get_by_role("button", name="Send").click()
    page.get_by_role("link", name="Please make this").click()
    expect(box(page)).to_have_attribute("aria-invalid", "true")
    assert box(page).inner_text() == "x" * 201
    expect(box(page)).to_be_focused()


def test_without_scripts_there_is_a_plain_text_area(browser, site):
    page = browser.new_context(java_script_enabled=False, base_url=site).new_page()
    page.goto("/probe/editor/")
    area = page.get_by_label("Your words")
    assert area.input_value() == "One two\n\n- three"
    area.fill("first\nsecond\n\nthird https://a.example")
    page.get_by_role("button", name="Send").click()
    got = page.locator("#got").inner_text()
    assert got.startswith("<p>first<br>second</p><p>third <a href=")
    page.close()


def test_a_page_of_the_site_loads_nothing_of_the_editor(page):
    asked = []
    page.on("request", lambda sent: asked.append(sent.url))
    page.goto("/display/")
    assert not [url for url in asked if "prose_editor" in url or "editor" in url]
    assert page.wrong == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page, theme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.context.add_cookies([{"name": "hearth_display", "value": f"{theme}..", "url": page.url_of}])
    go_to_editor(page)
    box(page).wait_for()
    found = axe.run(page, context="#words-form").response["violations"]
    assert [(one["id"], [node["html"][:150] for node in one["nodes"]]) for one in found] == []
