"""The sentence under a composer says who reads and under which name, in every combination, and it is true."""

from html import unescape
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from hearth.communities.actions.writing import Answer, post_reply
from hearth.communities.forms.naming import Naming
from hearth.communities.models import Answering, Community, Crawling, Joining, Reading
from hearth.communities.queries.naming import Name, reading_sentence
from hearth.communities.tests.people import member_of, open_community
from hearth.members.models import Member
from hearth.topics.actions import put_first_vocabulary
from hearth.topics.models import Topic
from tests.people import join_person, signed_in

WHO_READS = {
    Reading.EVERYONE: "Anyone on the internet can read this.",
    Reading.SIGNED_IN: "Everyone who is signed in to Hearth can read this.",
    Reading.ITS_MEMBERS: "Only members of “Tired hearts” can read this.",
}
WHO_IS_SEEN = [
    (None, "", False, "You appear under the name you choose when you join."),
    (Name.USUAL, "Marisol V.", False, "You appear as Marisol V."),
    (Name.PSEUDONYM, "Quiet Alder", False, "You appear as Quiet Alder, in this community only."),
    (Name.PSEUDONYM, "", False, "You appear under a name that you choose for this community only."),
    (
        Name.ALIAS,
        "",
        False,
        "You appear under an invented name, in this discussion only. Nothing shows that it is you.",
    ),
    (Name.USUAL, "Soft Rain", True, "You appear as Soft Rain, as before in this discussion."),
]


def test_every_setting_and_every_name_has_its_sentence():
    assert set(WHO_READS) == set(Reading)
    assert {name for name, *_rest in WHO_IS_SEEN} == {None, *Name}


@pytest.mark.parametrize("reading", Reading)
@pytest.mark.parametrize(("name", "called", "is_kept", "seen"), WHO_IS_SEEN)
def test_the_sentence_says_who_reads_and_who_is_seen(reading, name, called, is_kept, seen):
    community = Community(name="Tired hearts", reading=reading)
    sentence = reading_sentence(community, name, called=called, is_kept=is_kept)
    assert sentence == f"{WHO_READS[reading]} {seen}"


@pytest.mark.parametrize("reading", Reading)
@pytest.mark.parametrize("pseudonym", ["", "Quiet Alder"])
def test_how_one_joins_and_what_machines_may_do_changes_no_word_of_it(reading, pseudonym):
    seen = {(name, called): said for name, called, is_kept, said in WHO_IS_SEEN if not is_kept}
    for joining, crawling in product(Joining, Crawling):
        community = Community(name="Tired hearts", reading=reading, joining=joining, crawling=crawling)
        hints = Naming(Member(name="Marisol V."), community, pseudonym=pseudonym).hints()
        assert hints == {
            "usual": f"{WHO_READS[reading]} {seen[Name.USUAL, 'Marisol V.']}",
            "pseudonym": f"{WHO_READS[reading]} {seen[Name.PSEUDONYM, pseudonym]}",
            "alias": f"{WHO_READS[reading]} {seen[Name.ALIAS, '']}",
        }
        kept = Naming(Member(name="Marisol V."), community, called="Soft Rain", pseudonym=pseudonym)
        assert kept.sentence == f"{WHO_READS[reading]} You appear as Soft Rain, as before in this discussion."
        assert Naming(None, community).sentence == f"{WHO_READS[reading]} {seen[None, '']}"


NAMES, WISHES, MACHINES = list(Name), list(Answering), list(Crawling)
WAYS = [  # turned, so that each reading meets each name and each wish for answers
    (reading, joining, MACHINES[at % 4], NAMES[(at + at // 3) % 3], WISHES[(at + 2 * (at // 3)) % 3])
    for at, (reading, joining) in enumerate(product(Reading, Joining))
]


@pytest.mark.django_db
@pytest.mark.parametrize(("reading", "joining", "crawling", "name", "answering"), WAYS)
def test_what_the_sentence_says_is_what_happens(reading, joining, crawling, name, answering):
    community = open_community(name="Tired hearts", reading=reading, joining=joining, crawling=crawling)
    writer = signed_in(member_of(community, name="Marisol V."))
    address = reverse("communities:discussion-new", args=[community.public_id])
    given = {"title": "Afraid", "body": "To walk.", "name": name.value, "pseudonym": "Quiet Alder"}
    shown = unescape(writer.get(address).content.decode())
    for each in Name:
        called = "Marisol V." if each == Name.USUAL else ""
        assert reading_sentence(community, each, called=called) in shown
    answer = writer.post(address, given | {"answering": answering.value})
    assert answer.status_code == 302
    written = community.discussions.get()
    may_read = {
        WHO_READS[Reading.EVERYONE]: [True, True, True],
        WHO_READS[Reading.SIGNED_IN]: [False, True, True],
        WHO_READS[Reading.ITS_MEMBERS]: [False, False, True],
    }
    (told,) = (sentence for sentence in may_read if sentence in shown)
    pages = [
        reader.get(written.get_absolute_url())
        for reader in (Client(), signed_in(join_person()), signed_in(member_of(community)))
    ]
    assert [page.status_code == 200 for page in pages] == may_read[told]
    page = pages[-1].content.decode()
    assert written.author.name in page
    assert ("Marisol V." in page) is (name == Name.USUAL)
    assert ("Quiet Alder" in page) is (name == Name.PSEUDONYM)
    again = unescape(writer.get(reverse("communities:reply-create", args=[written.public_id])).content.decode())
    assert reading_sentence(community, name, called=written.author.name, is_kept=True) in again
    changing = reverse("communities:discussion-edit", args=[written.public_id])
    assert reading_sentence(community, name, called=written.author.name, is_kept=True) in unescape(
        writer.get(changing).content.decode()
    )


@pytest.mark.django_db
def test_a_name_for_the_community_that_was_left_empty_is_asked_for_kindly():
    community = open_community(name="Tired hearts")
    writer = signed_in(member_of(community, name="Marisol V."))
    address = reverse("communities:discussion-new", args=[community.public_id])
    given = {"title": "Afraid", "body": "To walk.", "name": "pseudonym", "pseudonym": " "}
    answer = unescape(writer.post(address, given).content.decode())
    assert "Write the name you want to use in this community." in answer
    assert "at least one letter" not in answer
    assert not community.discussions.exists()
    assert writer.post(address, given | {"name": "usual"}).status_code == 302


def test_an_arabic_page_keeps_the_dot_of_a_name_with_the_name():
    community = Community(name="Tired hearts", reading=Reading.ITS_MEMBERS)
    naming = Naming(Member(name="Marisol V."), community, pseudonym="Quiet Alder")
    with translation.override("ar"):
        assert naming.labels()["usual"] == "\u2068Marisol V.\u2069"
        assert naming.labels()["pseudonym"] == "\u2068Quiet Alder\u2069"
        assert naming.hints()["usual"].endswith("\u2068Marisol V.\u2069")
        assert "\u2068Quiet Alder\u2069" in naming.hints()["pseudonym"]
        assert "\u2068Tired hearts\u2069" in naming.hints()["alias"]


@pytest.mark.django_db
def test_whoever_changes_a_reply_is_told_who_reads_it_and_under_which_name(discussion, friend):
    reply = post_reply(discussion, Answer(body="I remember the coat.", name=Name.ALIAS), by=friend)
    page = signed_in(friend).get(reverse("communities:reply-edit", args=[reply.public_id])).content.decode()
    assert reading_sentence(discussion.community, Name.ALIAS, called=reply.author.name, is_kept=True) in unescape(page)


@pytest.mark.django_db
def test_topics_are_folded_away_under_their_names_when_a_discussion_is_changed(discussion, asker):
    put_first_vocabulary()
    discussion.topics.add(Topic.objects.get(slug="heart-failure"))
    writer, address = signed_in(asker), reverse("communities:discussion-edit", args=[discussion.public_id])
    fold = '<details class="inline-fold"%s><summary>'
    page = writer.get(address).content.decode()
    summary = page.split(fold % "")[1].split("</summary>")[0]
    assert "Choose topics" in summary
    assert "Heart failure" in summary
    assert fold % " open" not in page
    assert fold % " open" in writer.post(address, {"title": ""}).content.decode()
