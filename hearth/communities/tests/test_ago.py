"""How long ago something was, in words."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from hearth.communities.templatetags.communities import ago

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("language", "passed", "words"),
    [
        ("en", timedelta(seconds=30), "just now"),
        ("en", DAY, "1 day ago"),
        ("en", 3 * DAY, "3 days ago"),
        ("es", 15 * DAY, "hace 2 semanas"),
        ("ar", DAY, "منذ يوم"),
        ("ar", 2 * DAY, "منذ يومين"),
        ("ar", 3 * DAY, "منذ 3 أيام"),
        ("ar", timedelta(hours=11), "منذ 11 ساعة"),
    ],
)
def test_it_is_said_as_each_language_says_it(language, passed, words):
    with translation.override(language):
        assert ago(timezone.now() - passed).replace("\N{NO-BREAK SPACE}", " ") == words
