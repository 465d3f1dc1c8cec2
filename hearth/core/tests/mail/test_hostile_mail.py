"""Whatever bytes come in, they are read or refused, without an exception and at once."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearth.core.mail.incoming import Fault, Incoming, Unreadable, betrays, cut, read

MILLION = 1_000_000
HEAD = b"From: a@x.org\r\nTo: b@x.org\r\nMessage-ID: <1@x>\r\n"


def nested(levels):
    parts = (f'Content-Type: multipart/mixed; boundary="{n}"\r\n\r\n--{n}\r\n' for n in range(levels))
    return HEAD + "".join(parts).encode() + b"\r\nx"


def mail(body, kind=b"text/plain"):
    return HEAD + b"Content-Type: " + kind + b"\r\n\r\n" + body


ATTACKS = {
    "one line": mail(b"a" * MILLION),
    "one short line": mail(b"a" * 390_000),
    "one line of openings": mail(b"On 5 Jan 2026 at 15:04 wrote " * 13_000),
    "lines of openings": mail(b"On 5 Jan 2026 at 15:04, a@b.cd wrote\r\n" * 10_000),
    "colons": mail(b"a:\r\n" * 19_000),
    "heads": mail(b"From: x\r\n" * 19_000),
    "rules": mail(b"_____\r\n\r\n" * 9_000),
    "brackets": mail(b"<" * 390_000),
    "signatures": mail(b"Sent from my iPhone\r\n" * 15_000),
    "notices": mail(b"intended recipient, confidential\r\n\r\n" * 9_000),
    "deep quotation": mail(b">" * 10_000 + b" x\r\nyes"),
    "levels of quotation": mail(b"".join(b">" * n + b" x\r\n" for n in range(800)) + b"yes"),
    "digits": mail(b"12 " * 130_000),
    "NUL": mail(b"\0" * MILLION),
    "nested parts": nested(10_000),
    "few nested parts, many lines": nested(15) + b"\r\nx" * 140_000,
    "many parts": mail(b"--b\r\n\r\nx\r\n" * 10_000, b"multipart/mixed; boundary=b"),
    "messages in messages": HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 10_000,
    "one long header": b"X: " + b"x" * MILLION + b"\r\n\r\nx",
    "many headers": HEAD + b"A: b\r\n" * 40_000 + b"\r\nx",
    "parameters": mail(b"x", b'multipart/mixed; a="' + b";" * 200_000),
    "encoded words": b"Subject: " + b"=?a?q?" * 40_000 + b"\r\n\r\nx",
    "addresses": b"From: " + b"a@x.org," * 20_000 + b"\r\n\r\nx",
    "recipients": b"From: a@x.org\r\n" + (b"To: " + b"a@x.org," * 1_900 + b"\r\n") * 16 + b"\r\nx",
    "comments": b"From: " + b"(" * 200_000 + b"\r\n\r\nx",
    "punycode": mail(b"x-" * 150_000, b"text/plain; charset=punycode"),
    "nested elements": mail(b"<div>" * 11_000 + b"x", b"text/html"),
    "nested quotations": mail(b"<blockquote>x" * 11_000, b"text/html"),
    "elements without end": mail(b"<" * 490_000, b"text/html"),
    "ampersands": mail(b"&" * 390_000, b"text/html"),
    "comments of HTML": mail(b"<!--" * 11_000, b"text/html"),
    "flowed": mail(b"x \r\n" * 19_000, b"text/plain; format=flowed"),
    "too large": mail(b"x" * 11 * MILLION),
    "recipients of a report": mail(
        b"--b\r\nContent-Type: message/delivery-status\r\n\r\n" + b"Final-Recipient: rfc822; a@x.org\r\n\r\n" * 20_000,
        b"multipart/report; report-type=delivery-status; boundary=b",
    ),
    "nothing": b"",
}


@pytest.mark.parametrize("raw", ATTACKS.values(), ids=ATTACKS)
def test_no_mail_takes_long(raw):
    began = time.process_time()
    found = read(raw)
    if isinstance(found, Incoming):
        cut(found.text)
        betrays(found.text, names=[found.sender_name or "Ana Ruiz"], address="ana.ruiz@example.org")
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("nested parts", Fault.TOO_MANY_PARTS),
        ("many parts", Fault.TOO_MANY_PARTS),
        ("one long header", Fault.LONG_HEADERS),
        ("too large", Fault.TOO_LARGE),
        ("one line", Fault.LONG_TEXT),
        ("elements without end", Fault.LONG_TEXT),
    ],
)
def test_what_is_refused_says_why(name, fault):
    found = read(ATTACKS[name])
    assert isinstance(found, Unreadable)
    assert found.fault is fault


@settings(max_examples=200)
@given(
    st.binary(max_size=300)
    | st.lists(
        st.sampled_from(
            b"From: a@x|From: |Content-Type: multipart/mixed; boundary=b|--b|--b--|Content-Transfer-Encoding: base64"
            b"|Content-Type: text/html; charset=\xff|Content-Type: message/delivery-status|=?utf-8?b?\xff||<p>|\0|:| "
            b"|Content-Disposition: attachment; filename*0*=x''%|\xff\xfe".split(b"|")
        ),
        max_size=25,
    ).map(b"\r\n".join)
)
def test_no_bytes_raise(raw):
    found = read(raw)
    if isinstance(found, Incoming):
        cut(found.text)
