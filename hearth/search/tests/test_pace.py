"""Nobody makes a server search without end; who asks too fast is told so, and no row is written for it."""

import pytest
import time_machine
from django.test import Client

from hearth.search.tests.finding import page
from tests.people import join_person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_a_minute(settings):
    settings.PACES = dict.fromkeys(settings.PACES, (2, 2))


def ask(client, address, words="heart"):
    """Return what is answered: what is typed is posted, what is looked for is an address."""
    if field := {"/search/": "q", "/directory/": "name"}.get(address):
        return client.get(address, {field: words})
    return client.post(address, {"q": words}, headers={"origin": "http://testserver"})


@time_machine.travel("2026-11-03 10:00:00Z", tick=False)
@pytest.mark.parametrize(
    ("address", "answer"),
    [("/search/", 429), ("/directory/", 429), ("/search/suggestions/", 204), ("/topics/suggestions/", 204)],
)
def test_a_third_in_one_minute_is_too_many_of_a_person_and_of_a_network(address, answer):
    for client in (Client(), signed_in(join_person("Eager")), signed_in(join_person("Other"))):
        said = [ask(client, address).status_code for _ in range(3)]
        assert said == [200, 200, answer]
    with time_machine.travel("2026-11-03 10:01:00Z", tick=False):
        assert ask(Client(), address).status_code == 200


def test_the_page_says_so_and_the_box_keeps_the_words():
    for _ in range(3):
        answer = Client().get("/search/", {"q": "heart"})
    assert "That was a lot in a short time" in answer.content.decode()
    assert 'value="heart"' in answer.content.decode()


def test_the_directory_says_so_keeps_the_words_and_goes_on_without_a_name():
    for _ in range(3):
        answer = Client().get("/directory/", {"name": "heart"})
    assert answer.status_code == 429
    assert 'value="heart"' in answer.content.decode()
    assert Client().get("/directory/", {"kind": "hospital"}).status_code == 200


def test_the_empty_box_is_never_too_many():
    for _ in range(5):
        assert "That was a lot in a short time" not in page()


def test_counting_writes_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        ask(Client(), "/search/suggestions/", "h")
