"""Following, muting and blocking, as those who do it and those it is done to meet them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hearth.core.refusals import Refusal
from hearth.members.actions.distance import block, mute, unblock
from hearth.members.actions.follows import follow
from hearth.members.actions.joining import create_face
from hearth.members.models import Audience, Block, Follow, Kind, Mute, TopicFollow
from hearth.members.permissions import can_contact
from hearth.members.queries.around import hidden_from, muted_by
from hearth.members.queries.follows import list_followed
from hearth.organizations.actions import appoint_leader
from hearth.organizations.permissions import HOUSE
from hearth.topics.actions import Name, put_topic
from hearth.topics.models import NameKind
from tests.cast import MADE_UP_ID, World
from tests.people import account_of, join_person, signed_in

pytestmark = pytest.mark.django_db
YES, NO = {"wanted": "yes"}, {"wanted": "no"}
NOUNS = ["follow", "mute", "block"]


@pytest.fixture
def ann():
    return join_person("Ann", audience=Audience.MEMBERS)


@pytest.fixture
def ben():
    return join_person("Ben", audience=Audience.MEMBERS)


def alias_of(member, name, kind=Kind.ALIAS):
    return create_face(account_of(member), name=name, audience=Audience.EVERYONE, languages=[], kind=kind)


def page_of(member, *, by):
    return signed_in(by).get(reverse("front:person", args=[member.public_id]))


def send(noun, member, given, *, by):
    return signed_in(by).post(reverse(f"members:{noun}", args=[member.public_id]), given)


def settings_of(member):
    return signed_in(member).get(reverse("members:settings-interests")).content.decode()


def put_heart():
    return put_topic("heart", icon="heart", names=[Name("en", NameKind.PREFERRED, "Heart")], description={})


def test_following_is_a_toggle_that_says_how_it_stands(ann, ben):
    assert 'aria-pressed="false"' in page_of(ben, by=ann).content.decode()
    address = reverse("front:person", args=[ben.public_id])
    answer = send("follow", ben, YES | {"next": address}, by=ann)
    assert answer.url == address
    assert send("follow", ben, YES, by=ann).status_code == 302
    assert Follow.objects.get().follower == ann
    assert 'aria-pressed="true"' in page_of(ben, by=ann).content.decode()
    send("follow", ben, NO, by=ann)
    send("follow", ben, NO, by=ann)
    assert not Follow.objects.exists()


def test_a_follow_is_known_to_whoever_follows_alone(ann, ben):
    send("follow", ben, YES, by=ann)
    assert ">Ben</bdi></a>" in settings_of(ann)
    assert "Ann" not in settings_of(ben)
    assert list_followed(ann, viewer=ben) == list_followed(ann, viewer=None) == []
    assert list_followed(ann, viewer=ann) == [ben]


def test_following_lets_somebody_in_and_can_be_ended_when_they_have_closed_their_page(ann):
    ann.audience = Audience.FOLLOWED
    ann.save()
    ben = join_person("Ben", audience=Audience.MEMBERS)
    assert page_of(ann, by=ben).status_code == 404
    follow(ben, by=ann)
    assert page_of(ann, by=ben).status_code == 200
    type(ben).objects.filter(pk=ben.pk).update(audience=Audience.ONLY_ME)
    assert "<bdi>Ben</bdi>" in settings_of(ann)
    assert send("follow", ben, NO, by=ann).status_code == 302
    assert page_of(ann, by=ben).status_code == 404


@pytest.mark.parametrize("noun", NOUNS)
def test_what_closed_meanwhile_is_taken_off_a_list_but_nothing_new_begins(ann, noun):
    hidden = join_person("Hidden")
    mute(hidden, by=ann)
    assert send(noun, hidden, YES, by=ann).status_code == 404
    assert send(noun, hidden, NO, by=ann).status_code == 302


@pytest.mark.parametrize("kind", [Kind.ALIAS, Kind.PSEUDONYM])
def test_other_names_are_followed_by_nobody_and_the_page_does_not_offer_it(ann, ben, kind):
    other = alias_of(ben, "One-off", kind)
    assert "aria-pressed" not in page_of(other, by=ann).content.decode()
    answer = send("follow", other, YES, by=ann)
    assert answer.status_code == 409
    assert "This name cannot be followed." in answer.content.decode()


@pytest.mark.parametrize("noun", NOUNS)
def test_nobody_does_it_to_a_name_of_their_own(ann, noun):
    other = alias_of(ann, "One-off")
    assert "Keep a distance" not in page_of(other, by=ann).content.decode()
    assert send(noun, ann, YES, by=ann).status_code == send(noun, other, YES, by=ann).status_code == 409
    assert not Follow.objects.exists()
    assert not Mute.objects.exists()
    assert not Block.objects.exists()


@pytest.mark.parametrize("given", [YES, NO, {}])
@pytest.mark.parametrize("noun", NOUNS)
def test_whoever_is_not_visible_answers_like_nobody(ann, noun, given):
    hidden, client = join_person("Hidden"), signed_in(ann)
    client.get(reverse("members:settings-interests"))  # the first page of the day notes the device
    for act in (mute, block):  # what others do tells nothing
        act(hidden, by=join_person())
    answers = []
    for public_id in (hidden.public_id, MADE_UP_ID):
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(reverse(f"members:{noun}", args=[public_id]), given)
        answers.append((answer.status_code, len(answer.content), len(queries)))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404


@pytest.mark.parametrize("noun", NOUNS)
def test_visitors_are_asked_to_sign_in(client, ben, noun):
    address = reverse(f"members:{noun}", args=[ben.public_id])
    assert client.post(address, YES).url.startswith(reverse("account_login"))
    assert signed_in(ben).get(address).status_code == 405


def test_a_muted_person_stays_where_they_are_but_comes_up_in_no_list():
    world = World.build()
    ann = join_person("Ann", audience=Audience.MEMBERS)
    clinic = reverse("front:organization", args=[world.clinic.public_id])
    assert "Open door" in signed_in(ann).get(clinic).content.decode()
    send("mute", world.open, YES, by=ann)
    assert list(muted_by(ann)) == [world.open]
    assert "Open door" not in signed_in(ann).get(clinic).content.decode()
    assert page_of(world.open, by=ann).status_code == 200
    assert "Open door" in settings_of(ann)
    assert page_of(ann, by=world.open).status_code == 200
    send("mute", world.open, NO, by=ann)
    assert "Open door" in signed_in(ann).get(clinic).content.decode()


def test_whoever_is_muted_is_neither_among_the_followed_at_home_nor_among_the_leaders(ann):
    world = World.build()
    appoint_leader(world.open, world.region, by=HOUSE)
    follow(world.open, by=ann)
    client = signed_in(ann)
    pages = [reverse("front:home"), reverse("front:region", args=[world.region.code]), reverse("front:network")]
    assert all("Open door" in client.get(page).content.decode() for page in pages)
    send("mute", world.open, YES, by=ann)
    assert all("Open door" not in client.get(page).content.decode() for page in pages)
    assert "a leader, who is not shown here" in client.get(pages[1]).content.decode()
    assert "Following since" in settings_of(ann), "a follow lets them see something: it must be possible to end it"


def test_muting_says_that_it_is_done_and_that_it_holds(ann, ben):
    client, address = signed_in(ann), reverse("front:person", args=[ben.public_id])
    mute_url, tag = reverse("members:mute", args=[ben.public_id]), '<span class="tag">Muted</span>'
    assert tag not in client.get(address).content.decode()
    muted = client.post(mute_url, YES | {"next": address}, follow=True).content.decode()
    assert tag in muted
    assert "Muted. They no longer come up in your lists." in muted
    ended = client.post(mute_url, NO | {"next": address}, follow=True).content.decode()
    assert tag not in ended
    assert "Muted no longer." in ended


def test_whoever_is_taken_off_the_quiet_list_is_off_it(ann, ben):
    mute(ben, by=ann)
    block(ben, by=ann)
    block(ben, by=alias_of(ann, "One-off"))
    quiet = signed_in(ann).post(reverse("members:block", args=[ben.public_id]), NO, follow=True).content.decode()
    assert "Taken off the list." in quiet
    assert "Nobody. You can mute or block people from their page." in quiet
    assert not Mute.objects.exists()


def test_a_block_parts_both_and_the_list_undoes_it(ann, ben):
    follow(ben, by=ann)
    follow(ann, by=ben)
    assert send("block", ben, YES, by=ann).url == reverse("members:settings-interests")
    assert page_of(ann, by=ben).status_code == page_of(ben, by=ann).status_code == 404
    assert not Follow.objects.exists()
    assert "<bdi>Ben</bdi>" in settings_of(ann)
    assert "Ann" not in settings_of(ben)
    assert send("block", ann, NO, by=ben).status_code == 404, "only whoever blocked ends it"
    assert send("block", ben, NO, by=ann).status_code == 302
    assert page_of(ann, by=ben).status_code == page_of(ben, by=ann).status_code == 200


def test_the_blocked_person_meets_a_missing_page(ann, ben):
    block(ben, by=ann)
    client, seen = signed_in(ben), []
    client.get(reverse("front:rules"))
    for public_id in (ann.public_id, MADE_UP_ID):
        address = reverse("front:person", args=[public_id])
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        seen.append((answer.status_code, len(answer.content), len(queries)))
    assert seen[0] == seen[1]


@pytest.mark.parametrize("given", [YES, NO])
@pytest.mark.parametrize("noun", NOUNS)
def test_lists_made_before_the_block_tell_nothing(ann, ben, noun, given):
    mute(ann, by=ben)
    follow(ann, by=ben)
    block(ben, by=ann)
    assert send(noun, ann, given, by=ben).status_code == 404
    assert "Ann" not in settings_of(ben)


def test_a_block_is_in_lists_of_people_and_leaders_too():
    world = World.build()
    ann = join_person("Ann", audience=Audience.MEMBERS)
    client = signed_in(ann)
    appoint_leader(world.open, world.region, by=HOUSE)
    pages = [
        reverse("front:organization", args=[world.clinic.public_id]),
        reverse("front:region", args=[world.region.code]),
    ]
    for blocker, blocked in ((ann, world.open), (world.open, ann)):
        block(blocked, by=blocker)
        assert all("Open door" not in client.get(page).content.decode() for page in pages)
        unblock(blocked, by=blocker)
        assert all("Open door" in client.get(page).content.decode() for page in pages)


def test_a_block_does_not_tell_which_names_belong_together(ann, ben):
    """Whoever blocked an alias must not find its owner by trying who answers otherwise than before."""
    alias = alias_of(ben, "One-off")
    block(alias, by=ann)
    assert page_of(alias, by=ann).status_code == 404
    assert page_of(ben, by=ann).status_code == 200
    assert send("follow", ben, YES, by=ann).status_code == 302
    assert list(hidden_from(ann)) == [alias]
    assert ben.name not in settings_of(ann).split('id="quiet"')[1]


def test_a_block_hides_the_blocker_from_every_name_of_the_blocked(ann, ben):
    block(alias_of(ben, "One-off"), by=ann)
    assert page_of(ann, by=ben).status_code == 404, "the account behind the alias"
    assert list(hidden_from(ben)) == [ann]


def test_a_block_under_a_pseudonym_does_not_tell_the_blocked_whose_it_is(ann, ben):
    pseudonym = alias_of(ann, "Night owl", Kind.PSEUDONYM)
    block(ben, by=pseudonym)
    assert page_of(pseudonym, by=ben).status_code == 404
    cara = join_person("Cara", audience=ann.audience)
    assert [page_of(each, by=ben).status_code for each in (ann, cara)] == [200, 200]
    for wanted in (YES, NO, YES):
        answers = [send("follow", each, wanted, by=ben) for each in (ann, cara)]
        assert [(answer.status_code, answer.url) for answer in answers] == [(302, answers[0].url)] * 2
    assert [name in settings_of(ben).split('id="quiet"')[0] for name in ("Ann", "Cara")] == [True, True]
    assert not can_contact(ben, ann), "and still nothing of Ben's reaches Ann"


def test_the_very_face_that_a_block_parts_cannot_be_followed(ann, ben):
    block(ben, by=ann)
    for by, member in ((ann, ben), (ben, ann)):
        assert send("follow", member, YES, by=by).status_code == 404
        with pytest.raises(Refusal, match="cannot be followed"):
            follow(member, by=by)


def test_a_block_made_under_another_name_is_in_the_list_and_can_be_ended(ann, ben):
    block(ben, by=alias_of(ann, "One-off"))
    assert "<bdi>Ben</bdi>" in settings_of(ann)
    send("block", ben, NO, by=ann)
    assert not Block.objects.exists()


def test_visibility_costs_no_query_per_block(ann):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            list(type(ann).objects.visible_to(ann))
            settings_of(ann)
        return len(queries)

    def part(number):
        other = join_person(f"Other {number}", audience=Audience.MEMBERS)
        block(other, by=ann)
        mute(join_person(f"Muted {number}"), by=ann)
        follow(join_person(f"Followed {number}", audience=Audience.MEMBERS), by=ann)

    part(0)
    cost()  # what is done once for a process is done
    few = cost()
    for number in range(1, 8):
        part(number)
    assert cost() == few


def test_lists_come_in_pages(ann):
    for number in range(22):
        mute(join_person(f"Muted {number:02}"), by=ann)
    client = signed_in(ann)
    page = client.get(reverse("members:settings-interests"))
    assert "Muted 21" in page.content.decode()
    assert "Muted 00" not in page.content.decode()
    beyond = {"part": "mutes", "cursor": page.context["mutes"].next}
    assert "Muted 00" in client.get(reverse("members:settings-interests"), beyond).content.decode()


def test_a_topic_is_followed_from_its_page_and_from_the_picker(ann):
    heart, client = put_heart(), signed_in(ann)
    address = reverse("front:topic", args=["heart"])
    assert 'aria-pressed="false"' in client.get(address).content.decode()
    assert client.post(reverse("members:topic-follow", args=["heart"]), YES | {"next": address}).url == address
    client.post(reverse("members:topic-follow", args=["heart"]), YES)
    assert TopicFollow.objects.get().topic == heart
    assert 'aria-pressed="true"' in client.get(address).content.decode()
    interests = reverse("members:settings-interests")
    assert 'value="heart" checked' in client.get(interests).content.decode()
    client.post(interests, {"topics_words": ""})
    assert not TopicFollow.objects.exists()
    client.post(interests, {"topics_words": "heart"})
    assert TopicFollow.objects.get().topic == heart
    client.post(reverse("members:topic-follow", args=["heart"]), NO)
    assert not TopicFollow.objects.exists()


def test_a_visitor_is_not_offered_to_follow(client, ben):
    type(ben).objects.filter(pk=ben.pk).update(audience=Audience.EVERYONE)
    put_heart()
    for address in (reverse("front:topic", args=["heart"]), reverse("front:person", args=[ben.public_id])):
        page = client.get(address).content.decode()
        assert "aria-pressed" not in page
        assert "Keep a distance" not in page


def test_an_unknown_topic_is_followed_by_nobody(ann):
    assert signed_in(ann).post(reverse("members:topic-follow", args=["nothing"]), YES).status_code == 404


def test_saved_interests_keep_their_dates(ann):
    heart, client = put_heart(), signed_in(ann)
    put_topic("sleep", icon="sun", names=[Name("en", NameKind.PREFERRED, "Sleep")], description={})
    client.post(reverse("members:topic-follow", args=["heart"]), YES)
    before = TopicFollow.objects.get(topic=heart).followed_at
    client.post(reverse("members:settings-interests"), {"topics": ["heart", "sleep"]})
    assert TopicFollow.objects.get(topic=heart).followed_at == before
    assert TopicFollow.objects.count() == 2
