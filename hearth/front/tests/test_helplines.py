import dataclasses
from datetime import date

import pytest
from django.conf import settings as site
from django.core.checks import run_checks
from django.utils.formats import date_format

from hearth.front import helplines
from hearth.members.actions.profile import Profile, edit_profile
from tests.people import join_person, signed_in

OURS = """
[CL]
emergency = "131"
[[CL.lines]]
name = "Línea <b>nuestra</b>"
lang = "es"
number = "*4141"
languages = ["es"]
ways = ["call", "text"]
source = "minsal.cl"
checked_on = "2026-11-02"
"""


@pytest.fixture
def use(settings, tmp_path):
    def use(text):
        path = tmp_path / "ours.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        settings.CONFIG = dataclasses.replace(site.CONFIG, helplines=str(path))
        return path

    return use


def page(client, language="en"):
    answer = client.get("/help/", headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def complaints():
    return [message for message in run_checks() if message.id == "hearth.E001"]


def test_the_shipped_list_says_that_nobody_here_has_checked_it(client):
    html = page(client)
    assert 'href="tel:988"' in html
    assert 'href="tel:*4141"' in html
    assert 'href="tel:08001110111"' in html
    assert "Not all of these numbers have been checked yet" in html
    assert "not checked by us yet" in html
    assert "checked on" not in html
    assert not any(line.checked_on for country in helplines.read(helplines.SHIPPED) for line in country.lines)


def test_every_shipped_line_names_its_source_and_its_country_once():
    countries = helplines.read(helplines.SHIPPED)
    assert len({country.code for country in countries}) == len(countries) > 20
    assert all(line.source and line.dial for country in countries for line in country.lines)
    assert all(country.emergency for country in countries)


def test_no_name_says_its_number_again():
    def digits(text):
        return "".join(each for each in text if each.isdigit())

    lines = [line for country in helplines.read(helplines.SHIPPED) for line in country.lines]
    assert [line.name for line in lines if digits(line.number) in digits(line.name)] == []


def test_what_is_written_left_to_right_stays_so_on_an_arabic_page(client):
    html = page(client, "ar")
    assert '<bdi dir="ltr">143</bdi>' in html
    assert '<bdi dir="ltr">143.ch</bdi>' in html


def test_the_hosts_own_list_stands_alone_and_shows_when_it_was_checked(client, use):
    use(OURS)
    html = page(client)
    assert f"checked on {date_format(date(2026, 11, 2), 'DATE_FORMAT')}" in html
    assert "Not all of these numbers" not in html
    assert "tel:988" not in html
    assert "<b>nuestra</b>" not in html
    assert "Línea &lt;b&gt;nuestra&lt;/b&gt;" in html
    assert complaints() == []


def test_a_change_of_the_hosts_list_is_seen_at_once(use):
    path = use(OURS)
    assert helplines.helplines()[0].lines[0].checked_on == date(2026, 11, 2)
    path.write_text(OURS.replace("2026-11-02", "2026-11-03") + "\n")
    assert helplines.helplines()[0].lines[0].checked_on == date(2026, 11, 3)


@pytest.mark.parametrize(
    "text",
    [
        "[CL",
        b"\xff\xfe",
        "[XX]\n",
        "CL = 1",
        "[CL]\nlines = 3",
        OURS.replace("2026-11-02", "soon"),
        OURS + "more = 1\n",
    ],
)
def test_a_broken_list_is_named_at_start_and_the_page_still_answers(client, use, text):
    path = use(text)
    (complaint,) = complaints()
    assert str(path) in complaint.msg
    assert 'href="tel:988"' in page(client)


def test_a_missing_list_is_named_at_start_and_the_page_still_answers(client, settings):
    settings.CONFIG = dataclasses.replace(site.CONFIG, helplines="/nowhere/ours.toml")
    assert "/nowhere/ours.toml" in complaints()[0].msg
    assert 'href="tel:988"' in page(client)


def test_countries_stand_in_the_order_of_the_readers_language(client):
    html = page(client, "es")
    assert html.index('id="DE"') < html.index('id="ES"') < html.index('id="US"')
    html = page(client, "en")
    assert html.index('id="DE"') > html.index('id="FR"')


def test_a_members_own_country_comes_first(db):
    member = join_person()
    assert "In your country" not in page(signed_in(member))
    edit_profile(member, Profile(name=member.name, country="NZ"), by=member)
    html = page(signed_in(member))
    assert "In your country: New Zealand" in html
    assert html.index("tel:1737") < html.index('id="AU"')
