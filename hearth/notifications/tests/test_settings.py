"""How people choose to be told."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from hearth.activity.ports import KINDS, How
from hearth.communities.models import Role
from hearth.communities.tests.people import member_of, open_community
from hearth.notifications.actions.choosing import receive
from hearth.notifications.models import Choice, Reception, Suppression
from hearth.notifications.queries.reception import reception_of
from hearth.notifications.queries.suppressed import digest_of, is_suppressed
from tests.pages import forms_of
from tests.people import account_of, join_person, signed_in

pytestmark = pytest.mark.django_db
SETTINGS, PRESET = reverse("notifications:settings"), reverse("notifications:preset")
PAUSE, PAUSE_END = reverse("notifications:pause"), reverse("notifications:pause-end")


@pytest.fixture
def person():
    return join_person("Marisol V.")


@pytest.fixture
def client(person):
    return signed_in(person)


def form_at(client, address):
    """Return the form of the page that chooses how each kind comes."""
    return next(form for form in forms_of(client.get(address).content.decode()) if "how-reply" in form.fields)


def choices_of(member):
    rows = Choice.objects.filter(member=member, community=None, discussion=None)
    return dict(rows.values_list("kind", "how"))


def offered(client, address=SETTINGS):
    """Return the names of the kinds that the page at `address` offers to choose."""
    return {name.removeprefix("how-") for name in form_at(client, address).fields if name.startswith("how-")}


def test_what_cannot_reach_somebody_is_not_among_their_settings(client, place):
    of_roles, of_network = {"requests", "questions"}, {"recruiting", "membership", "claiming"}
    everything = {kind.name for kind in KINDS.values() if not kind.is_fixed} - of_network
    assert offered(client) == everything - of_roles
    assert "what cannot wait" not in client.get(SETTINGS).content.decode()
    mentor = signed_in(member_of(place, role=Role.MENTOR))
    assert offered(mentor) & of_roles == {"questions"}
    steward = signed_in(place.memberships.get(role=Role.STEWARD).member)
    assert offered(steward) == everything
    assert "what cannot wait" in steward.get(SETTINGS).content.decode()
    here, there = (reverse("notifications:community", args=[each.public_id]) for each in (place, open_community()))
    assert of_roles <= offered(steward, here)
    assert not of_roles & offered(steward, there)


def test_a_way_is_marked_by_what_the_page_shows(client, person):
    Choice.objects.create(member=person, kind="requests", how=How.NEVER)
    assert 'value="suggested" aria-pressed="true"' in client.get(SETTINGS).content.decode()


def test_what_is_chosen_holds_and_what_is_suggested_is_no_choice(client, person):
    form = form_at(client, SETTINGS)
    client.post(SETTINGS, form.filled(**{"how-reply": "page", "how-news": "weekly"}))
    assert choices_of(person) == {"reply": How.PAGE}
    client.post(SETTINGS, form_at(client, SETTINGS).filled(**{"how-reply": "at_once"}))
    assert choices_of(person) == {}


def test_word_comes_as_it_was_chosen(friend, discussion, carry):
    client = signed_in(friend)
    client.post(SETTINGS, form_at(client, SETTINGS).filled(**{"how-news": "never"}))
    assert carry(friend) == []


def test_when_mail_comes_is_kept(client, person):
    given = {"weekday": "4", "hour": "19", "time_zone": "America/Bogota", "quiet_from": "22", "quiet_until": "7"}
    due = timezone.now()
    receive(person)
    Reception.objects.update(daily_at=due)
    client.post(SETTINGS, form_at(client, SETTINGS).filled(is_named=""))
    assert reception_of(person).daily_at == due, "what is due is not put off by what has nothing to do with it"
    client.post(SETTINGS, form_at(client, SETTINGS).filled(**given, is_named="on"))
    kept = Reception.objects.get(member=person)
    assert (kept.weekday, kept.hour, kept.time_zone) == (4, 19, "America/Bogota")
    assert (kept.quiet_from, kept.quiet_until, kept.is_named) == (22, 7, True)
    assert kept.daily_at > due, "it is appointed anew"
    assert kept.daily_at.astimezone(ZoneInfo("America/Bogota")).hour == 19


def test_any_zone_a_device_may_be_in_is_taken_and_nothing_else(client, person):
    form = form_at(client, SETTINGS)
    assert client.post(SETTINGS, form.filled(time_zone="Mars/Olympus")).status_code == 200
    assert not Reception.objects.exists()
    client.post(SETTINGS, form.filled(time_zone="Asia/Ulaanbaatar"))
    assert Reception.objects.get().time_zone == "Asia/Ulaanbaatar"
    html = client.get(SETTINGS).content.decode()
    assert '<option value="Asia/Ulaanbaatar" selected>' in html


@pytest.mark.parametrize("asked", ["preset", "pause", "place"])
def test_the_zone_of_the_device_counts_until_one_is_chosen(asked, place, asker):
    client, there = signed_in(asker), reverse("notifications:community", args=[place.public_id])
    address, said = {"preset": (PRESET, {"preset": "calm"}), "pause": (PAUSE, {"days": "1"}), "place": (there, {})}[
        asked
    ]
    for zone, kept in (
        ("Mars/Olympus", ""),
        ("", ""),
        ("America/Lima", "America/Lima"),
        ("Asia/Tokyo", "America/Lima"),
    ):
        client.post(address, said | {"time_zone": zone})
        assert reception_of(asker).time_zone == kept
    assert reception_of(asker).daily_at.astimezone(ZoneInfo("America/Lima")).hour == 8


def test_a_device_s_zone_is_taken_on_the_page_until_one_is_chosen(client):
    assert "data-unchosen" in client.get(SETTINGS).content.decode()
    client.post(SETTINGS, form_at(client, SETTINGS).filled(time_zone="Europe/Madrid"))
    assert "data-unchosen" not in client.get(SETTINGS).content.decode()


def test_zones_show_what_time_it_is_there(client, time_machine):
    time_machine.move_to(datetime(2026, 7, 1, 12, 0, tzinfo=UTC))
    html = client.get(SETTINGS).content.decode()
    assert "Madrid, 14:00" in html
    assert "Bogotá, 07:00" in html


@pytest.mark.parametrize(("start", "end"), [("22", ""), ("", "7"), ("8", "8")])
def test_quiet_hours_begin_and_end(client, start, end):
    answer = client.post(SETTINGS, form_at(client, SETTINGS).filled(quiet_from=start, quiet_until=end))
    assert "There is one thing to fix" in answer.content.decode()
    assert not Reception.objects.exists()


def test_one_press_chooses_for_everything(client, person):
    client.post(PRESET, {"preset": "page"})
    assert set(choices_of(person).values()) == {How.PAGE}
    client.post(PRESET, {"preset": "calm"})
    assert choices_of(person)["reply"] == How.WEEKLY
    client.post(PRESET, {"preset": "suggested"})
    assert choices_of(person) == {}
    assert client.post(PRESET, {"preset": "never"}).status_code == 409


def test_the_way_that_holds_is_marked(client):
    html = client.get(SETTINGS).content.decode()
    assert 'value="suggested" aria-pressed="true"' in html
    client.post(PRESET, {"preset": "calm"})
    html = client.get(SETTINGS).content.decode()
    assert 'value="suggested" aria-pressed="false"' in html
    assert 'value="calm" aria-pressed="true"' in html


def test_everything_is_paused_for_some_days_and_goes_on(client, person):
    client.post(PAUSE, {"days": "7"})
    left = Reception.objects.get(member=person).paused_until - timezone.now()
    assert timedelta(days=6) < left <= timedelta(days=7)
    assert "Nothing is mailed until" in client.get(SETTINGS).content.decode()
    client.post(PAUSE_END)
    assert Reception.objects.get(member=person).paused_until is None
    assert "Nothing is mailed until" not in client.get(SETTINGS).content.decode()


def test_a_pause_ends_on_the_morning_of_its_day_where_the_person_is(client, person, time_machine):
    time_machine.move_to(datetime(2026, 3, 1, 12, 0, tzinfo=UTC))
    receive(person, time_zone="Asia/Tokyo")
    client.post(PAUSE, {"until": "2026-03-10"})
    assert Reception.objects.get().paused_until == datetime(2026, 3, 10, tzinfo=ZoneInfo("Asia/Tokyo"))


@pytest.mark.parametrize(
    "given", [{}, {"days": "0"}, {"days": "400"}, {"until": "2001-01-01"}, {"until": "9999-12-31"}]
)
def test_a_pause_is_for_days_to_come(client, given):
    assert client.post(PAUSE, given).status_code == 409
    assert not Reception.objects.exists()


def test_a_place_comes_as_elsewhere_until_its_member_chooses(place, discussion, asker):
    client = signed_in(asker)
    address = reverse("notifications:community", args=[place.public_id])
    assert "Elsewhere: By e-mail at once" in client.get(address).content.decode()
    client.post(address, form_at(client, address).filled(**{"how-reply": "page"}))
    kept = Choice.objects.get(member=asker)
    assert (kept.kind, kept.how, kept.community, kept.discussion) == ("reply", How.PAGE, place, None)
    of_discussion = reverse("notifications:discussion", args=[discussion.public_id])
    assert "Elsewhere: In the page only" in client.get(of_discussion).content.decode()
    client.post(address, form_at(client, address).filled(**{"how-reply": ""}))
    assert not Choice.objects.exists()


def test_a_discussion_offers_what_can_still_happen_in_it(discussion, asker, answer, carry):
    client = signed_in(asker)
    address = reverse("notifications:discussion", args=[discussion.public_id])
    form = form_at(client, address)
    assert not {"how-news", "how-requests", "how-questions"} & set(form.fields)
    assert "how-mention" in form.fields
    client.post(address, form.filled(**{"how-reply": "never", "how-followed": "never"}))
    answer()
    assert carry(asker) == []


def test_nobody_chooses_for_a_place_they_may_not_read(asker):
    den = open_community(reading="its_members", joining="on_request")
    member_of(den)
    assert signed_in(asker).get(reverse("notifications:community", args=[den.public_id])).status_code == 403


def test_a_place_and_a_discussion_lead_there(place, discussion, asker):
    client = signed_in(asker)
    for page, name in ((place, "community"), (discussion, "discussion")):
        address = reverse(f"notifications:{name}", args=[page.public_id])
        page_url = reverse(f"communities:{name}", args=[page.public_id, page.slug])
        assert f'href="{address}"' in client.get(page_url).content.decode()


def test_an_address_that_mail_came_back_from_is_tried_again_on_request(client, person):
    assert "We have stopped mailing you" not in client.get(SETTINGS).content.decode()
    Suppression.objects.create(digest=digest_of(account_of(person).email), reason="bounce")
    assert "We have stopped mailing you" in client.get(SETTINGS).content.decode()
    client.post(reverse("notifications:mail-again"))
    assert not is_suppressed(account_of(person).email)
