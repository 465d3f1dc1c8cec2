"""`bin/bench` fills a small community and measures every case; what it counts, and does not time, is held to."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent.parent
KEYS = {"name", "cpu_ms", "ratio_to_bare", "rps", "p50_ms", "p95_ms", "p99_ms", "queries", "bytes"}
MOST_QUERIES = {
    "bare": 3,
    "list_anonymous": 5,
    "list_member": 8,
    "discussion_anonymous": 4,
    "discussion_member": 8,
    "home_member": 12,
    "bell_member": 4,
    "told_member": 7,
    "reply_post": 22,
    "search_common": 19,
    "search_rare": 21,
    "search_two": 20,
    "search_none": 15,
    "suggestions": 7,
    "directory": 8,
    "directory_filtered": 8,
    "directory_map": 8,
    "uncached_list": 5,
    "uncached_directory": 8,
    "uncached_directory_filtered": 8,
    "uncached_directory_map": 8,
}
FIRST_VIEW = 150_000  # bytes over the wire, compressed


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    """What one run wrote, by case."""
    out = tmp_path_factory.mktemp("bench") / "figures.json"
    command = [sys.executable, "-m", "tests.bench", "--scale", "0.01", "--seconds", "0.05", "--out", str(out)]
    given = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "PYTHONPATH": str(TOP)}
    ran = subprocess.run(command, cwd=TOP, env=given, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr[-2000:]
    return {row.pop("name"): row for row in json.loads(out.read_text())}


def test_every_case_says_what_it_cost(figures):
    assert set(figures) == {*MOST_QUERIES, "memory"}
    for name in MOST_QUERIES:
        assert figures[name].keys() >= KEYS - {"name"}, name
    assert figures["memory"]["megabytes"] > 0


def test_no_case_asks_more_of_the_database_than_it_may(figures):
    asked = {name: figures[name]["queries"] for name in MOST_QUERIES}
    assert {name: count for name, count in asked.items() if count > MOST_QUERIES[name]} == {}


def test_no_page_is_heavier_than_a_first_view_may_be(figures):
    assert max(figures[name]["bytes"] for name in MOST_QUERIES) < FIRST_VIEW
