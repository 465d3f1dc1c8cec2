"""Blocks and mutes where people talk: nobody meets in a list whom a block parts, and nothing tells of it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hearth.communities.actions.order import hide_reply
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import Discussion, Reply, Role
from hearth.communities.queries.naming import Name
from hearth.communities.tests.people import member_of, open_community
from hearth.communities.views.addresses import of_community
from hearth.members.actions.distance import block, mute, unblock
from hearth.members.models import Audience, Block, Mute
from tests.people import account_of, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return open_community()


@pytest.fixture
def asker(place):
    return member_of(place, name="Rosa who asks")


@pytest.fixture
def other(place):
    return member_of(place, name="Sam who reads")


@pytest.fixture
def talk(place, asker):
    return start_discussion(place, Opening(title="What helps at night?"), by=asker)


def distance(written, kind="discussion"):
    return reverse(f"communities:{kind}-distance", args=[written.public_id])


def body(client, address):
    return client.get(address).content.decode()


def lists(place):
    return [
        of_community(place),
        f"{of_community(place)}?show=unanswered",
        "/home/",
        f"/communities/{place.public_id}/people/",
    ]


@pytest.mark.parametrize("blocks", ["asker", "other"])
def test_a_blocked_pair_meets_in_no_list(request, place, talk, asker, other, blocks):
    post_reply(talk, Answer(body="Warm milk."), by=other)
    own = start_discussion(place, Opening(title="And in the morning?"), by=other)
    spoken = post_reply(own, Answer(body="Tea, of course."), by=asker)
    seen = "".join(body(signed_in(other), address) for address in [*lists(place), own.get_absolute_url()])
    assert all(words in seen for words in ("Rosa who asks", "What helps at night?", "Tea, of course."))
    by = request.getfixturevalue(blocks)
    block(asker if by == other else other, by=by)
    for reader, words in ((other, ("Rosa who", "What helps", "Tea, of")), (asker, ("Sam who", "in the morning"))):
        seen = "".join(body(signed_in(reader), address) for address in lists(place))
        assert not [word for word in words if word in seen], reader
    client = signed_in(other)
    assert "Tea, of course." not in body(client, own.get_absolute_url())
    for gone in (talk.get_absolute_url(), spoken.get_absolute_url(), distance(talk)):
        assert client.get(gone).status_code == 404
    unblock(asker if by == other else other, by=by)
    assert "Rosa who asks" in body(client, of_community(place))


def test_visitors_and_others_see_both(place, talk, asker, other, client):
    block(asker, by=other)
    assert "Rosa who asks" in body(client, of_community(place))
    assert "Rosa who asks" in body(signed_in(member_of(place)), of_community(place))


@pytest.fixture
def hidden_asker(place, asker, other):
    """What Rosa, who blocked Sam, asks under a name that Sam does not know."""
    block(other, by=asker)
    return asked_by(asker, place)


def asked_by(member, place):
    return start_discussion(place, Opening(title="Under another name", name=Name.ALIAS), by=member)


def answers_about(discussion, reader, talk):
    """Return all that is answered to what `reader` does with a discussion and with its author's reply in `talk`.

    As status, number of queries and words, without the author's name and initials and what is in quotation marks.
    """
    client, author = signed_in(reader), discussion.author
    reply = Reply.objects.create(discussion=talk, author=author, body="Quietly", body_html="<p>Quietly</p>")
    here, there = discussion.public_id, reply.public_id
    write, answer = (reverse("communities:reply-create", args=[each.public_id]) for each in (discussion, talk))
    said = {"body": f"Hello @{author.name}", "language": "en", "name": "usual"}
    asked = [
        ("get", discussion.get_absolute_url(), {}),
        ("get", distance(discussion), {}),
        ("post", write, said),
        ("post", reverse("communities:discussion-reaction", args=[here, "helpful"]), {}),
        ("post", answer, said | {"answer": there}),
        ("post", reverse("communities:reply-reaction", args=[there, "thanks"]), {}),
        ("get", talk.get_absolute_url(), {}),
        ("get", discussion.get_absolute_url(), {}),
    ]
    answers = []
    for method, address, given in asked:
        with CaptureQueriesContext(connection) as queries:
            page = getattr(client, method)(address, given)
        words = re.sub(r'"[^"]*"|>\w{1,2}<', "", page.content.decode()).replace(author.name, "NAME")
        answers.append((page.status_code, len(queries), words))
    reply.delete()
    Discussion.objects.filter(pk=talk.pk).update(reply_count=0)
    return answers


def test_another_name_of_whoever_blocked_is_answered_like_a_stranger(place, talk, asker, other):
    block(other, by=asker)
    calm = start_discussion(place, Opening(title="By somebody else"), by=member_of(place))
    first, barred, stranger = (asked_by(member, place) for member in (member_of(place), asker, member_of(place)))
    answers_about(first, other, calm)  # what is only asked once is asked here
    compared = zip(answers_about(barred, other, calm), answers_about(stranger, other, calm), strict=True)
    for of_barred, of_stranger in compared:
        assert of_barred == of_stranger
    for discussion in (barred, stranger):
        discussion.refresh_from_db()
        assert (discussion.reply_count, discussion.helpful_count) == (1, 1)


def test_whoever_blocked_sees_nothing_of_what_the_blocked_answer_to_their_other_names(hidden_asker, other, asker):
    reply = post_reply(hidden_asker, Answer(body="Warm milk."), by=other)
    post_reply(hidden_asker, Answer(body="Cold milk."), by=member_of(hidden_asker.community))
    client = signed_in(asker)
    page = body(client, hidden_asker.get_absolute_url())
    assert "Cold milk." in page
    assert "Warm milk." not in page
    assert client.get(reply.get_absolute_url()).status_code == 404


def test_whoever_blocked_answers_the_other_names_as_anybody(place, asker, other):
    block(other, by=asker)
    talk = start_discussion(place, Opening(title="From an alias", name=Name.ALIAS), by=other)
    assert post_reply(talk, Answer(body="Welcome"), by=asker) in talk.replies.all()


@pytest.mark.parametrize(("blocked", "writes_as"), [(Name.USUAL, Name.ALIAS), (Name.ALIAS, Name.USUAL)])
def test_whom_a_text_names_does_not_tell_which_name_was_blocked_before(place, asker, other, blocked, writes_as):
    """Else whoever blocks one name reads off a missing link which other names are the same person's."""
    type(asker).objects.filter(pk=asker.pk).update(audience=Audience.EVERYONE)
    block(start_discussion(place, Opening(title="Before", name=blocked), by=other).author, by=asker)
    named = Opening(title="After", body="Thank you, @Rosa who asks", name=writes_as)
    texts = [start_discussion(place, named, by=member) for member in (other, member_of(place))]
    shown = [body(signed_in(asker), each.get_absolute_url()) for each in texts]
    assert all('<a class="mention"' in page for page in shown)
    assert '<a class="mention"' not in body(signed_in(other), texts[0].get_absolute_url())


def test_a_moderator_may_answer_in_spite_of_a_block(place, asker):
    moderator = member_of(place, Role.MODERATOR)
    block(moderator, by=asker)
    talk = start_discussion(place, Opening(title="Under another name", name=Name.ALIAS), by=asker)
    assert post_reply(talk, Answer(body="About the guidelines"), by=moderator) in talk.replies.all()


def test_a_block_is_no_shield_from_those_who_keep_order(place, talk, asker):
    moderator = member_of(place, Role.MODERATOR)
    reply = post_reply(
        start_discussion(place, Opening(title="By a moderator"), by=moderator), Answer(body="Rude"), by=asker
    )
    block(moderator, by=asker)
    client = signed_in(moderator)
    assert "What helps at night?" in body(client, of_community(place))
    assert "Rude" in body(client, reply.discussion.get_absolute_url())
    assert "Rosa who asks" in body(client, f"/communities/{place.public_id}/people/")
    hide_reply(reply, by=moderator)
    reply.refresh_from_db()
    assert reply.hidden_at


def test_what_muted_people_begin_is_not_news(place, talk, asker, other):
    client = signed_in(other)
    assert "What helps at night?" in body(client, "/home/")
    mute(asker, by=other)
    assert "What helps at night?" not in body(client, "/home/")
    assert "What helps at night?" in body(client, of_community(place)), "in the place itself they stay to be read"


def test_one_blocks_from_a_post_of_somebody_whose_page_is_closed(talk, asker, other):
    client = signed_in(other)
    assert client.get(reverse("front:person", args=[asker.public_id])).status_code == 404
    assert distance(talk) in body(client, talk.get_absolute_url())
    shown = body(client, distance(talk))
    assert "Rosa who asks" in shown
    answer = client.post(distance(talk), {"wanted": "block"})
    assert answer.url == of_community(talk.community)
    assert Block.objects.get().blocked == asker
    assert "Rosa who asks" in body(client, reverse("members:settings-interests"))


def test_one_blocks_who_answered_and_goes_on_reading(talk, asker, other):
    reply = post_reply(talk, Answer(body="Warm milk."), by=other)
    client = signed_in(asker)
    answer = client.post(distance(reply, "reply"), {"wanted": "block"})
    assert answer.url == talk.get_absolute_url()
    assert "Warm milk." not in body(client, answer.url)


def test_one_mutes_and_hears_again(talk, asker, other):
    client = signed_in(other)
    client.post(distance(talk), {"wanted": "mute"})
    assert Mute.objects.get().member == asker
    assert "Mute no longer" in body(client, distance(talk))
    client.post(distance(talk), {"wanted": "unmute"})
    assert not Mute.objects.exists()
    assert client.post(distance(talk), {"wanted": "explode"}).status_code == 200
    assert not Block.objects.exists()


def test_nobody_keeps_a_distance_from_themself(talk, place, asker):
    mine = start_discussion(place, Opening(title="Mine, too", name=Name.ALIAS), by=asker)
    for each in (talk, mine):
        assert signed_in(asker).post(distance(each), {"wanted": "block"}).status_code == 403
    assert not Block.objects.exists()
    assert distance(mine) not in body(signed_in(asker), mine.get_absolute_url())


def test_a_page_is_led_to_only_where_it_opens(place, talk, asker, other, client):
    def leads(reader):
        return reverse("front:person", args=[asker.public_id]) in body(reader, talk.get_absolute_url())

    member = signed_in(other)
    assert (leads(client), leads(member), leads(signed_in(asker))) == (False, False, True)
    for audience, expected in ((Audience.MEMBERS, (False, True)), (Audience.EVERYONE, (True, True))):
        type(asker).objects.filter(pk=asker.pk).update(audience=audience, line="My line")
        assert (leads(client), leads(member)) == expected
        assert ("My line" in body(client, talk.get_absolute_url())) == expected[0]


def test_a_verified_clinician_is_known_by_field_and_country(place, talk, asker, client):
    type(asker).objects.filter(pk=asker.pk).update(
        standing="clinician", clinical_field="Cardiologist", clinical_country="ES"
    )
    for address in (of_community(place), talk.get_absolute_url()):
        shown = body(client, address)
        assert "Clinician, verified" in shown
        assert "Cardiologist, Spain" in shown


def test_the_list_of_members_leaves_out_who_is_gone(place, other):
    leaving = member_of(place, name="Was here once")
    client = signed_in(other)
    people = f"/communities/{place.public_id}/people/"
    assert "Was here once" in body(client, people)
    account_of(leaving).__class__.objects.filter(pk=account_of(leaving).pk).update(closed_at="2026-01-01T00:00Z")
    assert "Was here once" not in body(client, people)
