import pytest
from django.urls import reverse

from hearth.members import names
from hearth.members.actions.joining import face_of
from hearth.members.models import Account
from tests.people import join_person

pytestmark = pytest.mark.django_db


def test_an_account_made_on_the_command_line_gets_one_quiet_face(client):
    account = Account.objects.create_superuser("root@example.org", "four plain words together")
    client.force_login(account)
    assert client.get(reverse("front:home")).status_code == 200
    assert face_of(account) == face_of(account)
    assert face_of(account).audience == "only_me"


def test_a_taken_invented_name_is_no_error(client, monkeypatch):
    join_person("Quiet Heron 7")
    numbers = iter([7, 8])
    monkeypatch.setitem(names._FIRST, "en", "Quiet")
    monkeypatch.setitem(names._SECOND, "en", "Heron")
    monkeypatch.setattr("secrets.randbelow", lambda below: next(numbers))
    account = Account.objects.create_superuser("root@example.org", "four plain words together")
    client.force_login(account)
    assert client.get(reverse("front:home")).status_code == 200
    assert face_of(account).name == "Quiet Heron 8"
