"""The first page on a mid-range phone with a slow connection; and the picture of it that the README shows.

The measures and their bounds are those of web.dev's Core Web Vitals and Lighthouse: largest contentful paint 2.5 s,
cumulative layout shift 0.1, total blocking time 200 ms, under Lighthouse's mobile throttling.
"""

import json
import os
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.browser.places import DemoSite
from tests.browser.watch import DESKTOP, PHONE, Look, open_page

TOP = Path(__file__).parent.parent.parent
WRITE = os.environ.get("HEARTH_WRITE_SCREENSHOTS") == "1"
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1638.4 * 128, "uploadThroughput": 750 * 128}
PHONE_CPU = 4
REFERENCE_MS = 12.5  # what WORK takes in a machine four times as fast as a mid-range phone
WORK = """() => {
  const began = performance.now();
  let text = "";
  for (let number = 0; number < 300000; number++) text = (text + number).slice(-50);
  return performance.now() - began;
}"""
MEASURE = """() => {
  window.seen = {lcp: 0, cls: 0, tbt: 0};
  const watch = (type, note) => new PerformanceObserver(list => list.getEntries().forEach(note))
    .observe({type, buffered: true});
  watch("largest-contentful-paint", entry => { seen.lcp = entry.startTime; });
  watch("layout-shift", entry => { if (!entry.hadRecentInput) seen.cls += entry.value; });
  watch("longtask", entry => { seen.tbt += Math.max(0, entry.duration - 50); });
}"""


@pytest.mark.parametrize("path", ["/", "/join/", "/topics/"])
def test_it_is_fast_on_a_phone(chromium, site, path, record_property):
    """Best of three: whatever else the machine does only ever adds to the times."""
    for _ in range(3):
        figures = measure(chromium, site, path, slower=phone_beside(chromium))
        good = 0 < figures["lcp_ms"] <= 2500 and figures["cls"] <= 0.1 and figures["tbt_ms"] <= 200
        if good:
            break
    record_property("first_view", json.dumps(figures))
    if WRITE:
        _keep(figures)
    assert good, figures


def phone_beside(chromium: Browser) -> float:
    """Return how many times slower than this machine a mid-range phone is, as Lighthouse would have it calibrated."""
    page = chromium.new_page()
    here = median(page.evaluate(WORK) for _ in range(9))
    page.close()
    return float(min(PHONE_CPU, max(1.0, PHONE_CPU * REFERENCE_MS / here)))


def measure(chromium: Browser, site: DemoSite, path: str, *, slower: float) -> dict[str, Any]:
    """Return what a first view of `path` takes on a phone: times in ms, requests, bytes over the wire."""
    watch = open_page(chromium, site.url, Look(widths=(PHONE,)))
    page = watch.page
    page.add_init_script(f"({MEASURE})()")
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW_4G)
    line.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(site.url + path, wait_until="networkidle")
    found = page.evaluate("seen")
    page.context.close()
    return {
        "path": path,
        "lcp_ms": round(found["lcp"]),
        "cls": round(found["cls"], 4),
        "tbt_ms": round(found["tbt"]),
        "requests": len(watch.requests),
        "bytes": watch.bytes,
    }


def _keep(figures: dict[str, object]) -> None:
    path = TOP / "docs" / "figures" / "first_view.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = [each for each in json.loads(path.read_text()) if each["path"] != figures["path"]] if path.exists() else []
    rows = sorted([*kept, figures], key=lambda each: each["path"])
    path.write_text("[\n" + ",\n".join(f"  {json.dumps(row)}" for row in rows) + "\n]\n")


def test_the_picture_for_the_readme(chromium, site):
    watch = open_page(chromium, site.url, Look(widths=(DESKTOP,)))
    watch.page.goto(site.url, wait_until="networkidle")
    picture = watch.page.screenshot(type="png")
    watch.page.context.close()
    assert picture.startswith(b"\x89PNG")
    if WRITE:
        path = TOP / "docs" / "images" / "welcome.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        # A palette is a quarter of the size; what is drawn in flat colours loses nothing one could see.
        Image.open(BytesIO(picture)).quantize(256, dither=Image.Dither.FLOYDSTEINBERG).save(path, optimize=True)
