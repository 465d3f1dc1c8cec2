"""Health data: written only under a consent, read by its person alone, gone at once when they say so."""

import ast
import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation

from hearth.core.refusals import Refusal
from hearth.members import derived
from hearth.members.actions.conditions import MOST_CONDITIONS, Told, add_condition
from hearth.members.actions.consent import give_consent, keep_situation, withdraw_situation
from hearth.members.actions.profile import Profile, edit_profile
from hearth.members.agreements import SITUATION_SENTENCE, SITUATION_SENTENCES, SITUATION_VERSION
from hearth.members.models import Condition, Consent, Situation
from hearth.members.queries.situation import consented_situation
from hearth.topics.actions import Name, put_topic
from hearth.topics.models import NameKind
from tests.cast import MADE_UP_ID
from tests.people import account_of, join_person, signed_in
from tests.threads import at_once

pytestmark = pytest.mark.django_db
HEARTH = Path(derived.__file__).parents[1]
PAGE, NEW = "members:settings-situation", "members:condition-new"
TOLD = {"relation": "myself", "words": "Canary heart", "since": "last spring", "stage": "waiting"}


@pytest.fixture
def member():
    return join_person()


@pytest.fixture
def account(member):
    return account_of(member)


@pytest.fixture
def client(member):
    return signed_in(member)


def agree_to_older(account):
    """Leave `account` with what it agreed to before the words changed."""
    keep_situation(account, reasons=["care"], words="Canary words", consents=True)
    Consent.objects.filter(account=account).update(version="2026-11")


def said_at(client, name=PAGE):
    return client.get(reverse(name)).content.decode()


def test_without_consent_nothing_is_kept(client):
    for name, given in ((PAGE, {"words": "Asthma"}), (NEW, TOLD | {"words": "Asthma"})):
        page = client.post(reverse(name), given).content.decode()
        assert "Without your consent" in page
        assert "Asthma" in page
    assert not Situation.objects.exists()
    assert not Consent.objects.exists()


def test_the_action_refuses_without_consent_whoever_calls_it(account):
    with pytest.raises(Refusal):
        add_condition(account, Told(words="Asthma"))
    agree_to_older(account)
    with pytest.raises(Refusal):
        add_condition(account, Told(words="Asthma"))
    assert not Condition.objects.exists()


def test_a_condition_is_kept_under_its_own_consent_and_shown_to_its_person(client, account):
    assert client.post(reverse(NEW), TOLD | {"consent": "on"}).url == reverse(PAGE)
    page = said_at(client)
    assert all(word in page for word in ("Canary heart", "last spring", "waiting"))
    assert Consent.objects.get().version == SITUATION_VERSION
    assert 'name="consent"' not in page, "what was agreed to is not asked again"
    assert "Canary heart" not in said_at(signed_in(join_person()))


def test_a_word_we_know_finds_its_topic_in_any_language(client, account):
    names = [Name("en", NameKind.PREFERRED, "Heart attack"), Name("es", NameKind.PREFERRED, "Ataque al corazón")]
    topic = put_topic("heart-attack", icon="heart", names=names, description={})
    give_consent(account)
    client.post(reverse(NEW), TOLD | {"words": "ataque al corazon"})
    assert Condition.objects.get().topic == topic
    assert ">Heart attack</bdi>" in said_at(client)
    topic.delete()
    assert "ataque al corazon" in said_at(client), "the person's words stay theirs"


def test_a_condition_is_changed_and_erased(client, account):
    give_consent(account)
    condition = add_condition(account, Told(words="Heart"))
    address = reverse("members:condition", args=[condition.public_id])
    assert 'value="Heart"' in client.get(address).content.decode()
    client.post(address, TOLD | {"relation": "parent"})
    condition.refresh_from_db()
    assert (condition.words, condition.relation, condition.since) == ("Canary heart", "parent", "last spring")
    client.post(reverse("members:condition-removal", args=[condition.public_id]))
    assert not Condition.objects.exists()


@pytest.mark.parametrize("noun", ["condition", "condition-removal"])
def test_another_persons_condition_answers_like_none(account, noun):
    give_consent(account)
    condition = add_condition(account, Told(words="Heart"))
    client, seen = signed_in(join_person()), []
    for public_id in (condition.public_id, MADE_UP_ID):
        answer = client.post(reverse(f"members:{noun}", args=[public_id]), TOLD)
        seen.append((answer.status_code, len(answer.content)))
    assert seen[0] == seen[1]
    assert seen[0][0] == 404
    condition.refresh_from_db()
    assert condition.words == "Heart"


@pytest.mark.parametrize(
    "wrong", [{"relation": "Aunt Rosa"}, {"words": ""}, {"words": "x" * 101}, {"since": "x" * 41}, {"stage": "x" * 121}]
)
def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(client, account, wrong):
    give_consent(account)
    page = client.post(reverse(NEW), TOLD | wrong)
    assert page.status_code == 200
    assert "field--error" in page.content.decode()
    assert not Condition.objects.exists()


def test_the_same_form_sent_twice_adds_one(client, account):
    give_consent(account)
    for _sending in range(2):
        client.post(reverse(NEW), TOLD | {"once": "the same key"})
    assert Condition.objects.count() == 1


def test_conditions_have_an_end(account, client):
    give_consent(account)
    for number in range(MOST_CONDITIONS):
        add_condition(account, Told(words=f"Condition {number}"))
    assert client.post(reverse(NEW), TOLD).status_code == 409
    assert Condition.objects.count() == MOST_CONDITIONS


def test_withdrawing_consent_erases_everything_at_once_and_leaves_the_ledger(client, account):
    keep_situation(account, reasons=["care"], words="Canary words", consents=True)
    add_condition(account, Told(words="Canary condition"))
    assert "Canary words" in said_at(client)
    assert client.post(reverse("members:situation-withdrawal")).status_code == 302
    assert not Situation.objects.exists()
    assert not Condition.objects.exists()
    assert Consent.objects.get().withdrawn_at
    page = said_at(client)
    assert "Canary" not in page
    assert "Withdrawn" in page
    assert str(SITUATION_SENTENCE) in page, "what was agreed to can be read afterwards"


def test_what_stays_on_the_page_after_the_withdrawal_is_said(client, account, member):
    stays = "What you say on your page yourself"
    give_consent(account)
    assert stays not in client.get(reverse("members:settings-situation")).content.decode()
    edit_profile(member, Profile(name=member.name, line="Heart failure since 2024"), by=member)
    page = client.post(reverse("members:situation-withdrawal"), follow=True).content.decode()
    assert "Erased. Nothing is kept here any more." in page
    assert re.search(stays + r'[^<]* <a href="/settings/">', page)


def test_a_form_kept_open_after_the_withdrawal_keeps_nothing(client, account):
    give_consent(account)
    client.get(reverse(NEW))
    withdraw_situation(account)
    assert "Without your consent" in client.post(reverse(NEW), TOLD).content.decode()
    assert not Condition.objects.exists()


def test_only_a_box_that_was_ticked_enters_the_ledger(client, account):
    """A page that still believes in a consent withdrawn since keeps nothing, and gives none in the person's name."""
    give_consent(account)
    withdraw_situation(account)
    with pytest.raises(Refusal, match="without your consent"):
        keep_situation(account, reasons=["care"], words="Canary words")
    client.post(reverse(PAGE), {"reasons": "care", "words": "Canary words"})
    assert Consent.objects.get().withdrawn_at
    assert not Situation.objects.exists()
    client.post(reverse(PAGE), {"reasons": "care", "words": "Canary words", "consent": "on"})
    assert Consent.objects.count() == 2
    client.post(reverse(PAGE), {"reasons": "care", "words": "Other words"})
    assert Consent.objects.count() == 2
    assert Situation.objects.get().words == "Other words"


def test_an_older_consent_covers_nothing_new_and_is_asked_again(client, account):
    agree_to_older(account)
    assert consented_situation(account) is None
    page = said_at(client)
    assert "We ask you again" in page
    assert "Canary words" in page
    assert 'name="consent"' in page
    assert "We ask you again" in said_at(client, "front:home")
    assert "Canary words" not in said_at(client, "front:home")
    client.post(reverse(PAGE), {"reasons": "care", "words": "Canary words", "consent": "on"})
    older, newer = Consent.objects.order_by("given_at")
    assert older.replaced_at
    assert (older.version, newer.version) == ("2026-11", SITUATION_VERSION)
    page = said_at(client)
    assert "Replaced by a newer one" in page
    assert "We ask you again" not in page
    assert "Canary words" in said_at(client, "front:home")


def test_every_version_that_was_ever_asked_can_be_read():
    assert SITUATION_SENTENCES[SITUATION_VERSION] == SITUATION_SENTENCE
    with translation.override("en"):
        texts = [str(sentence) for sentence in SITUATION_SENTENCES.values()]
    assert len(set(texts)) == len(texts), "Changed words are a new version."


def test_what_was_made_from_health_data_goes_with_it(account, monkeypatch):
    class Matches:
        def __init__(self):
            self.erased = 0

        def erase(self, whose):
            assert whose == account
            self.erased += 1

    matches = Matches()
    monkeypatch.setattr(derived, "_parts", {})
    derived.register("matches", matches)
    keep_situation(account, reasons=["care"], words="Mine", consents=True)
    add_condition(account, Told(words="Heart"))
    before = matches.erased
    withdraw_situation(account)
    assert (before, matches.erased) == (2, 3)


def test_a_part_that_cannot_erase_stops_the_withdrawal(account, monkeypatch):
    """Half erased is not erased: it fails whole, so that nobody believes it is gone."""

    class Broken:
        def erase(self, whose):
            raise RuntimeError("the index is away")

    keep_situation(account, reasons=["care"], words="Mine", consents=True)
    monkeypatch.setattr(derived, "_parts", {"broken": Broken()})
    with pytest.raises(RuntimeError, match="away"):
        withdraw_situation(account)
    assert Situation.objects.exists()
    assert Consent.objects.get().withdrawn_at is None


READERS = {"Situation", "Condition", "get_situation", "consented_situation", "list_conditions", "get_condition"}
READERS |= {"situation_and_doubt"}
NAMED_IN_THE_CONSENT = {
    "members/actions/conditions.py": "keeps it",
    "members/actions/consent.py": "keeps and erases it",
    "members/queries/own.py": "shows it to its person",
    "members/queries/situation.py": "shows it to its person",
    "members/views/situation.py": "shows it to its person",
    "members/adapters/health.py": "copies it for its person",
    "members/models/__init__.py": "declares it",
    "members/apps.py": "says that the topic it names may be merged into another",
    "front/queries.py": "chooses topics, and words with care",
}


def test_health_data_is_used_for_nothing_the_consent_does_not_name():
    """A new use is a new sentence in `agreements`, a new version, and a line here."""
    users = set()
    for path in HEARTH.rglob("*.py"):
        if {"tests", "migrations"} & set(path.parts):
            continue
        place = path.relative_to(HEARTH).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("hearth.members"):
                taken = {alias.name for alias in node.names}
                if (taken & READERS and place) or "*" in taken:
                    users.add(place)
            elif isinstance(node, ast.Attribute) and node.attr in {"situation", "conditions"} and "front" not in place:
                users |= {place} - {"members/urls.py"}
    assert users == set(NAMED_IN_THE_CONSENT)


def test_nothing_is_written_beside_a_withdrawal(waiting_database):
    account = account_of(join_person())
    for given in range(3):
        give_consent(account)
        acts = [
            lambda: withdraw_situation(account),
            *[lambda: add_condition(account, Told(words="Heart"))] * 2,
            *[lambda: keep_situation(account, reasons=["care"], words="Heart")] * 2,
        ]
        outcomes = at_once(len(acts), lambda number, acts=acts: acts[number]())
        kept = (Refusal, Condition, Situation)
        assert all(outcome is None or isinstance(outcome, kept) for outcome in outcomes), outcomes
        assert Consent.objects.filter(withdrawn_at__isnull=False).count() == Consent.objects.count() == given + 1
        assert not Condition.objects.exists()
        assert not Situation.objects.exists()
