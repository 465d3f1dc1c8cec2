"""What people write never becomes more than text, a few tags and safe links."""

import contextlib
import time
from html.parser import HTMLParser

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from hearth.core import richtext
from hearth.core.fields import RichTextField

ATTACKS = [
    "<script>alert(1)</script>",
    "<p><script>alert(1)</script>",
    "<p><img src=x onerror=alert(1)>",
    '<p><img src="javascript:alert(1)">',
    '<p><img src="https://elsewhere.example/pixel.gif">',
    '<p><img src="//elsewhere.example/pixel.gif">',
    '<p><img src="/media/../settings/">',
    '<p><img src="/media/%2e%2e/settings/">',
    '<p><img src="/media\\..\\x">',
    '<p><img src="/media/x.png?next=//evil">',
    '<p><img src="data:image/svg+xml,<svg onload=alert(1)>">',
    "<p><svg onload=alert(1)>",
    "<p><svg><script>alert(1)</script></svg>",
    '<p><math><mi xlink:href="data:x,<script>alert(1)</script>">',
    '<p><a href="javascript:alert(1)">x</a>',
    '<p><a href="JaVaScRiPt:alert(1)">x</a>',
    '<p><a href=" &#14; javascript:alert(1)">x</a>',
    '<p><a href="java&#10;script:alert(1)">x</a>',
    '<p><a href="vbscript:msgbox(1)">x</a>',
    '<p><a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<p><a href="//elsewhere.example">x</a>',
    '<p><a href="/settings/">x</a>',
    '<p><a href="https:elsewhere.example">x</a>',
    '<p><a href="https://user@elsewhere.example">x</a>',
    '<p><a href="http://[::1">x</a>',
    '<p><a href="http://1.2.3.4.5/">x</a>',
    '<p><a href="https://a.example" target=_blank rel=opener onclick=alert(1)>x</a>',
    '<p><iframe src="https://elsewhere.example"></iframe>',
    '<p><object data="x"></object><embed src=x>',
    '<p><form action="https://elsewhere.example"><input name=password></form>',
    "<p><style>*{display:none}</style>",
    '<p style="position:fixed" class="btn" id="main">x',
    '<p><base href="https://elsewhere.example">',
    '<p><meta http-equiv=refresh content="0;url=https://elsewhere.example">',
    '<p><noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<p><textarea><img src=x onerror=alert(1)></textarea>",
    "<p><template><img src=x onerror=alert(1)></template>",
    "<p><!--><img src=x onerror=alert(1)>-->",
    "<p><![CDATA[<script>alert(1)</script>]]>",
    "<p><xmp><script>alert(1)</script></xmp>",
    '<p><a href="https://a.example/&quot; onmouseover=&quot;alert(1)">x</a>',
    '<p><img src="/media/a.png" alt="&quot; onerror=&quot;alert(1)">',
    "<p><<script>alert(1)//<</script>",
    "<p><svg><style><img src=x onerror=alert(1)></style></svg>",
    '<p><math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=alert(1)&gt;">',
    "<p><form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
]


class Seen(HTMLParser):
    """Lists every tag and attribute as a browser would meet them."""

    def __init__(self, html):
        super().__init__()
        self.problems = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        allowed = {"a": {"href", "rel"}, "img": {"src", "alt"}}.get(tag, set())
        if tag not in richtext.TAGS or set(given) - allowed:
            self.problems.append((tag, given))
        if tag == "a" and (
            not given.get("href", "").lower().startswith(("http://", "https://", "mailto:", "tel:"))
            or given.get("rel") != "nofollow ugc noopener"
        ):
            self.problems.append((tag, given))
        if tag == "img" and (not given["src"].startswith("/media/") or ".." in given["src"] or "%" in given["src"]):
            self.problems.append((tag, given))

    def handle_comment(self, data):
        self.problems.append(("comment", data))

    handle_decl = handle_pi = unknown_decl = handle_comment


def assert_safe(html):
    assert Seen(html).problems == []
    assert not richtext.UNWANTED.search(html)
    assert richtext.clean(html) == html


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("markup", [None, True, False])
def test_attacks_come_out_as_harmless_words(attack, markup):
    assert_safe(richtext.clean(attack, markup=markup))


def test_the_check_itself_sees_an_attack():
    assert Seen("<p onclick=x>").problems
    assert Seen('<a href="javascript:x">').problems
    assert Seen("<script>").problems


TAGS = """<p> </p> <ul> </ul> <ol> <li> </li> <blockquote> </blockquote> <strong> <b> </b> </strong> <em> <a> </a> <h1>
    <h3> </h3> <br> <div> <script> </script> <svg> <style> </style> <table> <td> <a/href=https://a.example> <textarea>
    <p/onclick=x> <!-- --> <![CDATA[ <img/src=/media/a.png> <img/src=x/onerror=alert(1)> javascript: https://b.example/(
    http:/ /c.example ). / on & &amp; &lt; &#0; &#x202e; &nbsp; < > " ' \\ text"""
PIECES = st.sampled_from([*TAGS.split(), "\n", "\n\n", " ", "\x00", "\u202e", "\xa0", "\ud800"])


@given(st.lists(PIECES | st.text(max_size=5), max_size=25).map("".join), st.sampled_from([None, True, False]))
@hypothesis_settings(max_examples=200, deadline=None, database=None)
def test_whatever_is_written_comes_out_safe_and_stays_so(source, markup):
    assert_safe(richtext.clean(source, markup=markup))


@given(st.lists(PIECES, max_size=25).map("".join))
@hypothesis_settings(max_examples=100, deadline=None, database=None)
def test_plain_words_written_without_the_editor_are_kept(source):
    text = "words " + richtext.UNWANTED.sub("", source)
    shown = richtext.to_text(richtext.clean(text, markup=False), links=False)
    assert shown.split() == text.split()


def test_plain_text_becomes_paragraphs_lines_and_links():
    assert richtext.clean("One & <two>\r\nthree\n\n \nSee https://a.example/x?y=1&z=(2). ") == (
        "<p>One &amp; &lt;two&gt;<br>three</p>"
        '<p>See <a href="https://a.example/x?y=1&amp;z=(2)" rel="nofollow ugc noopener">https://a.example/x?y=1&amp;z=(2)</a>.</p>'
    )


def test_the_editors_html_is_kept():
    html = (
        "<h3>How it went</h3><p>A <strong>good</strong> <em>day</em><br>and more</p>"
        "<ul><li><p>one</p></li><li><p>two</p><ol><li><p>deeper</p></li></ol></li></ul><blockquote><p>quoted</p></blockquote>"
    )
    assert richtext.clean(html) == html


def test_foreign_html_is_brought_into_form():
    html = (
        "Loose <b>words</b><div>a<h1>Title</h1></div><ul>stray<li>item</ul><p> </p><p></p><table><tr><td>cell</table>"
    )
    assert richtext.clean(html, markup=True) == (
        "<p>Loose <strong>words</strong></p><p>a</p><h3>Title</h3>"
        "<ul><li><p>stray</p></li><li><p>item</p></li></ul><p>cell</p>"
    )


def test_a_picture_of_our_own_is_kept_with_its_words(settings):
    assert richtext.clean('<p><img src="/media/a/b.png" alt="A bench" width=9></p>') == (
        '<p><img src="/media/a/b.png" alt="A bench"></p>'
    )
    assert (
        richtext.clean(f'<p><img src="{settings.CONFIG.site_url}/media/b.png"></p>')
        == '<p><img src="/media/b.png" alt=""></p>'
    )


def test_marks_that_turn_the_order_of_letters_round_are_removed():
    assert richtext.clean("safe\u202egpj.exe\u202c\u2066x\u2069") == "<p>safegpj.exex</p>"
    assert richtext.clean("<p>safe&#x202e;gpj.exe</p>") == "<p>safegpj.exe</p>"
    assert richtext.clean("مرحبا\u200f!") == "<p>مرحبا\u200f!</p>"


def test_text_can_be_read_back_as_plain_text():
    html = richtext.clean(
        "<h3>Plan</h3><p>One<br>two <a href='https://a.example'>here</a></p><ul><li><p>a</p><ul><li><p>b</p></li></ul></li>"
        "<li><p>c</p></li></ul><ol><li><p>x</p></li><li><p>y</p></li></ol><blockquote><p>q</p></blockquote>"
    )
    assert richtext.to_text(html) == ("Plan\n\nOne\ntwo here (https://a.example)\n\n- a\n  - b\n- c\n1. x\n2. y\n\n> q")
    assert richtext.to_text("<blockquote><p>q</p><p>r</p></blockquote><p>a</p>") == "> q\n>\n> r\n\na"
    assert richtext.excerpt(html, 4) == "Plan: One two here…"
    assert richtext.excerpt("<p>two words</p>", 2) == "two words"


HEAVY = {
    "nested marks": "<p>" + "<b><i><u><a href=http://x.y>" * 1_900,
    "nested quotations": "<blockquote>" * 7_900,
    "nested lists": "<ul><li>" * 3_900,
    "addresses": "http://a.example " * 20_000,
    "brackets": "http://a.b/" + ")" * 300_000,
    "entities": "&" * 300_000,
    "tags": "<" * 300_000,
    "letters": "x" * 1_000_000,
}


@pytest.mark.parametrize("source", HEAVY.values(), ids=HEAVY)
def test_no_text_takes_long(source):
    began = time.process_time()
    with contextlib.suppress(richtext.TooLong):
        richtext.to_text(richtext.clean(source))
    assert time.process_time() - began < 5


class WordsForm(forms.Form):
    words = RichTextField(max_length=20, label="Words")


def field_html(form):
    return form["words"].as_widget()


def test_the_field_takes_plain_lines_and_the_editors_html_alike():
    for given_, kept in {
        "one\r\n\r\ntwo": "<p>one</p><p>two</p>",
        "<p>one</p><p onclick=x>two</p>": "<p>one</p><p>two</p>",
    }.items():
        form = WordsForm({"words": given_})
        assert form.is_valid()
        assert form.cleaned_data["words"] == kept


def test_the_field_counts_what_is_read_and_says_so():
    assert WordsForm({"words": "<p><strong>exactly twenty chars</strong></p>"}).is_valid()
    assert WordsForm({"words": "exactly twenty-one ch"}).errors == {
        "words": ["Please make this at most 20 characters long. It has 21."]
    }
    assert "too long" in WordsForm({"words": "x" * 500_000}).errors["words"][0]


def test_nothing_written_is_nothing():
    for empty in ("", "   ", "<p></p>", "<p>&nbsp;</p>", "<p><br></p>", "<script>x</script>"):
        field = RichTextField(required=True)
        if empty == "<script>x</script>":
            assert field.clean(empty) == "<p>&lt;script&gt;x&lt;/script&gt;</p>"
        else:
            with pytest.raises(ValidationError):
                field.clean(empty)


def test_without_scripts_the_text_area_holds_plain_text_and_tags_stay_in_an_attribute():
    html = field_html(WordsForm(initial={"words": "<p>one <strong>&lt;two&gt;</strong></p><p>three</p>"}))
    assert ">\none &lt;two&gt;\n\nthree</textarea>" in html
    assert 'data-editor-html="&lt;p&gt;one &lt;strong&gt;&amp;lt;two&amp;gt;&lt;/strong&gt;&lt;/p&gt;' in html
    assert "labelled" not in html


def test_what_was_typed_comes_back_after_an_error_as_it_was_typed():
    words = "far too many words\nfor this field <b>"
    form = WordsForm({"words": words})
    assert not form.is_valid()
    assert ">\nfar too many words\nfor this field &lt;b&gt;</textarea>" in field_html(form)
    assert "x" * 450_000 in field_html(WordsForm({"words": "x" * 450_000}))


def test_the_same_words_sent_back_without_the_editor_are_no_change():
    html = "<p>one <strong>two</strong></p><ul><li><p>three</p></li></ul>"
    field = RichTextField()
    assert not field.has_changed(html, "one two\r\n\r\n- three")
    assert not field.has_changed(html, html)
    assert field.has_changed(html, "one two")
