"""Who reads what was said is what its author was told: nobody opens it to more, and the house reads by the case."""

import pytest
from django.urls import reverse

from hearth.communities.actions.belonging import leave_community
from hearth.communities.actions.order import hide_reply, move_discussion
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import Community, Crawling, Discussion, Joining, Membership, Reading, Reply, Role
from hearth.communities.tests.composing import filled, new_url, text
from hearth.communities.tests.people import member_of, open_community
from hearth.communities.views.addresses import of_community
from hearth.core.refusals import Refusal
from tests.pages import forms_of
from tests.people import appoint, join_person, signed_in
from tests.word import letters

pytestmark = pytest.mark.django_db


def body(answer):
    return answer.content.decode()


def steward_of(place):
    return Membership.objects.get(community=place, role=Role.STEWARD).member


@pytest.fixture
def private():
    return open_community(name="Among ourselves", reading=Reading.ITS_MEMBERS, joining=Joining.BY_INVITATION)


# Moving


@pytest.mark.parametrize(
    ("reading", "to", "may"),
    [
        (Reading.EVERYONE, Reading.EVERYONE, True),
        (Reading.EVERYONE, Reading.ITS_MEMBERS, True),
        (Reading.SIGNED_IN, Reading.SIGNED_IN, True),
        (Reading.SIGNED_IN, Reading.EVERYONE, False),
        (Reading.ITS_MEMBERS, Reading.EVERYONE, False),
        (Reading.ITS_MEMBERS, Reading.ITS_MEMBERS, False),
    ],
)
def test_a_discussion_goes_only_where_nobody_new_reads_it(reading, to, may):
    steward = join_person()
    place, other = open_community(steward=steward, reading=reading), open_community(steward=steward, reading=to)
    author = member_of(place)
    discussion = start_discussion(place, Opening(title="Quietly said"), by=author)
    page = body(signed_in(steward).get(reverse("communities:discussion-move", args=[discussion.public_id])))
    assert (other.public_id in page) is may
    if may:
        move_discussion(discussion, other, by=steward)
    else:
        with pytest.raises(Refusal, match="written for fewer people"):
            move_discussion(discussion, other, by=steward)
    discussion.refresh_from_db()
    assert discussion.community == (other if may else place)
    came = letters(author)
    assert len(came) == may
    for letter in came:
        assert letter.subject == "A discussion that you started was moved on Hearth"
        assert (other.name in letter.text) is (to != Reading.ITS_MEMBERS), "who cannot read there does not learn where"


def test_who_moves_their_own_words_is_not_written_to():
    steward = join_person()
    place, other = open_community(steward=steward), open_community(steward=steward)
    move_discussion(start_discussion(place, Opening(title="Mine"), by=steward), other, by=steward)
    assert letters(steward) == []


# The setting


def change(place, **given):
    said = {"name": place.name, "description": "For a test.", "lang": "en", "languages": ["en"], "icon": "leaf"}
    said |= {"widens_after": 12}
    said |= {"joining": Joining.BY_INVITATION, "crawling": Crawling.NOTHING}
    address = reverse("communities:settings", args=[place.public_id])
    return signed_in(steward_of(place)).post(address, said | given)


def test_a_community_opens_to_more_only_before_anything_is_said(private):
    assert change(private, reading=Reading.SIGNED_IN).status_code == 302
    private.refresh_from_db()
    start_discussion(private, Opening(title="For the few"), by=steward_of(private))
    answer = change(private, reading=Reading.EVERYONE, description="Changed meanwhile.")
    assert answer.status_code == 200
    assert "was said to fewer people" in body(answer)
    assert "Changed meanwhile." in body(answer)
    private.refresh_from_db()
    assert private.reading == Reading.SIGNED_IN
    assert change(private, reading=Reading.ITS_MEMBERS).status_code == 302
    private.refresh_from_db()
    assert private.reading == Reading.ITS_MEMBERS


# The house


def test_moderators_of_the_house_read_no_private_place(private):
    guard, member = appoint(join_person(), "moderators"), member_of(private, name="Quiet Quinn")
    discussion = start_discussion(private, Opening(title="For the few"), by=member)
    type(private).objects.filter(pk=private.pk).update(joining=Joining.ON_REQUEST)
    client = signed_in(guard)
    assert client.get(discussion.get_absolute_url()).status_code == 404
    for address in (of_community(private), f"/communities/{private.public_id}/about/"):
        page = body(client.get(address))
        assert "For the few" not in page
        assert "Quiet Quinn" not in page
    assert client.get(f"/communities/{private.public_id}/people/").status_code == 403


def test_they_see_what_is_hidden_where_they_read():
    place = open_community()
    guard, author = appoint(join_person(), "moderators"), member_of(place)
    discussion = start_discussion(place, Opening(title="Open to all"), by=author)
    reply = post_reply(discussion, Answer(body="Harsh words."), by=author)
    hide_reply(reply, by=steward_of(place))
    assert "Harsh words." in body(signed_in(guard).get(discussion.get_absolute_url()))
    assert "Harsh words." not in body(signed_in(member_of(place)).get(discussion.get_absolute_url()))


# Leaving


def test_whoever_left_takes_back_what_they_said(private):
    member = member_of(private)
    discussion = start_discussion(private, Opening(title="Said among us"), by=member)
    reply = post_reply(discussion, Answer(body="And one more thing."), by=member)
    stranger, client = signed_in(join_person()), signed_in(member)
    assert "Said among us" not in body(client.get(reverse("communities:bookmarks")))
    leave_community(private, by=member)
    page = body(client.get(reverse("communities:bookmarks")))
    assert "Said among us" in page
    assert "And one more thing." in page
    for kind, written, words in (("reply", reply, "And one"), ("discussion", discussion, "Said among")):
        address = reverse(f"communities:{kind}-delete", args=[written.public_id])
        assert address in page
        assert stranger.get(address).status_code == 404
        assert words in body(client.get(address))
        assert client.post(address, follow=True).redirect_chain == [(reverse("communities:bookmarks"), 302)]
        assert client.get(address).status_code == 404
    assert not Discussion.objects.exists()
    assert not Reply.objects.exists()


def test_what_others_said_stays_closed_to_whoever_left(private):
    member, other = member_of(private), member_of(private)
    discussion = start_discussion(private, Opening(title="Said by another"), by=other)
    reply = post_reply(discussion, Answer(body="An answer."), by=other)
    leave_community(private, by=member)
    client = signed_in(member)
    for kind, written in (("reply", reply), ("discussion", discussion)):
        assert client.post(reverse(f"communities:{kind}-delete", args=[written.public_id])).status_code == 404
    assert "Said by another" not in body(client.get(reverse("communities:bookmarks")))


def test_what_was_begun_for_few_is_not_posted_to_more():
    """Before anything is said a place may open: whoever writes the first words just then is told so first."""
    place = open_community(reading=Reading.ITS_MEMBERS)
    writer = signed_in(member_of(place))
    address = new_url(place)
    form = filled(writer, address, title="Mine", body="", draft="1")
    assert form.status_code == 302
    (begun,) = [each for each in forms_of(text(writer.get(address))) if "body" in each.fields]
    Community.objects.filter(pk=place.pk).update(reading=Reading.EVERYONE)
    refused = writer.post(address, begun.filled(title="Mine", body="For few."))
    page = text(refused)
    assert not Discussion.objects.exists()
    assert "More people can read here than when you began to write." in page
    assert "For few." in page
    assert "Anyone on the internet can read this." in page
    (again,) = [each for each in forms_of(page) if "body" in each.fields]
    assert writer.post(address, again.filled()).status_code == 302
    assert Discussion.objects.get().title == "Mine"


def test_a_place_that_opens_at_that_moment_takes_nothing_unseen():
    place = open_community(reading=Reading.ITS_MEMBERS)
    Community.objects.filter(pk=place.pk).update(reading=Reading.EVERYONE)
    with pytest.raises(Refusal, match="More people can read here"):
        start_discussion(place, Opening(title="For few"), by=member_of(place))
    assert not Discussion.objects.exists()
