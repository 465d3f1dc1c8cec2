"""What readers of each language call a language."""

import pytest
from django.utils.translation import override

from hearth.core.translated import language_name


@pytest.mark.parametrize(("reader", "name"), [("en", "English"), ("es", "inglés"), ("es-mx", "inglés")])
def test_a_language_is_written_as_inside_a_sentence(reader, name):
    with override(reader):
        assert language_name("en") == name


def test_an_unknown_code_stays_as_it_is():
    with override("es"):
        assert language_name("QX") == "QX"
