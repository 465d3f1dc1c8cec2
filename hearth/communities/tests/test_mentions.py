"""Naming people: whom a text may link, who sees the link, whom one is suggested."""

import pytest
from django.urls import reverse

from hearth.communities import mentions
from hearth.communities.actions.order import hide_reply
from hearth.communities.actions.writing import (
    Answer,
    Opening,
    delete_reply,
    edit_reply,
    post_reply,
    start_discussion,
)
from hearth.communities.models import Joining, Mention, Reading, Reply, Revision, Role
from hearth.communities.queries.naming import Name
from hearth.communities.tests.people import member_of, open_community
from hearth.communities.views.addresses import of_community
from hearth.core import richtext
from hearth.members.actions.distance import block
from hearth.members.actions.leaving import close_account, come_back, erase_account
from hearth.members.models import Member
from tests.people import account_of, join_person, signed_in

pytestmark = pytest.mark.django_db


def opens_to(member, audience):
    Member.objects.filter(pk=member.pk).update(audience=audience)
    return member


def say(discussion, words, by):
    return post_reply(discussion, Answer(body=words), by=by)


def page(client, discussion):
    return client.get(discussion.get_absolute_url()).content.decode()


def link(member, name=""):
    return f'<a class="mention" href="{reverse("front:person", args=[member.public_id])}">@{name or member.name}</a>'


def test_who_takes_part_is_named_and_linked_where_the_page_opens(client, discussion, asker, friend):
    say(discussion, "Listen, @Marisol V., you walked.", friend)
    mention = Mention.objects.get()
    assert (mention.member, mention.discussion) == (asker, discussion)
    assert "<strong>@Marisol V.</strong>, you" in page(client, discussion)
    opens_to(asker, "members")
    assert link(asker) not in page(client, discussion)
    assert link(asker) in page(signed_in(friend), discussion)
    opens_to(asker, "everyone")
    assert link(asker) in page(client, discussion)
    opens_to(asker, "only_me")
    assert asker.public_id not in page(signed_in(join_person()), discussion)


@pytest.mark.parametrize(
    ("reading", "audience", "is_named"),
    [
        ("everyone", "everyone", True),
        ("everyone", "members", False),
        ("signed_in", "members", True),
        ("its_members", "members", True),
        ("its_members", "only_me", False),
        ("everyone", "followed", False),
    ],
)
@pytest.mark.parametrize("belongs", [True, False])
def test_somebody_else_is_named_when_every_reader_may_open_their_page(reading, audience, is_named, belongs):
    """Whether they belong to the community makes no difference: a link tells nothing of it."""
    place = open_community(reading=reading)
    other = opens_to(member_of(place, name="Rosa M.") if belongs else join_person("Rosa M."), audience)
    start_discussion(place, Opening(title="Rosa", body="What would @Rosa M. say?"), by=member_of(place))
    assert [each.member for each in Mention.objects.all()] == ([other] if is_named else [])


def test_an_alias_is_named_by_the_name_it_bears_there(client, place, friend):
    asker = member_of(place, name="Quiet person")
    discussion = start_discussion(place, Opening(title="T", body="B", name=Name.ALIAS), by=asker)
    say(discussion, f"Thank you, @{discussion.author.name}. And @Quiet person too.", friend)
    assert [each.member for each in Mention.objects.all()] == [discussion.author]
    shown = page(client, discussion)
    assert f"<strong>@{discussion.author.name}</strong>" in shown
    assert "And @Quiet person too." in shown


def test_who_said_nothing_that_shows_is_not_named(place, discussion, friend):
    shy = member_of(place, name="Shy one")
    reply = say(discussion, "Hello.", shy)
    hide_reply(reply, by=member_of(place, Role.MODERATOR))
    say(discussion, "@Shy one, are you there?", friend)
    assert not Mention.objects.exists()


def test_whom_a_block_parts_is_not_named(discussion, asker, friend):
    block(asker, by=friend)
    say(discussion, "@Marisol V. hears nothing.", friend)
    assert not Mention.objects.exists()


def test_changed_words_name_anew_and_erased_ones_nobody(discussion, asker, friend):
    reply = say(discussion, "@Marisol V. and @thomas o.", friend)
    assert {each.member for each in Mention.objects.all()} == {asker}
    reply = edit_reply(reply, "Only @Thomas O. now", by=friend)
    assert {each.member for each in Mention.objects.all()} == {friend}
    say(discussion, "x", asker)
    post_reply(discussion, Answer(body="answer", parent=reply), by=asker)
    delete_reply(reply, by=friend)
    assert not Mention.objects.exists()


def test_words_are_never_more_than_words():
    html = richtext.render("@Ada &lt;b&gt; a@ada.example, @@Ada https://example.org/@Ada @Ada")
    names = mentions.possible_names(html)
    assert "Ada" in names
    marked = mentions.marked(html, {"Ada": 0})
    assert marked.count("data-mention") == 2
    assert "<b>" not in marked
    assert "data-mention" not in richtext.clean('<p><strong data-mention="0">@Ada</strong></p>')
    assert mentions.linked(marked, {0: "/people/x/"}).count('<a class="mention" href="/people/x/">@Ada</a>') == 2
    assert "data-mention" not in mentions.linked(marked, {})


def test_ten_thousand_names_are_a_text_like_any_other(discussion, friend, django_assert_max_num_queries):
    for number in range(3):
        say(discussion, f"No newcomer any more: {number}.", friend)
    words = "@Marisol V. " * 1600
    with django_assert_max_num_queries(40):
        reply = say(discussion, words, friend)
    assert reply.body_html.count("data-mention") == mentions.MOST_LOOKED_AT
    assert Mention.objects.count() == 1


def suggested(client, place, beginning, **given):
    answer = client.get(reverse("communities:mentions", args=[place.public_id]), {"q": beginning} | given)
    assert answer.status_code == 200
    return [each.name for each in answer.context["members"]]


def test_one_is_suggested_who_takes_part_and_open_members(place, discussion, friend):
    opens_to(member_of(place, name="Marta open"), "everyone")
    opens_to(member_of(place, name="Marta closed"), "members")
    opens_to(join_person("Marta elsewhere"), "everyone")
    client = signed_in(friend)
    assert suggested(client, place, "mar") == ["Marta open"]
    assert suggested(client, place, "Már", discussion=discussion.public_id) == ["Marisol V.", "Marta open"]
    assert suggested(client, place, "") == []
    assert suggested(client, place, "thomas", discussion=discussion.public_id) == []
    for _number in range(9):
        opens_to(member_of(place, name=f"Marta {_number} more"), "everyone")
    assert len(suggested(client, place, "mar")) == 8


def test_suggestions_are_for_who_may_see_the_members(client, place, discussion, friend):
    closed = open_community(reading=Reading.ITS_MEMBERS, joining=Joining.ON_REQUEST)
    address = reverse("communities:mentions", args=[closed.public_id])
    assert signed_in(friend).get(address).status_code == 404
    assert client.get(reverse("communities:mentions", args=[place.public_id])).status_code == 302
    address = reverse("communities:mentions", args=[place.public_id])
    elsewhere = start_discussion(open_community(), Opening(title="T", body="B"), by=join_person())
    assert signed_in(friend).get(address, {"discussion": elsewhere.public_id}).status_code == 404


def test_whom_a_block_parts_is_not_suggested(place, discussion, asker, friend):
    block(friend, by=asker)
    assert suggested(signed_in(friend), place, "mari", discussion="") == []


def test_names_in_a_quotation_and_in_a_feed_are_words(client, discussion, friend):
    reply = say(discussion, "See @Marisol V.", friend)
    feed = client.get(reverse("communities:discussion-feed", args=[discussion.public_id])).content.decode()
    assert "See @Marisol V." in feed
    assert reverse("communities:reply", args=[reply.public_id]) in feed
    assert "data-mention" not in Reply.objects.get().body


def test_who_has_left_is_named_no_more(client, place, discussion, friend):
    rosa = member_of(place, name="Rosalind")
    say(discussion, "I know.", rosa)
    say(discussion, "As @Rosalind said, and @Rosalinda.", friend)
    close_account(account_of(rosa), keep_writing=True, at_once=False)
    for reader in (client, signed_in(friend)):
        shown = page(reader, discussion)
        assert "As <strong>a former member</strong> said, and @Rosalinda." in shown
        assert "@Rosalind " not in shown
    assert suggested(signed_in(friend), place, "ros", discussion=discussion.public_id) == []
    say(discussion, "And @Rosalind again", friend)
    assert Mention.objects.count() == 1
    come_back(account_of(rosa))
    assert "As <strong>@Rosalind</strong> said" in page(client, discussion)


def test_who_has_left_is_named_in_no_list_feed_or_quotation(client, place, friend):
    rosa = opens_to(member_of(place, name="Rosalind"), "everyone")
    talk = start_discussion(place, Opening(title="Thanks", body="Thank you, @Rosalind, for it."), by=friend)
    reply = say(talk, "Once more, @Rosalind!", friend)
    quoting = reverse("communities:reply-create", args=[talk.public_id])
    feeds = [
        reverse(f"communities:{name}", args=[of.public_id]) for name, of in (("feed", place), ("discussion-feed", talk))
    ]

    def shown():
        other = signed_in(member_of(place))
        pages = [client.get(each) for each in (of_community(place), talk.get_absolute_url(), *feeds)]
        pages += [other.get(each) for each in ("/home/", f"{quoting}?quote={reply.public_id}")]
        return [each.content.decode() for each in pages]

    assert all("@Rosalind" in each for each in shown())
    close_account(account_of(rosa), keep_writing=True, at_once=False)
    for each in shown():
        assert "Rosalind" not in each
        assert "a former member" in each
    come_back(account_of(rosa))
    assert all("@Rosalind" in each for each in shown())


def test_an_excerpt_that_ends_within_a_name_loses_it_too(place, friend):
    rosa = opens_to(member_of(place, name="Rosa Lind"), "everyone")
    body = f"{'word ' * 31}@Rosa Lind"
    talk = start_discussion(place, Opening(title="Long", body=body), by=friend)
    assert talk.excerpt.endswith("@Rosa…")
    close_account(account_of(rosa), keep_writing=True, at_once=False)
    erase_account(account_of(rosa))
    talk.refresh_from_db()
    assert "Rosa" not in talk.excerpt


@pytest.mark.parametrize("keep", [True, False])
def test_with_somebody_their_name_goes_out_of_what_others_said(place, discussion, friend, client, keep):
    rosa = member_of(place, name="Rosa Lind")
    say(discussion, "I know.", rosa)
    reply = say(discussion, "Before, @Rosa Lind.", friend)
    edit_reply(reply, "As @Rosa Lind said.", by=friend)
    close_account(account_of(rosa), keep_writing=keep, at_once=False)
    erase_account(account_of(rosa))
    assert "As a former member said." in page(client, discussion)
    reply.refresh_from_db()
    kept = [reply.body, reply.body_html, *Revision.objects.values_list("body", flat=True)]
    assert [words for words in kept if "Lind" in words] == []
    assert sum("a former member" in words for words in kept) == 3
