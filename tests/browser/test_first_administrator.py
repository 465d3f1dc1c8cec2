"""The page that shows once: the first administrator of an empty site comes in by the link."""

from tests.browser.test_pages import FULL
from tests.browser.watch import LOOKS, axe_at, open_page, overflow
from tests.running.sites import free_port, running


def test_the_first_administrator_comes_in(chromium, tmp_path):
    port = free_port()
    with running(["hearth.core.launch", "--empty"], tmp_path / "home", PORT=str(port)) as process:
        process.wait_for("Ctrl-C stops it")
        link = process.wait_for(r"http://localhost:\d+/welcome/\S+")[0]
        for look in LOOKS if FULL else LOOKS[:1]:
            watch = open_page(chromium, f"http://localhost:{port}", look)
            watch.page.goto(link)
            assert axe_at(watch.page, look, beside_light=FULL) == []
            assert overflow(watch.page, 320) == ""
            assert (watch.outside(), watch.complaints) == ([], [])
            watch.page.context.close()
