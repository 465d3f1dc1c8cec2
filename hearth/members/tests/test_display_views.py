import pytest
from django.urls import reverse

from tests.people import account_of, join_person, signed_in

pytestmark = pytest.mark.django_db
OWN = {"headers": {"origin": "http://testserver"}}


def test_a_visitor_keeps_a_display_choice(client):
    client.post(reverse("members:display"), {"theme": "dark", "text": "large", "contrast": "more"}, **OWN)
    page = client.get(reverse("front:rules")).content.decode()
    assert 'data-theme="dark" data-contrast="more" data-text="large"' in page


def test_a_visitor_keeps_a_language(client):
    client.post(reverse("members:language"), {"language": "ar"}, **OWN)
    page = client.get(reverse("front:rules")).content.decode()
    assert '<html lang="ar" dir="rtl"' in page


def test_the_browser_chooses_the_language_of_whoever_chose_none(client):
    page = client.get(reverse("front:rules"), headers={"accept-language": "es-CL,es;q=0.9"}).content.decode()
    assert '<html lang="es"' in page


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
@pytest.mark.parametrize("page", ["display", "language"])
def test_other_sites_cannot_choose_for_anybody(client, page, origin):
    answer = client.post(reverse(f"members:{page}"), {"language": "ar"}, headers={"origin": origin})
    assert answer.status_code == 403
    assert not answer.cookies


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/rules/", "/rules/"),
        ("//evil.example", "/display/"),
        ("https://evil.example", "/display/"),
        ("x", "/display/"),
    ],
)
def test_the_way_back_stays_on_this_site(client, wanted, reached):
    assert client.post(reverse("members:display"), {"next": wanted}, **OWN).url == reached


def test_unknown_values_become_the_default(client):
    client.post(reverse("members:display"), {"theme": "<script>", "text": "huge"}, **OWN)
    assert client.cookies["hearth_display"].value == ".."
    client.post(reverse("members:language"), {"language": "xx"}, **OWN)
    assert "hearth_language" not in client.cookies


def test_a_members_choices_follow_them_to_another_device(client):
    member = join_person(email="m@example.org")
    signed_in(member).post(reverse("members:display"), {"theme": "dark"}, **OWN)
    signed_in(member).post(reverse("members:language"), {"language": "es"}, **OWN)
    assert account_of(member).theme == "dark"
    client.post(reverse("account_login"), {"login": "m@example.org", "password": "four plain words together"})
    page = client.get(reverse("front:home")).content.decode()
    assert '<html lang="es"' in page
    assert 'data-theme="dark"' in page


def test_nothing_of_a_members_choices_stays_on_a_device(client):
    member = join_person(email="m@example.org", language="es")
    client.post(reverse("account_login"), {"login": "m@example.org", "password": "four plain words together"})
    assert '<html lang="es"' in client.get(reverse("front:home")).content.decode()
    client.post(reverse("account_logout"))
    assert '<html lang="en"' in client.get(reverse("front:rules")).content.decode()
    assert account_of(member).language == "es"


def test_what_this_device_chose_wins_over_what_the_account_did_elsewhere(client):
    join_person(email="m@example.org", language="en")
    client.post(reverse("members:language"), {"language": "ar"}, **OWN)
    client.post(reverse("account_login"), {"login": "m@example.org", "password": "four plain words together"})
    assert '<html lang="ar"' in client.get(reverse("front:home")).content.decode()
