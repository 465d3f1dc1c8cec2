"""Nobody sees what is not theirs: every private thing is marked, then everybody walks everywhere.

The marks are in `canaries.py`, the people in `cast.py`, the addresses in `inventory.py`. A new field of a model that
holds text must be in one of the two lists of `unmarked.py` or be planted.
"""

import html
import logging
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection
from django.db.models import CharField, JSONField, TextField
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hearth.core.logs import configure
from hearth.core.models import OutgoingMail
from hearth.search.actions.rebuilding import rebuild
from hearth.search.models import Kind
from tests import cast
from tests.canaries import Canary, forms_of, plant, text_of
from tests.cast import PERSONAS, Persona, World
from tests.inventory import INVENTORY
from tests.unmarked import PUBLIC, SAYS_NOTHING

HTMX = {"HX-Request": "true", "HX-Target": "main"}
OURS = {"Origin": "http://testserver"}
REACHING = [("get", {}), ("get", HTMX), ("post", OURS), ("post", OURS | HTMX)]
"""What every persona asks of every address."""

LIKE_GET = [("head", {}), ("options", {})]
"""Where views ask for the method they ask whether it is POST: one persona of each kind shows what these answer."""

REFUSED = [("put", {}), ("delete", {})]
"""These reach no view, as test_inventory.py shows of every address: one address shows what they say."""


@pytest.fixture
def canaries(world, tmp_path, settings):
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return plant(world, tmp_path)


@pytest.fixture
def log(monkeypatch) -> Iterator[list[str]]:
    """Everything that is logged during the test, as it would be written."""
    configure({"level": "INFO"})
    root, lines = logging.getLogger(), []
    formatter = root.handlers[0].formatter

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(formatter.format(record))

    keeper = Keeper()
    root.addHandler(keeper)
    yield lines
    root.removeHandler(keeper)


def walk(persona: Persona, world: World) -> Iterator[tuple[str, str]]:
    """Yield what was asked and all that was answered, for every address, method and htmx variant that can differ."""
    persona.client.raise_request_exception = False
    for (method, headers), names in asked_by(persona):
        for name in names:
            if name == "account_logout" and method == "post":
                continue
            page = INVENTORY[name]
            for arguments in filter(None, (page.arguments, page.hidden)):
                address = reverse(name, kwargs=arguments(world))
                answer = getattr(persona.client, method)(address, headers=headers)
                # Our own address, in a redirect or a form, repeats only what was asked.
                yield f"{method.upper()} {name} {headers}", text_of(answer).replace(address, "")


def asked_by(persona: Persona) -> Iterator[tuple[tuple[str, dict[str, str]], Iterable[str]]]:
    """Yield each variant, and the names of the addresses it is asked of; fewer where the database alone is another."""
    if connection.vendor != "sqlite":
        yield from ((variant, INVENTORY) for variant in REACHING if HTMX.items().isdisjoint(variant[1].items()))
        return
    yield from ((variant, INVENTORY) for variant in REACHING)
    if persona.name in {"anonymous", "member", "operator"}:
        yield from ((variant, INVENTORY) for variant in LIKE_GET)
    yield from ((variant, ["front:rules"]) for variant in REFUSED)


@pytest.mark.parametrize("make", PERSONAS, ids=lambda make: make.__name__)
def test_nobody_is_shown_what_is_not_theirs(world, canaries, log, make):
    persona = make(world)
    forbidden = [canary for canary in canaries if make.__name__ not in canary.may]
    leaks = set()
    for asked, said in walk(persona, world):
        forms = forms_of(said)
        leaks |= {f"{canary.field}: {asked}" for canary in forbidden if canary.is_in(*forms)}
    assert not leaks, "\n".join(sorted(leaks))
    assert any('"event": "request"' in line for line in log)
    written = forms_of("\n".join(log))
    assert not {canary.field for canary in canaries if not canary.beside and canary.is_in(*written)}, "in the log"
    assert not mail.outbox, "Mail goes out through the outbox only."
    rows = OutgoingMail.objects.exclude(subject="Canary-mail-subject")
    sent = forms_of("\n".join(f"{row.to} {row.subject} {row.text} {row.html}" for row in rows))
    assert not {canary.field for canary in canaries if canary.is_in(*sent)}, "in mail"


@pytest.mark.parametrize("make", PERSONAS, ids=lambda make: make.__name__)
def test_nobody_finds_by_search_what_is_not_theirs(world, canaries, make):
    rebuild()
    persona = make(world)
    said = found_by(persona, world)
    forms = forms_of(said)
    assert not {each.field for each in canaries if make.__name__ not in each.may and each.is_in(*forms)}
    if persona.name == "owner":
        fields = {canary.field for canary in canaries if canary.may and canary.is_in(*forms)}
        assert {"communities.Discussion.title", "communities.Reply.body"} <= fields, "Nothing private was to be found."


def found_by(persona: Persona, world: World) -> str:
    """Return all that every way of finding something says to `persona` of the word that each mark begins with.

    The results' pages to the last, suggestions, and what is close to a question in the places of the world.
    """
    asked = [{}, {"order": "newest"}, {"unanswered": "on"}, {"mine": "on"}, *({"kind": kind} for kind in Kind.values)]
    said = []
    for filters in asked:
        address: str | None = reverse("search:search") + "?" + urlencode({"q": "canary", **filters})
        while address:
            answer = persona.client.get(address)
            assert answer.status_code == 200
            page = text_of(answer)
            said.append(page.replace("<mark>", "").replace("</mark>", ""))
            found = re.search(r'href="(\?[^"]*cursor=[^"]*)" rel="next"', page)
            address = reverse("search:search") + html.unescape(found[1]) if found else None
    said.append(text_of(persona.client.post(reverse("search:suggestions"), {"q": "canary"}, headers=OURS)))
    told = world.conversations
    asks = [(persona.client.get, "search:beside", each.public_id) for each in (told.open, told.hidden)]
    asks += [(persona.client.post, "search:similar", each.public_id) for each in (told.place, told.closed_place)]
    for ask, name, key in asks:
        own = reverse(name, args=[key])  # in a redirect it repeats only what was asked
        said.append(text_of(ask(own, {"title": "canary"}, headers=OURS)).replace(own, ""))
    return "\n".join(said)


def test_each_canary_is_seen_by_somebody_permitted(world, canaries):
    """A canary that nobody can see would prove nothing."""
    clients = {name: getattr(cast, name)(world).client for name in ("owner", "operator")}
    unseen = []
    for canary in filter(lambda canary: canary.seen_at, canaries):
        page = INVENTORY[canary.seen_at]
        address = reverse(canary.seen_at, kwargs=(page.hidden or page.arguments)(world))
        asked = {canary.by} if canary.by else canary.may
        seen = [forms_of(text_of(client.get(address))) for name, client in clients.items() if name in asked]
        if not seen or not all(canary.is_in(*forms) for forms in seen):
            unseen.append(f"{canary.field} at {canary.seen_at}")
    assert not unseen


def test_members_see_the_pages_that_are_open_to_members(world, canaries):
    said = text_of(cast.outsider(world).client.get(reverse("front:person", args=[world.closed.public_id])))
    assert {f"Canary-{part}-closed" for part in ("name", "line", "about")} <= set(
        re.findall(r"Canary-\w+-closed", said)
    )


def test_demo_mail_is_read_in_a_demo_only(world, canaries, client, settings):
    settings.EMAIL_BACKEND = "hearth.core.mail.maildir.EmailBackend"
    key = next((Path(settings.EMAIL_FILE_PATH) / "new").iterdir()).name
    address = reverse("core:demo-message", args=[key])
    assert client.get(address).status_code == 404
    settings.CONFIG = _as_demo(settings.CONFIG)
    assert "Canary-kept-text" in text_of(client.get(address))
    assert "canary-kept@example.org" in text_of(client.get(reverse("core:demo-mail")))


def _as_demo(config):
    values = {name: getattr(config, name) for name in config.__dataclass_fields__}
    return type(config)(**values | {"demo": True})


@pytest.mark.parametrize("make", PERSONAS, ids=lambda make: make.__name__)
def test_what_is_hidden_answers_like_what_does_not_exist(world, make):
    persona, wrong = make(world), {}
    persona.client.get(reverse("front:rules"))  # what is done once for a process or a session is done
    for name, page in INVENTORY.items():
        if not page.hidden:
            continue
        hidden = _footprint(persona, reverse(name, kwargs=page.hidden(world)))
        if persona.name in page.shown_to:
            if hidden[0] != 200:
                wrong[name] = f"answered {hidden[0]} to somebody who may see it"
            continue
        missing = _footprint(persona, reverse(name, kwargs=page.missing))
        if hidden[0] != 404 or hidden != missing:
            wrong[name] = hidden[0], hidden[2], "unlike", missing[0], missing[2], {*hidden[1]} ^ {*missing[1]}
    assert not wrong


def _footprint(persona: Persona, address: str) -> tuple[int, list[str], int]:
    with CaptureQueriesContext(connection) as queries:
        answer = persona.client.get(address)
    text = re.sub(r'csrfmiddlewaretoken" value="\w+', "", text_of(answer).replace(address, "ADDRESS"))
    lines = [line for line in text.splitlines() if not line.lower().startswith(("content-length", "hearth_csrf="))]
    return answer.status_code, lines, len(queries)


def test_every_text_a_model_holds_is_planted_or_listed(world, canaries):
    held = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("hearth.")
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField | JSONField)
    }
    listed = {
        f"{label}.{name}" for part in (PUBLIC, SAYS_NOTHING) for label, names in part.items() for name in names.split()
    }
    planted = {canary.field for canary in canaries}
    assert held - planted - listed == set(), "Plant a canary in each, or say that it is public."
    assert listed - held == set(), "Listed, but no model has it any more."
    assert listed & planted == set()


def test_the_eye_finds_a_mark_however_it_is_written():
    canary = Canary("a.B.c", "canary-a&b@example.org")
    for text in ("canary-a&amp;b@example.org", "next=canary-a%26b%40example.org", "CANARY-A&B@EXAMPLE.ORG"):
        assert canary.is_in(*forms_of(f"x {text} y"))
    assert not canary.is_in("canary-a")
    assert not Canary("a.B.c", "one", beside="two").is_in("one")
    assert Canary("a.B.c", "one", beside="two").is_in("two one")
