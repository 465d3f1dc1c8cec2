"""A message is read whatever its form: who wrote it, to whom, what it says, and of what nature it is."""

import pytest

from hearth.core.mail.incoming import Fault, Incoming, Nature, Unreadable, cut, read
from hearth.core.tests.mail.letters import PICTURE, letter


def test_head_and_words():
    found = read(letter("Hello\n", Subject="Grüße, ok", Cc="B <B@Example.org>").as_bytes())
    assert (found.message_id, found.sender, found.sender_name) == ("1@example.org", "ana@example.org", "Ana Ruiz")
    assert found.recipients == ("reply@hearth.example", "b@example.org")
    assert (found.subject, found.text, found.images, found.nature) == ("Grüße, ok", "Hello", (), Nature.ANSWER)


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ("From: Ana <ANA@Example.org>", "ana@example.org"),
        ("From: ana@example.org (Ana)", "ana@example.org"),
        ("From: a@example.org, b@example.org", ""),
        ("From: a@example.org\r\nFrom: b@example.org", ""),
        ("From: =?utf-8?q?evil=40example=2Eorg?= <ana@example.org>", "ana@example.org"),
        ("From: =?utf-8?q?evil=40example=2Eorg=3E?=", ""),
        ('From: "b@example.org" <ana@example.org>', "ana@example.org"),
        ("From: undisclosed: ;", ""),
        ("From: Ana ana@example.org", ""),
        ("Sender: ana@example.org", ""),
        ("From: <>", ""),
    ],
)
def test_one_mailbox_in_from_and_no_other_is_the_sender(head, address):
    assert read(f"{head}\r\nTo: b@example.org\r\n\r\nx".encode()).sender == address


def test_every_way_of_saying_for_whom_counts():
    head = (
        "Delivered-To: A@x.org\nX-Original-To: b@x.org\nEnvelope-To: c@x.org\nTo: D <d@x.org>, e@x.org\nCc: a@x.org\n"
    )
    assert read(f"From: z@x.org\n{head}\nx".encode()).recipients == tuple(f"{name}@x.org" for name in "abcde")


def test_one_recipient_among_many_is_found():
    many = ", ".join(f"person-{number}@example.org" for number in range(80))
    assert read(f"From: z@x.org\nTo: {many}, reply@x.org\n\nx".encode()).recipients[-1] == "reply@x.org"


def test_headers_are_one_line_without_control_characters():
    raw = b"From: =?utf-8?q?Ana=0D=0ABcc=3A_all?= <a@x.org>\r\nSubject: one\r\n two\0=?utf-8?q?=0Athree?=\r\n\r\nx\0y"
    found = read(raw)
    assert (found.sender_name, found.subject, found.text) == ("Ana Bcc: all", "one two three", "xy")


@pytest.mark.parametrize(
    ("charset", "encoded", "text"),
    [
        ("iso-8859-1", "naïve “quoted”".encode("cp1252"), "naïve “quoted”"),
        ("us-ascii", "naïve".encode(), "naïve"),
        ("no-such-thing", "naïve".encode(), "naïve"),
        ("utf-8", b"na\xefve", "naïve"),
        ("windows-1256", "شكرا".encode("cp1256"), "شكرا"),
        ("ks_c_5601-1987", "감사".encode("cp949"), "감사"),
        ("punycode", b"maana-pta", "maana-pta"),
        ("", "naïve".encode(), "naïve"),
    ],
)
def test_words_are_read_whatever_their_label_claims(charset, encoded, text):
    raw = b"From: a@x.org\r\nContent-Type: text/plain; charset=" + charset.encode() + b"\r\n\r\n" + encoded
    assert read(raw).text == text


@pytest.mark.parametrize(("encoding", "body"), [("quoted printable", "na=C3=AFve"), ("Base64;", "bmHDr3Zl")])
def test_encodings_are_known_by_other_spellings(encoding, body):
    assert read(f"From: a@x.org\nContent-Transfer-Encoding: {encoding}\n\n{body}\n".encode()).text == "naïve"


def test_flowed_lines_are_one_paragraph_again():
    body = "It took \ntwo weeks.\n> a \n> b\n c\n-- \nAna"
    raw = f"From: a@x.org\nContent-Type: text/plain; format=flowed\n\n{body}"
    assert read(raw.encode()).text == "It took two weeks.\n> a b\nc\n-- \nAna"


def test_plain_text_is_taken_where_it_says_something_and_parts_are_joined():
    assert read(letter("plain", html="<p>rich</p>").as_bytes()).text == "plain"
    assert read(letter(" \n", html="<p>rich</p>").as_bytes()).text == "rich"
    mixed = letter("one")
    mixed.add_attachment(PICTURE, "image", "png", filename="a.png", disposition="inline")
    mixed.add_attachment("two", disposition="inline")
    mixed.add_attachment("a file", filename="notes.txt")
    mixed.add_attachment(letter("another's"))
    found = read(mixed.as_bytes())
    assert found.text == "one\n\ntwo"
    assert [(image.name, image.content, image.type) for image in found.images] == [("a.png", PICTURE, "image/png")]


def test_a_picture_is_known_by_its_name_and_pictures_of_signatures_are_left():
    message = letter(None, html='<p>See</p><div class="gmail_signature"><img src="cid:logo"></div><img src="cid:mine">')
    message.add_related(PICTURE, "image", "png", cid="<logo>")
    message.add_related(PICTURE + b"1", "image", "png", cid="<mine>")
    message.make_mixed()
    message.add_attachment(PICTURE + b"2", "application", "octet-stream", filename="../x/b.jpeg")
    message.add_attachment(b"%PDF", "application", "pdf", filename="c.pdf")
    images = read(message.as_bytes()).images
    assert [(image.name, image.content[-1:], image.type) for image in images] == [
        ("", b"1", "image/png"),
        ("b.jpeg", b"2", "image/jpeg"),
    ]


HTML = {
    "Gmail": """<div dir="ltr"><div>Yes, it helped.</div><div><br></div><div>Ana</div></div><br>
        <div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Mon B wrote:<br></div>
        <blockquote class="gmail_quote" style="margin:0 0 0 .8ex"><div>old</div></blockquote></div>""",
    "Gmail, beneath": """<div class="gmail_quote"><div class="gmail_attr">X</div><blockquote class="gmail_quote">old
        </blockquote></div><div>Yes, it helped.</div><div><br></div><div>Ana</div>""",
    "Gmail, inside what it wraps": """<div class="gmail_quote"><div class="gmail_attr">X</div>
        <blockquote class="gmail_quote">old</blockquote><div>Yes, it helped.<br><br>Ana</div></div>""",
    "Outlook on the web": """<style>p{}</style><div>Yes, it helped.</div><div><br></div><div>Ana</div>
        <div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> B<br></div><p>old</p>""",
    "Outlook": """<!--[if mso]><p>x</p><![endif]--><div><p class=MsoNormal>Yes, it helped.<o:p></o:p></p>
        <p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Ana</p><div><div style='border-top:solid 1.0pt'><p>
        <b>From:</b> B<br><b>Sent:</b> Monday<br><b>To:</b> A<br><b>Subject:</b> x</p></div></div>
        <p>old</p></div>""",
    "Apple Mail": """<div>Yes, it helped.<div><br></div><div>Ana</div><div><br><blockquote type="cite"><div>On 5 Jan
        2026, at 15:04, B wrote:</div><div>old</div></blockquote></div></div>""",
    "Thunderbird": """<p>Yes, it helped.</p><p>Ana</p>
        <div class="moz-cite-prefix">On 05/01/2026 B wrote:<br></div><blockquote type="cite"><p>old</p></blockquote>
        <div class="moz-signature">-- <br>Ana Ruiz</div>""",
    "Yahoo": """<div class="ydp1yahoo-style-wrap"><div>Yes, it helped.</div><div><br></div><div>Ana</div></div>
        <div id="yahoo_quoted_1" class="yahoo_quoted"><div>On Monday B wrote:</div><div>old</div></div>""",
    "GMX": """<div>Yes, it helped.</div><div>&nbsp;</div><div>Ana</div><div name="quote" style="border-left:2px solid">
        <div><b>Von:</b> B</div><div>old</div></div>""",
    "hidden": """<div style="display: none">preview</div><title>x</title><p>Yes, it helped.</p><p>Ana</p>""",
}


@pytest.mark.parametrize("html", HTML.values(), ids=HTML)
def test_html_alone_is_read_by_its_structure(html):
    found = cut(read(letter(None, html=html).as_bytes()).text)
    assert found.said == "Yes, it helped.\n\nAna"
    assert ("old" in found.quoted) == ("old" in html)


def test_what_a_writer_indents_or_lists_stays():
    html = '<blockquote style="margin:0 0 0 40px;border:none;padding:0px">mine</blockquote><ul><li>a<li>b</ul>'
    assert cut(read(letter(None, html=html).as_bytes()).text).said == "mine\n\n- a\n- b"


@pytest.mark.parametrize(
    ("headers", "nature"),
    [
        ({}, Nature.ANSWER),
        ({"Auto_Submitted": "no"}, Nature.ANSWER),
        ({"Auto_Submitted": "auto-replied (vacation)"}, Nature.AUTOMATIC),
        ({"Auto_Submitted": "auto-generated; owner-email=x"}, Nature.AUTOMATIC),
        ({"Precedence": "bulk"}, Nature.AUTOMATIC),
        ({"X_Autoreply": "yes"}, Nature.AUTOMATIC),
        ({"X_Auto_Response_Suppress": "All"}, Nature.AUTOMATIC),
        ({"List_Id": "<x.example.org>"}, Nature.AUTOMATIC),
        ({"Return_Path": "<>"}, Nature.AUTOMATIC),
        ({"Return_Path": "<ana@example.org>"}, Nature.ANSWER),
        ({"Feedback_ID": "i1234567:Fastmail"}, Nature.ANSWER),  # which mailbox providers add to what people write, too
        ({"From": "MAILER-DAEMON@example.org"}, Nature.AUTOMATIC),
        ({"From": "no-reply@example.org"}, Nature.AUTOMATIC),
        ({"From": "shop.donotreply@example.org"}, Nature.AUTOMATIC),
        ({"From": "noreplyson@example.org"}, Nature.ANSWER),
        ({"Message_ID": "<k7@Hearth.example>"}, Nature.LOOP),
        ({"Message_ID": "<hearth.example@example.org>"}, Nature.ANSWER),
        ({"X_Failed_Recipients": "b@example.org"}, Nature.BOUNCE),
    ],
)
def test_machines_are_told_from_people(headers, nature):
    assert read(letter(**headers).as_bytes(), own_domain="hearth.example").nature is nature


DSN = """From: MAILER-DAEMON@mx.example
To: bounce+abc@hearth.example
Content-Type: multipart/report; report-type={kind}; boundary=b

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/{kind}

{fields}
--b
Content-Type: text/rfc822-headers

Return-Path: <bounce+abc@hearth.example>
To: ana@example.org
--b--
"""


@pytest.mark.parametrize(
    ("status", "action", "permanent"),
    [
        ("5.1.1", "failed", True),
        ("5.1.10 (no MX)", "failed", True),
        ("5.2.1", "failed", True),
        ("5.2.2", "failed", False),
        ("5.7.1", "failed", False),
        ("5.1.8", "failed", False),
        ("4.1.1", "failed", False),
        ("5.1.1", "delayed", False),
        ("nonsense", "failed", False),
    ],
)
def test_a_report_says_of_whom_and_whether_for_good(status, action, permanent):
    fields = "Reporting-MTA: dns; mx\n\nOriginal-Recipient: rfc822;Ana@example.org\n"
    fields += f"Final-Recipient: rfc822; <box@example.net>\nAction: {action}\nStatus: {status}\n"
    found = read(DSN.format(kind="delivery-status", fields=fields).encode())
    assert (found.nature, found.text, found.recipients) == (Nature.BOUNCE, "", ("bounce+abc@hearth.example",))
    (failure,) = found.failures
    assert (failure.recipient, failure.original) == ("box@example.net", "ana@example.org")
    assert (failure.action, failure.is_permanent) == (action, permanent)


def test_bounces_in_other_forms_that_are_written_down():
    exim = read(letter("x", X_Failed_Recipients="a@example.org, b@example.org").as_bytes())
    assert [(failure.recipient, failure.is_permanent) for failure in exim.failures] == [
        ("a@example.org", True),
        ("b@example.org", True),
    ]
    said = "Hi. This is the qmail-send program at mx.\n\n<ana@example.org>:\nNo such mailbox. (#5.1.1)\n\n--- Below"
    qmail = read(letter(said, From="MAILER-DAEMON@mx.example").as_bytes())
    assert [(failure.recipient, failure.is_permanent) for failure in qmail.failures] == [("ana@example.org", True)]


def test_a_complaint_says_about_whom_and_from_where():
    fields = (
        "Feedback-Type: abuse\nOriginal-Mail-From: <bounce+abc@hearth.example>\nOriginal-Rcpt-To: ana@example.org\n"
    )
    found = read(DSN.format(kind="feedback-report", fields=fields).encode())
    assert found.nature is Nature.COMPLAINT
    assert [(one.recipient, one.envelope) for one in found.complaints] == [
        ("ana@example.org", "bounce+abc@hearth.example")
    ]
    by_its_head = read(DSN.format(kind="feedback-report", fields="Feedback-Type: abuse\n").encode())
    assert by_its_head.complaints == found.complaints
    assert not read(DSN.format(kind="feedback-report", fields="Feedback-Type: not-spam\n").encode()).complaints


def test_what_is_too_large_is_named_with_its_head():
    raw = letter("x" * 5000, Auto_Submitted="auto-replied").as_bytes()
    found = read(raw, limit=1000)
    assert found == Unreadable(
        Fault.TOO_LARGE, "1@example.org", "ana@example.org", ("reply@hearth.example",), Nature.AUTOMATIC
    )
    assert isinstance(read(raw), Incoming)
