"""People for tests, made by our own actions."""

import io
from datetime import timedelta
from functools import cache
from itertools import count

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from hearth.core.pictures import squares
from hearth.members import faces, photos
from hearth.members.actions.joining import Joining, join
from hearth.members.actions.staff import give_staff_rights
from hearth.members.agreements import RULES_VERSION
from hearth.members.models import Account, Member

PASSWORD = "four plain words together"
_numbers = count(1)


def join_person(name: str = "", *, days: int = 30, **given) -> Member:
    """Join somebody who signs in with PASSWORD, `days` ago as limits for newcomers count; return their main face."""
    number = next(_numbers)
    defaults = {
        "email": f"person-{number}@example.org",
        "name": name or f"Person {number}",
        "birth_year": 1970,
        "rules_version": RULES_VERSION,
        "password_hash": make_password(PASSWORD),
        "language": "en",
    }
    account = join(Joining(**defaults | given))
    account.joined_at -= timedelta(days=days)
    account.save(update_fields=["joined_at"])
    return faces.main_member(account)


def account_of(member: Member) -> Account:
    """Return the account behind a member, as it is now."""
    return Account.objects.get(pk=faces.account_of(member).pk)


def signed_in(member: Member) -> Client:
    """Return a client in which `member` is signed in, and what is noted once a day of a session has been noted."""
    client = Client()
    client.force_login(account_of(member))
    client.get(reverse("core:robots"))
    return client


def appoint(member: Member, *groups: str, days: int = 30) -> Member:
    """Give `member` the rights of `groups`, as whoever runs the server did `days` ago; return them."""
    give_staff_rights(account_of(member), groups=groups, at=timezone.now() - timedelta(days=days))
    return member


def show_photo(member: Member) -> None:
    """Let `member` show a photo, without the work of drawing it each time."""
    member.photo = photos.keep(_squares())
    Member.objects.filter(pk=member.pk).update(photo=member.photo)


@cache
def _squares() -> dict[int, bytes]:
    return squares(io.BytesIO(picture()), tuple(photos.SIZES.values()))


def picture(size: tuple[int, int] = (120, 100), *, format: str = "PNG", mode: str = "RGB", **given) -> bytes:
    """Return the bytes of a picture of one colour."""
    written = io.BytesIO()
    Image.new(mode, size).save(written, format, **given)
    return written.getvalue()
