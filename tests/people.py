"""People for tests, made by our own actions."""

from itertools import count

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from hearth.members import faces
from hearth.members.actions.joining import Joining, join
from hearth.members.agreements import RULES_VERSION
from hearth.members.models import Account, Member

PASSWORD = "four plain words together"
_numbers = count(1)


def join_person(name: str = "", **given) -> Member:
    """Join somebody who signs in with PASSWORD; return their main face."""
    number = next(_numbers)
    defaults = {
        "email": f"person-{number}@example.org",
        "name": name or f"Person {number}",
        "birth_year": 1970,
        "rules_version": RULES_VERSION,
        "password_hash": make_password(PASSWORD),
        "language": "en",
    }
    return faces.main_member(join(Joining(**defaults | given)))


def account_of(member: Member) -> Account:
    """Return the account behind a member, as it is now."""
    return Account.objects.get(pk=faces.account_of(member).pk)


def signed_in(member: Member) -> Client:
    """Return a client in which `member` is signed in, and what is noted once a day of a session has been noted."""
    client = Client()
    client.force_login(account_of(member))
    client.get(reverse("core:robots"))
    return client
