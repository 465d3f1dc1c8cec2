"""Every kind of answer: its headers, its look, and that bad input gets a clear word and never a 500."""

import os
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client

from hearth.core.gateway import REFUSED
from hearth.core.views import errors

pytestmark = [pytest.mark.django_db, pytest.mark.urls("hearth.core.tests.probe_urls")]
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "img-src": "'self' data:",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "form-action": "'self'",
}


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


def policy_of(response):
    parts = (part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";"))
    return {name: value for name, _space, value in parts}


KINDS = {
    "page": ("/display/", 200),
    "redirect": ("/home/", 302),
    "missing": ("/nothing/here/", 404),
    "forbidden": ("/probe/forbidden/", 403),
    "refused": ("/probe/refused/", 409),
    "bad": ("/probe/text/a%00b/", 400),
    "not this way": ("/probe/post-only/", 405),
    "broken": ("/probe/boom/", 500),
    "health": ("/health/", 200),
    "robots": ("/robots.txt", 200),
    "no slash": ("/display", 301),
}


@pytest.mark.parametrize(("path", "status"), KINDS.values(), ids=KINDS)
def test_every_answer_says_what_browsers_may_do_with_it(visitor, path, status):
    response = visitor.get(path)
    assert response.status_code == status
    policy = policy_of(response)
    assert {name: policy[name] for name in POLICY} == POLICY
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in response["Permissions-Policy"]
    assert response["Cache-Control"] == "private, no-store"


def test_static_files_carry_the_headers_too_and_may_be_kept(settings, tmp_path, visitor):
    (tmp_path / "x.svg").write_text("<svg/>")
    settings.STATIC_ROOT = tmp_path
    response = visitor.get("/static/x.svg")
    assert response.status_code == 200
    assert policy_of(response)["default-src"] == "'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "max-age" in response["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in response
    missing = visitor.get("/static/none.svg")
    assert missing.status_code == 404
    assert policy_of(missing)["default-src"] == "'none'"


def test_only_a_page_with_an_editor_lets_its_import_map_run(visitor):
    with_editor = policy_of(visitor.get("/probe/editor/"))["script-src"]
    assert with_editor.startswith("'self' 'sha256-")
    assert policy_of(visitor.get("/display/"))["script-src"] == "'self'"


@pytest.mark.parametrize("kind", ["missing", "forbidden", "refused", "bad", "not this way", "broken"])
@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("es", "ltr"), ("ar", "rtl")])
def test_error_pages_have_the_sites_look_in_the_readers_language(visitor, kind, language, direction):
    page = visitor.get(KINDS[kind][0], headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}" dir="{direction}"' in page
    assert "hearth.css" in page
    assert '<main id="main"' in page
    assert page.count("<h1") == 1
    assert "canary" not in page


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("get", "/probe/post-only/", "POST"),
        ("put", "/display/", "GET, HEAD, POST, OPTIONS"),
        ("delete", "/none/", "GET"),
    ],
)
def test_what_is_not_taken_is_told_in_words_and_says_what_is(method, path, allowed):
    response = getattr(Client(enforce_csrf_checks=True), method)(path)
    assert response.status_code == 405
    assert response["Allow"].startswith(allowed)
    assert "<h1>This address does something else</h1>" in response.content.decode()


def test_a_refusal_is_a_fragment_to_htmx_and_a_page_to_everyone_else(visitor):
    assert "<html" in visitor.get("/probe/refused/").content.decode()
    fragment = visitor.get("/probe/refused/", headers={"hx-request": "true"})
    assert fragment.status_code == 409
    assert "Please wait a day." in fragment.content.decode()
    assert "<html" not in fragment.content.decode()


def test_a_form_without_its_token_is_told_why():
    response = Client(enforce_csrf_checks=True).post("/sign-in/", {"login": "a@example.org", "password": "x"})
    assert response.status_code == 403
    assert "open for too long" in response.content.decode()


def test_too_many_tries_are_told_to_wait(rf):
    request = rf.get("/sign-in/")
    response = errors.too_many(request)
    assert response.status_code == 429
    assert "Please wait a moment" in response.content.decode()


NUL = {
    "path": lambda client: client.get("/probe/text/a%00b/"),
    "query": lambda client: client.get("/probe/echo/?q=a%00b"),
    "query name": lambda client: client.get("/probe/echo/?%00=b"),
    "form": lambda client: client.post("/probe/echo/", {"a": "b\x00"}),
    "form name": lambda client: client.post("/probe/echo/", {"a\x00": "b"}),
    "plain form": lambda client: client.post("/probe/echo/", "a=%00", content_type="application/x-www-form-urlencoded"),
    "sign in": lambda client: client.post("/sign-in/", {"login": "a\x00@example.org", "password": "x"}),
    "reset": lambda client: client.post("/password/reset/", {"email": "a\x00@example.org"}),
    "join": lambda client: client.post("/join/", {"name": "a\x00"}),
    "next": lambda client: client.get("/sign-in/?next=/%00"),
    "session cookie": lambda client: client.get("/home/", headers={"cookie": 'hearth_session="a\\000b"'}),
    "language cookie": lambda client: client.get("/", headers={"cookie": 'hearth_language="a\\000b"'}),
    "other encoding": lambda client: client.post(
        "/probe/echo/", b"a=b", content_type="application/x-www-form-urlencoded; charset=utf-16"
    ),
    "escape encoding": lambda client: client.post(
        "/probe/echo/",
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\\ud800\r\n--x--\r\n',
        content_type="multipart/form-data; boundary=x; charset=raw_unicode_escape",
    ),
    "length in words": lambda client: client.post("/probe/echo/", {"a": "b"}, CONTENT_LENGTH="many"),
    "length below nothing": lambda client: client.post("/probe/echo/", {"a": "b"}, CONTENT_LENGTH="-5"),
    "length with a sign": lambda client: client.post("/probe/echo/", {"a": "b"}, CONTENT_LENGTH="+5"),
    "length in other digits": lambda client: client.post("/probe/echo/", {"a": "b"}, CONTENT_LENGTH="²"),
    "length without end": lambda client: client.post("/probe/echo/", {"a": "b"}, CONTENT_LENGTH="9" * 5000),
    "no boundary": lambda client: client.post("/probe/echo/", b"--x", content_type="multipart/form-data"),
    "broken multipart": lambda client: client.post(
        "/probe/echo/", b"--x\r\nnonsense", content_type="multipart/form-data; boundary=\xff"
    ),
    "too many fields": lambda client: client.post("/probe/echo/", {f"a{n}": "b" for n in range(501)}),
    "wrong host": lambda client: client.get("/", headers={"host": "evil.example"}),
    "broken host": lambda client: client.get("/", headers={"host": "a b:c"}),
}


@pytest.mark.parametrize("send", NUL.values(), ids=NUL)
def test_input_that_makes_no_sense_gets_a_clear_400(visitor, send):
    response = send(visitor)
    assert response.status_code == 400
    assert "<h1>We could not read that</h1>" in response.content.decode()
    assert policy_of(response)["default-src"] == "'none'"


ODD = {
    "bytes in the path": "/topics/%ff%fe/",
    "surrogate in the path": "/topics/%ed%a0%80/",
    "bytes in the query": "/probe/echo/?q=%ff%ed%a0%80",
    "dots": "/../../etc/passwd",
    "long path": "/" + "a" * 5000 + "/",
    "long query": "/probe/echo/?q=" + "a" * 20000,
    "long number": "/people/" + "2" * 300 + "/",
}


@pytest.mark.parametrize("path", ODD.values(), ids=ODD)
def test_odd_addresses_break_nothing(visitor, path):
    assert visitor.get(path).status_code in {200, 400, 404}


@pytest.mark.parametrize(
    "cookie",
    [
        "hearth_session=" + "x" * 3000,
        "hearth_session=" + "0" * 32,
        "hearth_session=\xff\xfe",
        "hearth_display=\x01..",
        "hearth_csrf=short; ;;=;x",
        "hearth_language=../../etc",
        "messages=broken",
    ],
)
def test_broken_cookies_make_a_visitor_not_an_error(visitor, cookie):
    assert visitor.get("/display/", headers={"cookie": cookie}).status_code == 200
    assert visitor.get("/home/", headers={"cookie": cookie}).status_code == 302


def test_a_form_that_is_too_big_is_told_so(visitor):
    for response in (
        visitor.post("/probe/echo/", {"a": "x" * 2_200_000}),
        visitor.post("/probe/echo/", "a=" + "x" * 2_200_000, content_type="application/x-www-form-urlencoded"),
        visitor.post("/probe/echo/", "x", content_type="text/plain", CONTENT_LENGTH=str(35 * 1024 * 1024)),
    ):
        assert response.status_code == 413
        assert "too much at once" in response.content.decode()


@pytest.mark.parametrize(
    ("status", "said"), [(400, "could not read that"), (408, "did not reach us in time"), (503, "very busy")]
)
def test_a_form_that_did_not_come_whole_is_told_so(visitor, status, said):
    response = visitor.post("/probe/echo/", {"a": "x"}, **{REFUSED: status})
    assert response.status_code == status
    assert said in response.content.decode()


def test_a_file_within_the_limit_passes(visitor):
    file = SimpleUploadedFile("a.bin", b"x" * 3_000_000)
    assert visitor.post("/probe/echo/", {"a": "b", "file": file}).content.startswith(b"1 1")


def test_robots_are_kept_from_people(visitor):
    text = visitor.get("/robots.txt").content.decode()
    assert "Disallow: /people/\n" in text
    assert "Disallow: /settings/\n" in text


def test_health_says_ok_and_nothing_else(visitor):
    assert visitor.get("/health/").json() == {"status": "ok"}


WITHOUT_A_DATABASE = """
import django; django.setup()
from django.test import Client
client = Client(raise_request_exception=False)
health, broken = client.get("/health/"), client.get("/home/", headers={"cookie": "hearth_session=" + "a" * 32})
print(health.status_code, health.content.decode(), broken.status_code, "Something broke" in broken.content.decode(),
    "Content-Security-Policy" in broken)
"""


def test_without_a_database_health_and_pages_still_answer(tmp_path):
    site = {
        "HEARTH_HOME": str(tmp_path),
        "SECRET_KEY": "x" * 60,
        "DATABASE_URL": f"sqlite:///{tmp_path}/no/such/folder/x.sqlite3",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "HEARTH_LOG_LEVEL": "ERROR",
        "HEARTH_ALLOWED_HOSTS": "testserver",
        "DEBUG": "0",
    }
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT_A_DATABASE], env=os.environ | site, capture_output=True, text=True, timeout=60
    )
    assert ran.stdout.strip() == '503 {"status": "unavailable"} 500 True True'


def test_the_500_page_needs_nothing():
    assert "Something broke on our side" in render_to_string("500.html")
