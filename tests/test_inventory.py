"""The list of every address is complete, and everybody is answered as it says."""

import pytest
from django.urls import reverse

from tests.cast import PERSONAS, anonymous, insider, operator
from tests.inventory import INVENTORY, address_of, url_names


def test_every_url_name_is_in_the_inventory():
    assert sorted(set(url_names()) - set(INVENTORY)) == [], "Add these to tests/inventory.py."


def test_the_inventory_names_nothing_that_is_gone():
    assert sorted(set(INVENTORY) - set(url_names())) == []


def test_a_new_url_would_be_noticed(settings):
    settings.ROOT_URLCONF = "tests.urls_with_one_more"
    assert set(url_names()) - set(INVENTORY) == {"somewhere:new"}


@pytest.mark.parametrize("make", PERSONAS, ids=lambda make: make.__name__)
def test_everybody_is_answered_as_listed(world, make):
    persona = make(world)
    wrong = {}
    for name, page in INVENTORY.items():
        if page.needs_state or page.answers is None:
            continue
        answer = persona.client.get(address_of(name, world))
        if answer.status_code != page.answers[persona.kind]:
            wrong[name] = answer.status_code, page.answers[persona.kind]
    assert not wrong, f"{persona.name}: {{name: (answered, listed)}}"


@pytest.mark.parametrize("name", [name for name, page in INVENTORY.items() if page.needs_state])
def test_a_page_that_follows_another_shows_after_it(world, name):
    page = INVENTORY[name]
    persona = next(make for make in PERSONAS if make.__name__ == page.reached_by)(world)
    page.reach(persona.client, world)
    assert persona.client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", [name for name, page in INVENTORY.items() if page.needs_state])
def test_a_page_that_follows_another_does_not_show_before_it(world, name, client):
    assert client.get(reverse(name)).status_code in {302, 404}


@pytest.mark.parametrize("name", [name for name, page in INVENTORY.items() if page.missing])
def test_what_does_not_exist_is_not_found(world, client, name):
    assert client.get(reverse(name, kwargs=INVENTORY[name].missing)).status_code == 404


@pytest.mark.once
@pytest.mark.parametrize("make", [anonymous, insider, operator], ids=lambda make: make.__name__)
def test_no_method_breaks_any_page(world, make):
    """What is not taken is refused before any view is asked; nothing is a server error.

    One of each kind shows it, since the answers are listed by kind.
    """
    persona, wrong = make(world), {}
    persona.client.raise_request_exception = False
    for name, page in INVENTORY.items():
        listed = {page.answers[persona.kind], 302, 404, 405}
        for method in ("head", "options", "put", "patch", "delete", "trace"):
            status = getattr(persona.client, method)(address_of(name, world)).status_code
            safe = method in {"head", "options"}
            if not (status < 400 or status in listed if safe else status == 405):
                wrong[f"{method} {name}"] = status
    assert not wrong
