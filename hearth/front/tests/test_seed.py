import dataclasses
import io
import json
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import time_machine
from django.conf import settings as site
from django.core import mail
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from hearth.activity.ports import How
from hearth.communities.actions.merging import merge_discussions
from hearth.communities.forms.places import CommunityForm
from hearth.communities.models import Answering, Attention, Community, Discussion, Draft, Role
from hearth.core.models import OutgoingMail
from hearth.front.management.commands import run
from hearth.front.seed.entries import demo_addresses
from hearth.front.seed.people import PASSWORD
from hearth.matching.models import Offer
from hearth.members.agreements import SITUATION_VERSION
from hearth.members.models import Account, Audience, Consent, Member, Standing
from hearth.members.queries.own import situation_asked_since
from hearth.members.queries.people import get_account, get_main_member
from hearth.moderation.models import Case
from hearth.notifications.models import Choice, Notification
from hearth.notifications.queries.digests import gather
from hearth.notifications.queries.missed import missed_by
from hearth.notifications.queries.reception import reception_of
from hearth.organizations.models import Affiliation, CommunityLeader, Organization
from tests.people import join_person

NOW = "2026-11-20T12:00:00+00:00"
MOST_QUERIES = 12_000  # some five seconds of processor time, which is twice that beside other work
ROOMS = [
    "account",
    "activity",
    "auth.group",
    "communities",
    "core",
    "matching",
    "members",
    "moderation",
    "organizations",
    "topics",
]


class Healthy(BaseHTTPRequestHandler):
    """A site that says it is well."""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def demo(settings, db):
    settings.CONFIG = dataclasses.replace(site.CONFIG, demo=True)


def seed(now=NOW):
    said = io.StringIO()
    call_command("seed", now=now and datetime.fromisoformat(now), stdout=said)
    return said.getvalue()


def test_nobody_consented_to_words_that_were_not_there_yet(demo):
    seed()
    given = Consent.objects.filter(version=SITUATION_VERSION)
    assert given.count() > 3
    assert not given.filter(given_at__lt=situation_asked_since()).exists()
    assert situation_asked_since().date().isoformat() == SITUATION_VERSION


def test_stewards_of_the_demo_world_save_what_their_communities_say_unchanged(demo):
    seed()
    for place in Community.objects.all():
        steward = place.memberships.get(role=Role.STEWARD).member
        form = CommunityForm(by=steward, community=place)
        said = {each.name: each.initial for each in form if each.initial not in (None, "")}
        said["topics"] = [topic.slug for topic in place.topics.all()]
        again = CommunityForm(said, by=steward, community=place)
        assert again.is_valid(), (place.name, again.errors)


def dump():
    written = io.StringIO()
    # Permissions are numbered anew, and what is owed to the machine has its own times.
    call_command(
        "dumpdata",
        *ROOMS,
        natural_foreign=True,
        exclude=["activity.delivery", "core.emptying", "matching.question"],
        stdout=written,
    )
    rows = json.loads(written.getvalue())
    for row in rows:
        links = {
            name: sorted(row["fields"][name])
            for name in ("broader", "related", "groups", "permissions", "topics")
            if name in row["fields"]
        }
        row["fields"] |= links  # a database returns them in any order
        row["fields"].pop("digest", None)  # a link is never the same twice
    return rows


STARTERS = [("prepare", {}), ("web", {"skip_checks": False}), ("worker", {"once": True, "skip_checks": False})]


@pytest.mark.parametrize(("starter", "options"), STARTERS)
def test_the_demo_world_is_not_served_outside_demo_mode(demo, settings, starter, options):
    seed()
    settings.CONFIG = dataclasses.replace(site.CONFIG, demo=False)
    with pytest.raises((SystemExit, CommandError), match="HEARTH_DEMO is off"):
        call_command(starter, **options)


@pytest.mark.parametrize(("starter", "options"), STARTERS)
def test_a_site_with_people_of_its_own_becomes_no_demo(demo, starter, options):
    join_person()
    with pytest.raises((SystemExit, CommandError), match="HEARTH_DEMO is on"):
        call_command(starter, **options)


def test_what_agrees_with_the_mode_starts(demo, settings):
    assert run_checks(databases=["default"]) == []
    seed()
    assert run_checks(databases=["default"]) == []
    Account.objects.filter(email__in=demo_addresses()).delete()
    settings.CONFIG = dataclasses.replace(site.CONFIG, demo=False)
    assert run_checks(databases=["default"]) == []


def test_what_was_merged_or_has_another_title_does_not_come_back(demo):
    seed()
    place = Community.objects.get(name="Heart failure & recovery")
    gone, into = place.discussions.filter(answering=Answering.COMMUNITY, source_key=None).order_by("-pk")[:2]
    merge_discussions(gone, into, by=place.memberships.filter(role=Role.STEWARD)[0].member, at=timezone.now())
    Discussion.objects.update(title="Called otherwise")
    for model in (Attention, Draft, Offer, Case):
        model.objects.all().delete()
    before = Discussion.objects.count()
    assert " discussion" not in seed()
    assert Discussion.objects.count() == before


@pytest.mark.django_db(transaction=True, reset_sequences=True)
def test_two_empty_databases_end_up_alike_and_a_second_run_changes_nothing(demo):
    assert "36 people" in seed()
    first = dump()
    assert "nothing added" in seed("2027-01-01T00:00:00")
    assert dump() == first
    call_command("flush", interactive=False, verbosity=0)
    seed()
    assert dump() == first


def test_the_world_holds_every_role_and_sends_no_mail(demo):
    asked = 0

    def count(execute, *query):
        nonlocal asked
        asked += 1
        return execute(*query)

    with connection.execute_wrapper(count):
        assert "13 organizations" in seed()
    assert asked < MOST_QUERIES
    assert (mail.outbox, OutgoingMail.objects.count()) == ([], 0)
    accounts = Account.objects.in_bulk(demo_addresses(), field_name="email")
    assert len(accounts) == 10
    names = "member newcomer caregiver mentor clinician moderator steward editor leader admin"
    assert set(accounts) == {f"{name}@hearth.example" for name in names.split()}
    assert [email for email, account in accounts.items() if account.is_superuser] == ["admin@hearth.example"]
    assert accounts["editor@hearth.example"].groups.get().name == "editors"
    assert accounts["moderator@hearth.example"].groups.get().name == "moderators"
    assert set(Member.objects.values_list("standing", flat=True)) == set(Standing.values)
    assert set(Member.objects.values_list("audience", flat=True)) == set(Audience.values)
    assert Organization.objects.filter(is_host=True).get().name == "Alder River Health"
    assert CommunityLeader.objects.values("region").distinct().count() >= 3
    assert CommunityLeader.objects.filter(member__name="Kofi A.").exists()
    assert Affiliation.objects.filter(confirmed_at=None).exists()
    assert not Account.objects.exclude(email__in=demo_addresses()).exclude(password__startswith="!").exists()


def test_a_desk_shows_each_state(demo):
    seed()
    said = {name: desk_of(name) for name in ("mentor", "clinician", "moderator", "member")}
    assert "Just diagnosed." in said["mentor"].partition("Brought to you")[2]
    assert "afraid of the shower" in said["mentor"].partition("In your hand")[2]
    assert "My ankles" in said["clinician"].partition("They asked for you")[2]
    assert "Alguien leyó" in said["moderator"].partition("They asked for you")[2]
    assert "My ankles" not in said["mentor"]
    assert "Nothing is brought to you" in said["member"]


def desk_of(name):
    client = Client()
    client.force_login(Account.objects.get(email=f"{name}@hearth.example"))
    with time_machine.travel(NOW, tick=False):
        return client.get("/desk/").content.decode()


def test_nothing_happens_after_now(demo):
    seed()
    now = datetime.fromisoformat(NOW)
    assert not Account.objects.filter(joined_at__gt=now).exists()
    assert not Affiliation.objects.filter(confirmed_at__gt=now).exists()
    assert not Organization.objects.filter(joined_on__gt=now.date()).exists()
    assert Member.objects.get(name="Grace M.").created_at.date() == datetime(2026, 11, 18, tzinfo=UTC).date()


def test_each_demo_account_signs_in(demo):
    seed()
    for address in demo_addresses():
        client = Client()
        client.post("/sign-in/", {"login": address, "password": PASSWORD})
        assert client.session.get("_auth_user_id"), address


def test_demo_accounts_are_printed(demo):
    said = io.StringIO()
    call_command("demo_accounts", stdout=said)
    assert PASSWORD in said.getvalue()
    assert "leader@hearth.example" in said.getvalue()


def test_a_demo_that_starts_prints_the_same_accounts(settings, capsys):
    with ThreadingHTTPServer(("127.0.0.1", 0), Healthy) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        port = server.server_address[1]
        settings.CONFIG = dataclasses.replace(site.CONFIG, demo=True, bind="127.0.0.1", port=port)
        assert run.Command().announce()
        server.shutdown()
    said = capsys.readouterr().out
    call_command("demo_accounts")
    accounts = capsys.readouterr().out
    assert said == f"Hearth is at {settings.CONFIG.site_url}\n{accounts}Ctrl-C stops it.\n"


@pytest.mark.parametrize("command", ["seed", "demo_accounts"])
def test_a_site_that_is_no_demo_refuses(command, db, settings):
    settings.CONFIG = dataclasses.replace(site.CONFIG, demo=False)
    with pytest.raises(CommandError, match="demo"):
        call_command(command)
    assert not Account.objects.exists()


def test_the_world_shows_each_state_of_word(demo):
    seed()
    now = datetime.fromisoformat(NOW)
    at = {name: get_main_member(get_account(f"{name}@hearth.example")) for name in ("member", "caregiver", "clinician")}
    told = Notification.objects.filter(member=at["member"])
    assert told.filter(read_at=None).exists()
    assert told.exclude(read_at=None).exists()
    assert missed_by(at["caregiver"], now=now) is not None
    assert reception_of(at["clinician"]).paused_until > now
    assert Choice.objects.filter(member=at["member"], community__isnull=False).exists()
    assert reception_of(at["member"]).weekly_at <= now
    assert gather(at["member"], How.WEEKLY, at=now)[0]
