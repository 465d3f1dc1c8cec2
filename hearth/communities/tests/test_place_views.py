"""The pages of communities, by everybody who may come to them."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hearth.communities.actions.belonging import ask_to_join, join_community
from hearth.communities.actions.places import Description, archive_community, found_community
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import Community, Crawling, Discussion, Invitation, Joining, Membership, Reading, Role
from hearth.communities.queries.naming import Name
from hearth.communities.queries.sentences import MACHINES
from hearth.communities.tests.people import member_of, open_community
from hearth.core.models import OutgoingMail
from hearth.members.models import Account, Member
from hearth.organizations.actions import Details, affiliate, confirm_affiliation, put_organization, put_regions
from hearth.organizations.models import AffiliationRole, OrganizationKind
from hearth.organizations.permissions import HOUSE
from hearth.topics.actions import put_first_vocabulary
from hearth.topics.models import Topic
from tests.people import account_of, join_person, signed_in
from tests.threads import at_once

pytestmark = pytest.mark.django_db
CLOSED = {"reading": Reading.ITS_MEMBERS, "joining": Joining.BY_INVITATION, "crawling": Crawling.NOTHING}


@pytest.fixture
def steward():
    return join_person("Steward of it")


def path(place, part=""):
    return f"/communities/{place.public_id}/{part or f'{place.slug}/'}"


def text(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def operator():
    member = join_person()
    Account.objects.filter(pk=account_of(member).pk).update(is_staff=True, is_superuser=True)
    return member


def test_the_id_decides_and_the_words_are_mended(client):
    place = open_community(name="Corazón y calma")
    for wrong in ("", "something-else/"):
        answer = client.get(f"/communities/{place.public_id}/{wrong}?show=unanswered")
        assert answer.status_code == 301
        assert answer["Location"].endswith("?show=unanswered")
        assert client.get(answer["Location"]).status_code == 200
    assert open_community(name="About").slug == "about-community"
    assert Discussion(title="Feed").slug == "feed-discussion"


def test_the_list_puts_ones_own_first_and_finds_by_language_and_topic(client, steward):
    open_community(name="Mine alone", languages=["sw"], steward=steward)
    open_community(name="Of somebody else", languages=["en"])
    shown = text(signed_in(steward), "/communities/")
    assert shown.index("Mine alone") < shown.index("Of somebody else")
    assert "Of somebody else" not in text(client, "/communities/?language=sw")
    assert "Mine alone" in text(client, "/communities/?language=sw")
    text(client, "/communities/?topic=no-such-topic&language=%27&cursor=x")


def test_what_is_said_is_listed_with_filters(client):
    place = open_community()
    asker, helper = member_of(place), member_of(place, Role.MENTOR)
    waiting = start_discussion(place, Opening(title="Waiting for words"), by=asker)
    answered = start_discussion(place, Opening(title="Answered kindly", language="es"), by=helper)
    post_reply(answered, Answer(body="Yes."), by=asker)
    assert "Mentor" in text(client, path(place))
    assert "Answered kindly" not in text(client, path(place) + "?show=unanswered")
    assert "Waiting for words" not in text(client, path(place) + "?language=es")
    own = text(signed_in(asker), path(place) + "?show=mine")
    assert "Waiting for words" in own
    assert "Answered kindly" not in own
    stranger = signed_in(join_person())
    assert "Waiting for words" in text(stranger, path(place) + "?show=new")
    assert waiting.title in text(client, path(place) + "?show=mine"), "a visitor has none of their own"


def test_an_alias_stands_in_no_list_of_people():
    place = open_community()
    writer = join_person("Known by name")
    start_discussion(place, Opening(title="Under another name", name=Name.ALIAS), by=writer)
    people = text(signed_in(member_of(place)), path(place, "people/"))
    for name in Member.objects.filter(created_at__gte=timezone.now() - timedelta(minutes=5), kind="alias"):
        assert name.name not in people
    assert "Known by name" not in people


@pytest.mark.parametrize("part", ["", "about/", "people/", "join/", "leave/", "welcome/", "requests/", "settings/",
                                  "invitations/", "feed/", "archive/", "reopening/"])  # fmt: skip
def test_a_closed_community_is_not_there_for_anybody_else(client, steward, part):
    place = open_community(name="Unspoken", steward=steward, **CLOSED)
    house = [] if part == "people/" else [signed_in(operator())]  # who keeps order sees who belongs to it
    for who in (client, signed_in(join_person()), *house):
        for answer in (who.get(path(place, part)), who.post(path(place, part))):
            assert answer.status_code == 404
            assert b"Unspoken" not in answer.content


def test_a_door_shows_name_and_rules_but_nothing_said(client, steward):
    place = open_community(
        name="Behind a door", steward=steward, reading=Reading.ITS_MEMBERS, joining=Joining.ON_REQUEST
    )
    start_discussion(place, Opening(title="Said inside", body="Words inside"), by=steward)
    assert client.get(path(place)).status_code == 404
    outsider = signed_in(join_person())
    shown = text(outsider, path(place))
    assert "Behind a door" in shown
    assert "Said inside" not in shown
    assert "1 member" not in shown
    assert outsider.get(path(place, "people/")).status_code == 403
    assert "Said inside" in text(signed_in(steward), path(place))
    assert "Said inside" not in text(outsider, "/home/") + text(client, "/") + text(client, "/sitemap.xml")
    assert client.get(path(place, "feed/")).status_code == 404


def test_joining_and_leaving(steward):
    place = open_community(steward=steward, welcome="Sit down.")
    member = join_person()
    client = signed_in(member)
    assert client.post(path(place, "join/"))["Location"].endswith("/welcome/")
    assert client.post(path(place, "join/")).status_code == 302
    assert "Sit down." in text(client, path(place, "welcome/"))
    assert Community.objects.get().member_count == 2
    client.post(path(place, "leave/"))
    assert Community.objects.get().member_count == 1
    assert signed_in(steward).post(path(place, "leave/")).status_code == 302
    assert Client().post(path(place, "join/"))["Location"].startswith("/sign-in/")


def test_asking_and_deciding(steward):
    place = open_community(steward=steward, joining=Joining.ON_REQUEST, question="What brings you?")
    asker, other = join_person("Asker one"), join_person("Asker two")
    assert "What brings you?" in text(signed_in(asker), path(place, "join/"))
    signed_in(asker).post(path(place, "join/"), {"answer": "A broken sleep"})
    ask_to_join(place, by=other)
    assert Community.objects.get().member_count == 1
    leads = signed_in(steward)
    assert "A broken sleep" in text(leads, path(place, "requests/"))
    assert signed_in(asker).get(path(place, "requests/")).status_code == 403
    first, second = Membership.objects.filter(granted_at=None).order_by("pk")
    assert signed_in(asker).post(path(place, f"requests/{first.public_id}/grant/")).status_code == 403
    leads.post(path(place, f"requests/{first.public_id}/grant/"))
    leads.post(path(place, f"requests/{second.public_id}/refusal/"))
    assert leads.post(path(place, f"requests/{first.public_id}/grant/")).status_code == 404
    assert Membership.objects.get(member=asker).answer == ""
    assert Membership.objects.get(member=other).refused_at
    assert Community.objects.get().member_count == 2


def test_the_young_and_the_late_are_told_why(steward):
    place = open_community(steward=steward, minimum_age=60)
    assert "people of 60 and older" in signed_in(join_person()).post(path(place, "join/")).content.decode()
    archive_community(place, by=steward)
    late = signed_in(join_person(birth_year=1940)).post(path(place, "join/"))
    assert "closed" in late.content.decode()
    assert Membership.objects.count() == 1


def test_twenty_joins_at_once_make_one(waiting_database, steward):
    place, member = open_community(steward=steward), join_person()
    outcomes = at_once(20, lambda number: join_community(place, by=member).pk)
    assert len(set(outcomes)) == 1, outcomes
    assert Membership.objects.filter(member=member).count() == 1
    assert Community.objects.get(pk=place.pk).member_count == 2


def test_a_link_opens_a_closed_community_so_many_times(client, steward):
    place = open_community(name="Unspoken", steward=steward, **CLOSED)
    leads = signed_in(steward)
    shown = leads.post(path(place, "invitations/"), {"uses": 2, "days": 7, "language": "en"}).content.decode()
    link = _link(shown)
    assert Invitation.objects.get().digest not in link
    assert "Unspoken" in text(client, link)
    assert client.post(link)["Location"] == "/join/"
    for _each in range(2):
        assert signed_in(join_person()).post(link).status_code == 302
    assert signed_in(join_person()).get(link).status_code == 404
    assert Community.objects.get().member_count == 3
    assert client.get("/invitations/made-up/").status_code == 404


def _link(shown):
    start = shown.index("/invitations/", shown.index("Here is the link"))
    return shown[start : shown.index("<", start)]


def test_an_invitation_runs_out_and_can_be_taken_back(client, steward):
    place = open_community(steward=steward, **CLOSED)
    leads = signed_in(steward)
    given = {"uses": 1, "days": 1, "language": "en"}
    first, second = (_link(leads.post(path(place, "invitations/"), given).content.decode()) for _each in range(2))
    newest = Invitation.objects.latest("pk")
    leads.post(path(place, f"invitations/{newest.public_id}/revocation/"))
    assert client.get(second).status_code == 404
    assert client.get(first).status_code == 200
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(first).status_code == 404


def test_a_mail_of_invitation_names_no_community(steward):
    place = open_community(name="Unspoken", description="Of things unsaid", steward=steward, **CLOSED)
    signed_in(steward).post(path(place, "invitations/"), {"email": "friend@example.org", "days": 7, "language": "es"})
    mail = OutgoingMail.objects.get()
    assert mail.to == "friend@example.org"
    assert "/invitations/" in mail.text
    assert "Unspoken" not in mail.subject + mail.text + mail.html
    link, guest, other = mail.text[mail.text.index("/invitations/") :].split()[0], join_person(), join_person()
    EmailAddress.objects.create(user=account_of(other), email="friend@example.org", verified=False)
    EmailAddress.objects.create(user=account_of(guest), email="Friend@example.org", verified=True)
    assert "it is not one of yours" in signed_in(other).post(link).content.decode()
    assert not Membership.objects.filter(member=other).exists()
    signed_in(guest).post(link)
    assert Membership.objects.filter(member=guest).exists()
    assert Invitation.objects.get().email == ""


def test_stewards_give_roles_and_remove_people(steward):
    place = open_community(steward=steward)
    member = member_of(place)
    held = Membership.objects.get(member=member)
    role, removal = (path(place, f"people/{held.public_id}/{part}/") for part in ("role", "removal"))
    assert signed_in(member).post(role, {"role": "steward"}).status_code == 403
    leads = signed_in(steward)
    leads.post(role, {"role": "king"})
    leads.post(role, {"role": "mentor"})
    assert Membership.objects.get(member=member).role == Role.MEMBER, "to be a mentor, both sides say yes"
    leads.post(role, {"role": "moderator"})
    assert Membership.objects.get(member=member).role == Role.MODERATOR
    assert signed_in(member).post(removal).status_code == 403
    leads.post(removal)
    assert not Membership.objects.filter(member=member).exists()
    own = Membership.objects.get(member=steward)
    assert leads.post(path(place, f"people/{own.public_id}/role/"), {"role": "member"}).status_code == 409


def settings_of(place, **changes):
    given = {"name": place.name, "description": "New words", "lang": "en", "languages": ["en"], "icon": "leaf"}
    given |= {"widens_after": 12}
    given |= {"reading": "everyone", "joining": "anyone", "crawling": "index", "topics": []}
    return given | changes


@pytest.mark.parametrize(
    ("hours", "status"), [("1", 302), ("168", 302), ("0", 200), ("169", 200), ("", 200), ("x", 200)]
)
def test_stewards_say_how_long_a_question_waits_for_mentors_alone(steward, hours, status):
    place = open_community(steward=steward)
    assert (
        signed_in(steward).post(path(place, "settings/"), settings_of(place, widens_after=hours)).status_code == status
    )
    assert Community.objects.get().widens_after == (int(hours) if status == 302 else 12)


def test_stewards_change_what_it_says_and_nobody_else_does(client, steward):
    place = open_community(steward=steward)
    assert signed_in(member_of(place)).post(path(place, "settings/"), settings_of(place)).status_code == 403
    leads = signed_in(steward)
    assert leads.post(path(place, "settings/"), settings_of(place, reading="signed_in")).status_code == 302
    assert Community.objects.get().description == "New words"
    assert client.get(path(place)).status_code == 200, "anyone may join: its name is known, what is said is not"
    answer = leads.post(path(place, "settings/"), settings_of(place, name=""))
    assert (answer.status_code, Community.objects.get().name) == (200, place.name)
    for part, closed in (("archive/", True), ("reopening/", False)):
        leads.post(path(place, part))
        assert Community.objects.get().is_archived == closed


def test_no_choice_about_machines_says_the_same_twice(steward):
    page = text(signed_in(steward), path(open_community(steward=steward), "settings/"))
    for label, hint in ((each.label, MACHINES[each]) for each in Crawling):
        assert page.count(f"{label}<") == 1
        assert str(hint).rstrip(".").casefold() != str(label).casefold()


def test_a_community_is_founded_by_staff(steward):
    given = settings_of(Community(name="Brand new"))
    assert signed_in(steward).post("/communities/new/", given).status_code == 403
    founder = operator()
    assert signed_in(founder).post("/communities/new/", given).status_code == 302
    assert Membership.objects.get(role=Role.STEWARD).member == founder


@pytest.mark.parametrize(("crawling", "said"), [("index", "index, follow"), ("no_training", "noai"),
                                                ("snippet", "max-snippet"), ("nothing", "noindex")])  # fmt: skip
def test_machines_are_told_what_they_may_do(client, crawling, said):
    place = open_community(crawling=crawling, name="Told to machines")
    talk = start_discussion(place, Opening(title="For \x01readers", body="Beginning."), by=member_of(place))
    answer = client.get(path(place))
    assert said in answer["X-Robots-Tag"]
    assert f'content="{answer["X-Robots-Tag"]}"' in answer.content.decode()
    feed = client.get(path(place, "feed/"))
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert "For readers" in feed.content.decode()
    assert client.get(f"/discussions/{talk.public_id}/feed/").status_code == 200
    listed = text(client, "/sitemap-communities.xml")
    assert (place.public_id in listed) == (crawling != "nothing")
    month = timezone.now().strftime("%Y-%m")
    assert (month in text(client, "/sitemap.xml")) == (crawling != "nothing")
    assert client.get(f"/sitemap-{month}.xml").status_code == 200


def test_robots_hear_where_the_map_is(client):
    said = text(client, "/robots.txt")
    assert "User-agent: GPTBot" in said
    assert "/sitemap.xml" in said


def test_pages_cost_the_same_however_many_there_are(client):
    place = open_community()
    member = signed_in(member_of(place))
    asker = member_of(place)

    def queries(who, address):
        with CaptureQueriesContext(connection) as found:
            assert who.get(address).status_code == 200
        return len(found)

    addresses = (path(place), path(place, "people/"), "/communities/", "/home/")
    start_discussion(place, Opening(title="One"), by=asker)
    before = [queries(member, address) for address in addresses]
    for number in range(12):
        start_discussion(place, Opening(title=f"Another {number}"), by=member_of(place))
        open_community()
    assert [queries(member, address) for address in addresses] == before
    assert before[0] <= 9, before
    assert queries(client, path(place)) <= 5


def test_home_shows_what_is_new_and_what_waits(client):
    place, other = open_community(), open_community(name="Elsewhere entirely")
    member, friend = member_of(place), member_of(place)
    started = start_discussion(place, Opening(title="Answered by a friend"), by=member)
    post_reply(started, Answer(body="Here."), by=friend)
    start_discussion(place, Opening(title="Who has been there?"), by=friend)
    start_discussion(other, Opening(title="Not followed"), by=friend)
    start_discussion(place, Opening(title="My own waiting"), by=member)
    shown = text(signed_in(member), "/home/")
    assert shown.index("Answered by a friend") < shown.index("Who has been there?")
    assert "Not followed" not in shown
    assert "My own waiting" not in shown
    assert "Answered by a friend" in text(client, "/")
    assert "Who has been there?" not in text(client, "/"), "what nobody answered is no living discussion"


def test_a_steward_names_no_organisation_they_do_not_answer_for(steward):
    put_regions()
    details = Details(
        name="Clinic", kind=OrganizationKind.CLINIC, region="europe", country="ES", joined_on=date(2026, 1, 1)
    )
    clinic = put_organization(details, by=HOUSE)
    place = open_community(steward=steward)
    leads = signed_in(steward)
    assert leads.post(path(place, "settings/"), settings_of(place, host=clinic.pk)).status_code == 200
    assert Community.objects.get().host is None
    role = AffiliationRole.ADMINISTRATOR
    confirm_affiliation(affiliate(steward, clinic, by=steward, role=role), by=HOUSE)
    assert leads.post(path(place, "settings/"), settings_of(place, host=clinic.pk)).status_code == 302
    assert Community.objects.get().host == clinic
    assert place.name in text(leads, f"/organizations/{clinic.public_id}/")


def test_whoever_was_removed_finds_nothing_any_more(steward):
    place = open_community(name="Unspoken", steward=steward, **CLOSED)
    member = member_of(place)
    client = signed_in(member)
    start_discussion(place, Opening(title="Said inside"), by=steward)
    assert "Said inside" in text(client, path(place))
    held = Membership.objects.get(member=member)
    signed_in(steward).post(path(place, f"people/{held.public_id}/removal/"))
    assert client.get(path(place)).status_code == 404
    assert client.post(path(place, "leave/")).status_code == 404
    for address in ("/communities/", "/home/", "/topics/", "/"):
        assert "Unspoken" not in client.get(address, follow=True).content.decode()
        assert "Said inside" not in client.get(address, follow=True).content.decode()


def test_a_topic_leads_to_its_communities(client):
    put_first_vocabulary()
    steward = join_person()
    described = Description(name="About hearts", description="Talk.", reading=Reading.EVERYONE)
    topics = Topic.objects.filter(slug="heart-failure")
    found_community(described, steward=steward, by=HOUSE, topics=topics)
    for slug in ("heart-failure", "heart-and-circulation"):
        assert "About hearts" in text(client, f"/topics/{slug}/")
        assert "About hearts" in text(client, f"/communities/?topic={slug}")
    assert "About hearts" not in text(client, "/communities/?topic=asthma")
