"""Real messages, many of them malformed, are read without an exception and at once."""

import time
from pathlib import Path

import pytest

from hearth.core.mail.incoming import Incoming, Nature, cut, read

MESSAGES = Path(__file__).parents[5] / "shared/data/mail/eml"
pytestmark = pytest.mark.skipif(not MESSAGES.exists(), reason="the sample of mail in ../shared/data is not here")
PDF = "Just attaching another PDF, here, to see what the message looks like, and to see if I can figure out what is "
SAID = {
    "attachment_emails__attachment_pdf.eml": f"{PDF}going wrong here.",
    "attachment_emails__attachment_with_base64_encoded_name.eml": (
        "We should not include these files or vcards as attachments."
    ),
    "error_emails__multiple_invalid_content_dispositions.eml": "foo",
    "mime_emails__email_with_similar_boundaries.eml": "Test",
    "mime_emails__raw_email_with_illegal_boundary.eml": "Hello\nThis is an outlook test\n\nSo there.\n\nMe.",
    "mime_emails__two_from_in_message.eml": (
        "When sending email:\n* From Hotmail you get the ads as well.\n* From GMail you also get the person's signature"
        ".\n\nI'm curious, and I might do some digging tomorrow as well, to see if its possible to strip the last "
        "little bit (signature/ads) from email messages."
    ),
    "multi_charset__japanese_attachment.eml": "testing",
    "multi_charset__japanese_iso_2022.eml": "すみません。",
    "plain_emails__basic_email.eml": "Plain email.\n\nHope it works well!\n\nMikel",
    "plain_emails__raw_email_bad_time.eml": "",
    "rfc2822__example01.eml": 'This is a message just to say hello.\nSo, "Hello".',
    "rfc6532__utf8_headers.eml": "body",
}


def _all():
    return sorted(MESSAGES.glob("*.eml"))


def test_every_message_is_read_at_once():
    assert len(_all()) >= 50
    for path in _all():
        began = time.process_time()
        found = read(path.read_bytes())
        assert isinstance(found, Incoming), path.name
        cut(found.text)
        assert time.process_time() - began < 2, path.name


@pytest.mark.parametrize("name", SAID)
def test_what_was_said(name):
    assert cut(read((MESSAGES / name).read_bytes()).text).said == SAID[name]


def test_reports_are_told_from_people():
    natures = {path.name: read(path.read_bytes()) for path in _all()}
    bounces = {name: found.failures for name, found in natures.items() if found.nature is Nature.BOUNCE}
    assert set(bounces) == {
        "multipart_report_emails__multi_address_bounce2.eml",
        "multipart_report_emails__report_422.eml",
    }
    assert [len(failures) for _name, failures in sorted(bounces.items())] == [5, 1]
    assert {failure.is_permanent for failure in bounces["multipart_report_emails__multi_address_bounce2.eml"]} == {True}
    assert not bounces["multipart_report_emails__report_422.eml"][0].is_permanent
