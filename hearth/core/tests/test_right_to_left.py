"""What keeps a right-to-left page in order: names that stand apart, dates in their own order."""

from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.formats import date_format

from hearth.core.translated import isolated

EVENING = datetime(2026, 11, 20, 21, 5, tzinfo=UTC)


def test_a_name_stands_apart_from_the_sentence_and_stays_text():
    page = Template("{% blocktranslate with name=name|isolate %}Hello, {{ name }}{% endblocktranslate %}")
    assert page.render(Context({"name": "<b>Marisol V."})) == "Hello, <bdi>&lt;b&gt;Marisol V.</bdi>"


@pytest.mark.parametrize(
    ("language", "name", "stands"),
    [("ar", "Marisol V.", True), ("ar", "غيمة هادئة", False), ("en", "Marisol V.", False), ("es", "غيمة 2", True)],
)
def test_a_name_stands_apart_from_a_plain_sentence_where_it_runs_the_other_way(language, name, stands):
    with translation.override(language):
        assert isolated(name) == (f"\u2068{name}\u2069" if stands else name)


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("DATE_FORMAT", "20 نوفمبر 2026"),
        ("DATETIME_FORMAT", "20 نوفمبر 2026، 21:05 UTC"),
        ("SHORT_DATETIME_FORMAT", "20 نوفمبر 2026، 21:05"),
        ("YEAR_MONTH_FORMAT", "نوفمبر 2026"),
    ],
)
def test_arabic_writes_the_day_before_the_month(form, written):
    with translation.override("ar"):
        assert date_format(EVENING, form) == written
