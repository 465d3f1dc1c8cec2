"""One template gives subject, text and HTML in the person's language."""

import pytest
from django.core.exceptions import ValidationError
from django.template import engines
from django.test import override_settings

from hearth.core import mail
from hearth.core.models import OutgoingMail

TEMPLATE = """{% extends "core/mail/base.html" %}
{% block subject %}{{ name }} wrote
to you{% endblock %}
{% block preview %}A short word{% endblock %}
{% block body %}<h1>Hello {{ name }}</h1><p>{% translate "Sign in" %}: a long line that goes on and on until it has
to be wrapped somewhere, and a <a href="https://a.example/x">link</a>.</p>
<ul><li><a href="https://a.example/y" data-own-line>Who sleeps?</a><br>by Ana</li></ul>
{% mail_button "/sign-in/?a=b&c=d" "Open the page" %}{% mail_code "AB12-CD34" %}{% endblock %}"""


@pytest.fixture
def template(settings):
    """Serve TEMPLATE beside the project's own templates, as `letter.html`."""
    import copy

    changed = copy.deepcopy(settings.TEMPLATES)
    changed[0]["APP_DIRS"] = False
    changed[0]["OPTIONS"]["loaders"] = [
        ("django.template.loaders.locmem.Loader", {"letter.html": TEMPLATE}),
        "django.template.loaders.filesystem.Loader",
        "django.template.loaders.app_directories.Loader",
    ]
    with override_settings(TEMPLATES=changed):
        assert engines["django"]
        yield "letter.html"


def test_the_plain_text_reads_well(template, settings):
    text = mail.render(template, language="en", context={"name": "Ana & <Co>"}).text
    assert text.startswith("Hello Ana & <Co>\n\nSign in: a long line")
    assert all(len(line) <= 72 for line in text.splitlines() if "http" not in line)
    assert f"\n\nOpen the page:\n{settings.CONFIG.site_url}/sign-in/?a=b&c=d\n\nAB12-CD34\n\n" in text
    assert "link (https://a.example/x)" in text
    assert "- Who sleeps?\n  by Ana:\n  https://a.example/y\n" in text
    assert "A short word" not in text
    assert "{" not in text


def test_the_html_carries_its_style_and_asks_nothing_of_anyone(template):
    html = mail.render(template, language="en", context={"name": "<img src=x>"}).html
    assert '<html lang="en" dir="ltr">' in html
    assert "Hello &lt;img src=x&gt;" in html
    assert "<p style=" in html
    assert "prefers-color-scheme: dark" in html
    assert not any(word in html for word in ("<img", "<link", "<script", "url(", "@import"))


def test_a_subject_is_one_line_of_plain_words(template):
    evil = "Ana\r\nBcc: everyone@example.org\x00\u202e & <b>'quoted'</b>"
    subject = mail.render(template, language="en", context={"name": evil}).subject
    assert subject == "Ana Bcc: everyone@example.org & <b>'quoted'</b> wrote to you"
    assert len(mail.render(template, language="en", context={"name": "x" * 999}).subject) == 200


def test_it_is_written_in_the_persons_language_and_direction(template):
    spanish = mail.render(template, language="es", context={"name": "Ana"})
    assert '<html lang="es" dir="ltr">' in spanish.html
    assert '<html lang="ar" dir="rtl">' in mail.render(template, language="ar", context={"name": "Ana"}).html


@pytest.mark.django_db
def test_sending_promises_one_mail(template):
    mail.send(template, to="ana@example.org", language="es", context={"name": "Ana"}, headers={"X-Kind": "test"})
    row = OutgoingMail.objects.get()
    assert (row.to, row.subject, row.language) == ("ana@example.org", "Ana wrote to you", "es")
    assert row.text
    assert row.html


@pytest.mark.django_db
@pytest.mark.parametrize(
    "to", ["", "nobody", "a@example.org, b@example.org", "a@example.org\nBcc: b@example.org", "a b@x.org"]
)
def test_only_one_address_is_written_to(template, to):
    with pytest.raises(ValidationError):
        mail.send(template, to=to, language="en", context={"name": "Ana"})
    assert not OutgoingMail.objects.exists()


def test_addresses_in_mail_are_whole(settings):
    assert mail.absolute("/x/") == f"{settings.CONFIG.site_url}/x/"
    assert mail.absolute("https://other.example/") == "https://other.example/"
