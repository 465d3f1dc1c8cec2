"""The number beside the bell."""

import pytest
from django.urls import reverse

from hearth.members.models import Account
from tests.people import account_of, signed_in

pytestmark = pytest.mark.django_db
COUNT = reverse("notifications:count")


def test_it_says_how_much_is_unread_and_no_cache_keeps_it(asker, answer, carry):
    answer()
    carry()
    said = signed_in(asker).get(COUNT)
    assert said.json() == {"count": 1, "shown": "1", "says": "1 unread notification"}
    assert said["Cache-Control"] == "private, no-store"


def test_it_says_nothing_while_nothing_changed(asker, answer, carry):
    client = signed_in(asker)
    before = client.get(COUNT)
    again = client.get(COUNT, headers={"If-None-Match": before["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    answer()
    carry()
    assert client.get(COUNT, headers={"If-None-Match": before["ETag"]}).json()["count"] == 1
    Account.objects.filter(pk=account_of(asker).pk).update(language="es")
    assert client.get(COUNT, headers={"If-None-Match": before["ETag"]}).status_code == 200


def test_many_are_not_counted_one_by_one(asker, answer, carry, django_assert_num_queries):
    for number in range(12):
        answer(f"Words {number}")
    carry()
    client = signed_in(asker)
    client.get(COUNT)
    with django_assert_num_queries(4):  # the session, the account, its main name, the number
        assert client.get(COUNT).json()["shown"] == "9+"


def test_visitors_have_no_bell(client):
    assert client.get(COUNT).status_code == 302
    assert "data-bell" not in client.get(reverse("front:welcome")).content.decode()


def test_members_have_one_that_needs_no_script(asker):
    html = signed_in(asker).get(reverse("front:home")).content.decode()
    assert f'href="{reverse("notifications:list")}" data-bell="{COUNT}"' in html
