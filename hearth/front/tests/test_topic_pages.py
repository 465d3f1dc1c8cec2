import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hearth.members.actions.staff import give_staff_rights
from hearth.topics.actions import Name, put_first_vocabulary, put_topic
from hearth.topics.models import NameKind, Topic
from tests.people import account_of, join_person, signed_in

LIST = "/topics/"


@pytest.fixture(autouse=True)
def vocabulary(db):
    put_first_vocabulary()


@pytest.fixture
def readers(client):
    member, staff = join_person(), join_person()
    give_staff_rights(account_of(staff), is_administrator=True)
    return {"anonymous": client, "member": signed_in(member), "staff": signed_in(staff)}


def page(client, address, language="en"):
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_reader_finds_a_topic_by_a_word_of_another_language(readers):
    for reader, client in readers.items():
        html = page(client, f"{LIST}?q=ataque+al+corazon")
        assert reverse("front:topic", args=["heart-attack"]) in html, reader
        assert '<b lang="es">Ataque al corazón</b>' in html


def test_a_page_for_visitors_can_be_kept_for_all_of_them(client):
    for address in (LIST, f"{LIST}?q=heart", "/topics/heart-failure/"):
        answer = client.get(address)
        assert "csrfmiddlewaretoken" not in answer.content.decode()
        assert not answer.cookies


def test_the_list_is_in_the_readers_language(client):
    assert "Insuficiencia cardíaca" in page(client, LIST, "es")
    html = page(client, LIST, "ar")
    assert "قصور القلب" in html
    assert 'dir="rtl"' in html


def test_a_misspelt_word_is_offered_its_neighbours(client):
    html = page(client, f"{LIST}?q=alzeimer")
    assert "We found no topic called" in html
    assert "These come close" in html
    assert html.index("/topics/alzheimers/") < html.index("/topics/cancer/")


@pytest.mark.parametrize("words", ["%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "%25", "_", "🙂", "\u202e"])
def test_strange_words_are_shown_as_words(client, words):
    assert "<script>alert" not in page(client, f"{LIST}?q={words}")


def test_a_search_of_ten_thousand_letters_is_cut_to_what_fits(client):
    html = page(client, f"{LIST}?q={'x' * 10_000}")
    assert f'value="{"x" * 100}"' in html
    assert f"“{'x' * 100}”" in html


@pytest.mark.parametrize("words", ["%00", "%00heart%00"])
def test_a_character_that_no_text_holds_is_a_bad_request(client, words):
    assert client.get(f"{LIST}?q={words}").status_code == 400


def test_a_topic_says_its_names_in_other_languages(readers):
    for client in readers.values():
        html = page(client, "/topics/heart-failure/")
        assert '<b lang="ar">قصور القلب</b>' in html
        assert '<b lang="es">Insuficiencia cardíaca</b>' in html
        assert "Congestive heart failure" in html
        assert "/topics/heart-and-circulation/" in html


def test_a_text_that_is_not_translated_says_which_language_it_is_in(client):
    put_topic("new", icon="leaf", names=[Name("es", NameKind.PREFERRED, "Nuevo")], description={"es": "Algo nuevo."})
    html = page(client, "/topics/new/")
    assert '<h1 lang="es">Nuevo</h1>' in html
    assert 'lang="es">Algo nuevo.' in html


@pytest.mark.parametrize("address", ["/topics/nothing/", "/topics/heart_failure/", "/topics/HEART-FAILURE/"])
def test_what_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_an_empty_vocabulary_says_so(client):
    Topic.objects.all().delete()
    assert "No topics yet" in page(client, LIST)


@pytest.mark.parametrize("address", [LIST, f"{LIST}?q=heart", f"{LIST}?q=alzeimer", "/topics/heart-and-circulation/"])
def test_the_number_of_queries_does_not_grow(client, address):
    with CaptureQueriesContext(connection) as before:
        page(client, address)
    for number in range(20):
        names = [Name("en", NameKind.PREFERRED, f"Heart and alzebra {number}")]
        put_topic(f"t-{number}", icon="leaf", names=names, description={}, broader=["heart-and-circulation"])
    with CaptureQueriesContext(connection) as after:
        page(client, address)
    assert len(after) <= len(before)
