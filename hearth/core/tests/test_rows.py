"""What makes pages of many rows cheap says the same as what it stands in for."""

from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.test import override_settings
from django.urls import NoReverseMatch, reverse, set_script_prefix
from django.utils import translation

from hearth.core.ids import new_public_id
from hearth.core.paths import path_to


@pytest.mark.parametrize("name", ["front:person", "communities:reply", "communities:discussion"])
def test_the_path_of_a_row_is_what_django_says(name):
    for _each in range(2):
        key = new_public_id()
        assert path_to(name, key) == reverse(name, args=[key])


def test_words_before_the_id_are_part_of_the_path():
    key = new_public_id()
    for kind in ("reply", "discussion"):
        assert path_to("moderation:report", kind, key) == reverse("moderation:report", args=[kind, key])


def test_a_site_below_a_path_has_its_rows_there():
    key = new_public_id()
    path = path_to("front:person", key)
    set_script_prefix("/below/")
    try:
        assert path_to("front:person", key) == f"/below{path}"
    finally:
        set_script_prefix("/")


def test_what_has_no_page_has_no_path():
    with pytest.raises(NoReverseMatch):
        path_to("front:nowhere", new_public_id())


def test_the_same_is_drawn_once_for_each_page():
    drawn = []
    page = Template("{% for row in rows %}{% same %}{{ draw }}{% endsame %}{{ row }}{% endfor %}")

    def draw():
        drawn.append(1)
        return f"<{len(drawn)}>"

    assert page.render(Context({"rows": "abc", "draw": draw})) == "&lt;1&gt;a&lt;1&gt;b&lt;1&gt;c"
    assert page.render(Context({"rows": "de", "draw": draw})) == "&lt;2&gt;d&lt;2&gt;e"


def test_a_day_is_said_in_the_language_and_the_zone_of_the_page():
    page, at = Template("{% time_of at %}"), datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    with translation.override("en"), override_settings(TIME_ZONE="UTC"):
        assert page.render(Context({"at": at})) == '<time datetime="2026-03-01T23:30:00+00:00">1 March 2026</time>'
    with translation.override("es"), override_settings(TIME_ZONE="Europe/Madrid"):
        said = page.render(Context({"at": at}))
    assert said == '<time datetime="2026-03-02T00:30:00+01:00">2 de marzo de 2026</time>'


def test_an_hour_names_its_zone():
    page, at = Template('{{ at|date:"DATETIME_FORMAT" }}'), datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    with translation.override("en"), override_settings(TIME_ZONE="UTC"):
        assert page.render(Context({"at": at})) == "1 March 2026, 23:30 UTC"
    with translation.override("es"), override_settings(TIME_ZONE="Europe/Madrid"):
        assert page.render(Context({"at": at})) == "2 de marzo de 2026 a las 00:30 CET"
