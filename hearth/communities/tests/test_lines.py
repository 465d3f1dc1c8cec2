"""The lines of a reply: what can be kept of it, sentence by sentence."""

import pytest

from hearth.communities.lines import MOST, lines_of


def texts(html):
    return [line.text for line in lines_of(html)]


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("", []),
        (
            "<p>The bench was my trick. I walked to the bench, <em>not</em> to the shop.</p>",
            ["The bench was my trick.", "I walked to the bench, not to the shop."],
        ),
        ("<p>Yes. I walked to the bench. Bye.</p>", ["Yes. I walked to the bench. Bye."]),
        ("<p>About 3.5 km, e.g. to the old harbour.</p>", ["About 3.5 km, e.g. to the old harbour."]),
        ("<p>One<br>Two</p><ul><li>Three</li><li>Four</li></ul>", ["One", "Two", "Three", "Four"]),
        (
            "<p>¿Por qué no la llamas? ¡Le gustaría oírte hoy!</p>",
            ["¿Por qué no la llamas?", "¡Le gustaría oírte hoy!"],
        ),
        (
            "<p>هل جربت ذلك قبل اليوم؟ نعم جربت ذلك مرات كثيرة.</p>",
            ["هل جربت ذلك قبل اليوم؟", "نعم جربت ذلك مرات كثيرة."],
        ),
        ("<p>Fish &amp; chips</p>", ["Fish & chips"]),
    ],
)
def test_lines_are_sentences_long_enough_to_stand_alone(html, said):
    assert texts(html) == said


def test_what_a_reply_quotes_is_none_of_its_lines():
    quoting = "<blockquote><p>Said by another.</p><ul><li>At length.</li></ul></blockquote><p>I agree with her.</p>"
    assert texts(quoting) == ["I agree with her."]


def test_a_line_keeps_its_key_wherever_it_stands_and_is_one_however_often_it_is_said():
    (first,) = lines_of("<p>I walked to the <strong>bench</strong>.</p>")
    assert first.key == lines_of("<p>Something quite new above.</p><p>I walked to\n the bench.</p>")[1].key
    assert texts("<p>Walk to the old bench.</p><p>Walk to the old bench.</p>") == ["Walk to the old bench."]


def test_a_text_has_so_many_lines_at_most():
    assert len(lines_of("".join(f"<p>Line {number}</p>" for number in range(MOST + 5)))) == MOST
