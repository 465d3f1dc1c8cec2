"""Every form of the site, found by reading its pages: a new form is attacked without being named here."""

from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from hearth.members.models import Member
from tests.cast import MEMBER, OPERATOR, VISITOR, Persona, World, anonymous, operator, owner
from tests.inventory import INVENTORY, address_of
from tests.pages import Form, forms_of
from tests.people import signed_in

OURS = {"headers": {"origin": "http://testserver"}}
NAMES = [
    name for name, page in INVENTORY.items() if page.html and "POST" in page.takes and 200 in page.answers.values()
]
# The panels of language and display are on every page: they are attacked once, on the page that is theirs.
PANELS = {reverse("members:display"), reverse("members:language")}


@dataclass
class Door:
    """A form in front of somebody who may send it."""

    client: Client
    address: str
    form: Form

    def send(self, **changes: object) -> HttpResponse:
        """Post the form as filled in by its page, with these changes."""
        cache.clear()  # limits on how often are attacked elsewhere
        return self.client.post(self.form.action or self.address, self.form.filled(**changes), **OURS)


def client_at(name: str, world: World) -> Client:
    """Return the client of somebody to whom page `name` shows its form, brought there."""
    page = INVENTORY[name]
    allowed = {"anonymous": VISITOR, "owner": MEMBER, "operator": OPERATOR}
    by = page.reached_by or next(name for name, kind in allowed.items() if page.answers[kind] == 200)
    client = {"anonymous": anonymous, "owner": owner, "operator": _operator}[by](world).client
    page.reach(client, world)
    return client


def _operator(world: World) -> Persona:
    """The operator, who joins the world once."""
    member = Member.objects.filter(name="Operator").first()
    return Persona("operator", OPERATOR, signed_in(member), member) if member else operator(world)


def doors(name: str, world: World) -> list[Door]:
    """Return the forms of page `name`."""
    client, address = client_at(name, world), address_of(name, world)
    found = forms_of(client.get(address).content.decode())
    return [Door(client, address, form) for form in found if form.action not in PANELS or name == "members:display"]
