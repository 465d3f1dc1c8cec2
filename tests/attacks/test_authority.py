"""Nobody gets more than is theirs by adding fields, swapping ids, or sending a form that was open too long."""

from urllib.parse import urlencode

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from hearth.core.models import OutgoingMail
from hearth.members.models import Account, Consent, Member, Situation
from hearth.organizations.models import Affiliation, CommunityLeader
from tests.attacks.doors import NAMES, OURS, doors
from tests.cast import OPERATOR, PERSONAS, VISITOR, World
from tests.inventory import INVENTORY, address_of
from tests.pages import forms_of
from tests.people import PASSWORD, account_of, join_person, signed_in

TAKING = [name for name, page in INVENTORY.items() if "POST" in page.takes and not page.needs_state]
EXTRA = {
    "is_staff": "on",
    "is_superuser": "on",
    "is_active": "on",
    "verified": "on",
    "primary": "on",
    "owner": "1",
    "account": "1",
    "user": "1",
    "id": "1",
    "pk": "1",
    "public_id": "2222222222",
    "standing": "clinician",
    "kind": "alias",
    "role": "administrator",
    "confirmed_at": "2026-01-01",
    "joined_at": "2001-01-01",
    "groups": "1",
    "user_permissions": "1",
    "organization": "1",
    "region": "europe",
    "author": "1",
}


def ranks() -> list[object]:
    """Return all that says what somebody is or may do."""
    return [
        *Account.objects.order_by("pk").values_list(
            "pk", "is_staff", "is_superuser", "is_active", "birth_year", "groups"
        ),
        *Member.objects.order_by("pk").values_list("pk", "public_id", "owner", "kind", "standing", "created_at"),
        *EmailAddress.objects.order_by("pk").filter(verified=True).values_list("email", "user", "primary"),
        *Affiliation.objects.order_by("pk").values_list("member", "organization", "role", "confirmed_at"),
        *CommunityLeader.objects.order_by("pk").values_list("member", "region"),
    ]


@pytest.mark.once
@pytest.mark.parametrize("name", NAMES)
def test_extra_fields_give_nothing(world: World, name):
    for door in doors(name, world):
        before = ranks()
        assert (
            door.send(**{key: value for key, value in EXTRA.items() if key not in door.form.fields}).status_code < 500
        )
        assert ranks() == before


def test_a_profile_form_cannot_open_the_page(world):
    (door,) = doors("members:settings", world)
    door.send(name="Plain", audience="everyone")
    assert Member.objects.get(pk=world.owner.pk).audience == "only_me"


@pytest.mark.parametrize("make", PERSONAS, ids=lambda make: make.__name__)
def test_only_operators_try_failures_again(world, make):
    row = OutgoingMail.objects.create(
        to="a@example.org", language="en", state="failed", finished_at=timezone.now(), attempts=8
    )
    persona = make(world)
    for address in (
        reverse("activity:retry", kwargs={"kind": "mails", "row_id": row.public_id}),
        reverse("activity:retry-all", kwargs={"kind": "mails"}),
    ):
        OutgoingMail.objects.filter(pk=row.pk).update(state="failed")
        status = persona.client.post(address, **OURS).status_code
        row.refresh_from_db()
        assert (status, row.state) == ((302, "waiting") if persona.kind == OPERATOR else (404, "failed"))


@pytest.mark.parametrize("name", [name for name in TAKING if INVENTORY[name].answers[VISITOR] == 302])
def test_a_form_kept_open_after_suspension_does_nothing(world, name):
    member = join_person("Soon suspended")
    client = signed_in(member)
    page = client.get(address_of(name, world))
    forms = forms_of(page.content.decode()) if page.status_code == 200 else []
    account = account_of(member)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    before = Account.objects.filter(pk=account.pk).values().get(), Member.objects.filter(pk=member.pk).values().get()
    given = {"name": "Changed", "audience": "everyone", "words": "Changed", "consent": "on", "password1": "x" * 20}
    for data in [given, *(form.filled(**given) for form in forms)]:
        answer = client.post(address_of(name, world), data, **OURS)
        assert answer.status_code == 302
        assert answer.url.startswith((reverse("account_login"), reverse("front:welcome")))
    after = Account.objects.filter(pk=account.pk).values().get(), Member.objects.filter(pk=member.pk).values().get()
    assert after == before
    assert not Situation.objects.filter(account=account).exists()
    assert not Consent.objects.filter(account=account).exists()


@pytest.mark.once
@pytest.mark.parametrize("name", NAMES)
def test_no_form_works_without_proof_that_it_is_ours(world, name):
    for door in doors(name, world):
        door.client.handler.enforce_csrf_checks = True
        given = {key: value for key, value in door.form.filled().items() if key != "csrfmiddlewaretoken"}
        answer = door.client.post(door.form.action or door.address, given, headers={"origin": "https://evil.example"})
        assert answer.status_code == 403


UNSAFE = [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "http:evil.example",
    "\t//evil.example",
]


@pytest.mark.once
@pytest.mark.parametrize("name", TAKING)
def test_nobody_is_led_away(world, client, name):
    """Whether signed in or not, by GET or by POST, no redirect leaves the site."""
    member, address = join_person("Led astray", email="led@example.org"), address_of(name, world)
    guess = {"login": "led@example.org", "password": "x"}
    for unsafe in UNSAFE:
        cache.clear()
        for browser in (client, signed_in(member)):
            for answer in (
                browser.get(address, {"next": unsafe}),
                browser.post(address, {"next": unsafe, **guess}, **OURS),
                browser.post(f"{address}?{urlencode({'next': unsafe})}", {}, **OURS),
            ):
                assert answer.status_code < 500
                assert _stays(answer.headers.get("Location", "/")), unsafe


def test_signing_in_stays_here_too(world, client):
    join_person(email="led@example.org")
    for unsafe in UNSAFE:
        answer = client.post(
            reverse("account_login"),
            {"next": unsafe, "login": "led@example.org", "password": PASSWORD},
        )
        assert answer.status_code == 302
        assert _stays(answer.url)
        client.logout()


def _stays(location: str) -> bool:
    return location.startswith("/") and not location.startswith(("//", "/\\"))
