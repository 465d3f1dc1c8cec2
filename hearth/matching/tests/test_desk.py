"""The desk: what is brought to somebody, and what they do about it."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from hearth.communities.actions.belonging import admit, leave_community
from hearth.communities.actions.order import hide_discussion, lock_discussion
from hearth.communities.actions.restricting import restrict
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import Answering, Role
from hearth.communities.tests.people import member_of, open_community
from hearth.matching.actions.claiming import claim, hand_back
from hearth.matching.actions.offering import offer_waiting
from hearth.matching.models import Mentorship, Need, Offer, Question, State
from hearth.matching.tests.mentors import mentor_of
from hearth.members.actions.distance import mute
from hearth.members.actions.pseudonyms import create_pseudonym
from hearth.members.models import Member, Standing
from hearth.topics.actions import Name, put_topic
from hearth.topics.models import NameKind
from tests.people import account_of, join_person, signed_in

pytestmark = pytest.mark.django_db
DESK = "/desk/"


def page_of(member, address=DESK):
    return signed_in(member).get(address).content.decode()


def send(member, name, discussion, **given):
    return signed_in(member).post(reverse(f"matching:{name}", args=[discussion.public_id]), given, follow=True)


def text(answer):
    return answer.content.decode()


def ask(place, by, title="Who knows?", **given):
    made = start_discussion(place, Opening(title=title, body="Tell me.", **given), by=by)
    offer_waiting()
    return made


def offer_to(member):
    return Offer.objects.get(member=member)


def test_a_question_is_brought_with_what_a_mentor_needs_to_decide(discussion, mentor):
    page = page_of(mentor)
    assert "Afraid to walk alone" in page
    for said in ("First post here", "Tired hearts", "English", "asked just now", "I take it", "Not for me"):
        assert said in page, said
    assert "because you are a mentor here and speak its language" in page
    assert "1 of 3 with you" in page


def test_it_says_which_topics_they_share(place, asker):
    topics = [
        put_topic(slug, icon="leaf", names=[Name("en", NameKind.PREFERRED, slug.title())], description={})
        for slug in ("walking", "sleeping")
    ]
    mentor = mentor_of(place, topics=topics[:1]).member
    ask(place, asker, topics=topics)
    page = page_of(mentor)
    assert "because you know:" in page
    assert "Walking" in page
    assert "Sleeping" not in page


def test_taking_it_leads_to_where_it_is_answered(discussion, mentor):
    answer = send(mentor, "claim", discussion)
    assert answer.redirect_chain[-1][0] == f"{discussion.get_absolute_url()}#write"
    assert "You have this question in hand for two days." in text(answer)
    assert "You have this question in hand until" in text(answer)
    page = page_of(mentor)
    assert "In your hand" in page
    assert "Hand back" in page
    assert "I take it" not in page
    assert send(mentor, "claim", discussion).status_code == 200, "harmless a second time"
    assert offer_to(mentor).state == State.CLAIMED


def test_an_answer_ends_it_by_itself(discussion, mentor):
    send(mentor, "claim", discussion)
    post_reply(discussion, Answer(body="One step a day."), by=mentor)
    assert "Afraid to walk alone" not in page_of(mentor)
    assert "in hand until" not in page_of(mentor, discussion.get_absolute_url())
    assert "0 of 3 with you" in page_of(mentor)


def test_of_two_who_take_it_one_has_it_and_the_other_is_told_without_a_name(place, asker):
    one, other = mentor_of(place).member, mentor_of(place).member
    discussion = ask(place, asker)
    browser = signed_in(other)
    assert "I take it" in text(browser.get(DESK))
    send(one, "claim", discussion)
    answer = browser.post(reverse("matching:claim", args=[discussion.public_id]))
    assert answer.status_code == 409
    assert "Somebody else has just taken this question in hand." in text(answer)
    assert one.name not in text(answer)
    page = text(browser.get(DESK))
    assert "Somebody else has it in hand now." in page
    assert "I take it" not in page
    assert one.name not in page
    assert "Somebody else has it in hand now; you can still answer." in text(browser.get(discussion.get_absolute_url()))


def test_not_for_me_is_never_shown_again_and_nobody_is_told(discussion, mentor, asker):
    answer = send(mentor, "refusal", discussion)
    assert "It will not be brought to you again." in text(answer)
    assert "Afraid to walk alone" not in text(answer)
    Question.objects.update(widens_at=timezone.now() - timedelta(days=9))
    offer_waiting()
    assert "Afraid to walk alone" not in page_of(mentor)
    assert offer_to(mentor).state == State.NOT_FOR_ME
    assert "not for" not in page_of(asker, discussion.get_absolute_url()).lower()


def test_what_is_handed_back_goes_on_to_others_at_once(discussion, mentor, place):
    send(mentor, "claim", discussion)
    other = mentor_of(place).member
    answer = send(mentor, "return", discussion)
    assert "Handed back. It waits for somebody else now." in text(answer)
    assert "Afraid to walk alone" not in text(answer)
    assert "Afraid to walk alone" in page_of(other)


@pytest.mark.parametrize(("need", "who"), [("clinician", "Clinicians"), ("moderator", "Those who look after")])
def test_whoever_hands_back_is_told_who_finds_it(discussion, mentor, need, who):
    send(mentor, "claim", discussion)
    assert f"Handed back. {who} " in text(send(mentor, "return", discussion, need=need))


def clinician_of(place):
    member = member_of(place, role=Role.CLINICIAN)
    Member.objects.filter(pk=member.pk).update(standing=Standing.CLINICIAN)
    return Member.objects.get(pk=member.pk)


def test_a_clinician_is_asked_and_takes_it(discussion, mentor, place):
    clinician, unverified = clinician_of(place), member_of(place, role=Role.CLINICIAN)
    moderator = member_of(place, role=Role.MODERATOR)
    elsewhere = clinician_of(open_community())
    send(mentor, "return", discussion, need="clinician")
    assert "They asked for you" in page_of(clinician)
    for other in (unverified, moderator, elsewhere, mentor):
        assert "They asked for you" not in page_of(other)
        assert send(other, "claim", discussion).status_code in {403, 409}
    send(clinician, "claim", discussion)
    page = page_of(clinician)
    assert "Needs a clinician" in page
    assert "In your hand" in page
    assert "They asked for you" not in page


def test_a_moderator_who_has_seen_it_hands_it_back_as_one_that_needs_nobody(discussion, mentor, place):
    moderator, second = (member_of(place, role=Role.MODERATOR) for _ in range(2))
    send(mentor, "return", discussion, need="moderator")
    send(moderator, "claim", discussion)
    send(moderator, "return", discussion)
    assert Question.objects.get().need == Need.NOBODY
    assert "They asked for you" not in page_of(second)


def test_whoever_is_asked_for_may_leave_it_to_the_others(discussion, mentor, place):
    moderator, second = (member_of(place, role=Role.MODERATOR) for _ in range(2))
    send(mentor, "return", discussion, need="moderator")
    send(moderator, "refusal", discussion)
    assert "They asked for you" not in page_of(moderator)
    assert "They asked for you" in page_of(second)


def test_what_ran_out_and_is_asked_again_can_be_left_to_the_others_too(discussion, mentor, place):
    clinician = clinician_of(place)
    past = timezone.now() - timedelta(days=1)
    given = {"question": Question.objects.get(), "member": clinician, "ends_at": past}
    Offer.objects.create(**given, state=State.LAPSED)
    send(mentor, "return", discussion, need="clinician")
    assert "They asked for you" in page_of(clinician)
    send(clinician, "refusal", discussion)
    assert "They asked for you" not in page_of(clinician)


def test_whoever_is_asked_not_to_write_takes_nothing_from_the_others(discussion, mentor, place):
    steward = place.memberships.get(role=Role.STEWARD).member
    restrict(place, mentor, by=steward, until=timezone.now() + timedelta(days=2), reason="Unkind.")
    answer = send(mentor, "claim", discussion)
    assert answer.status_code == 409
    assert "has asked you not to write" in text(answer)
    assert offer_to(mentor).state == State.OPEN
    member_of(place, role=Role.STEWARD)  # the only one may always
    restrict(place, steward, by=steward_beside(place, steward), until=timezone.now() + timedelta(days=2), reason="So.")
    assert send(steward, "claim", discussion).status_code == 409
    assert not Offer.objects.filter(state=State.CLAIMED).exists()


def steward_beside(place, steward):
    return place.memberships.filter(role=Role.STEWARD).exclude(member=steward).get().member


def test_a_need_nobody_knows_hands_it_back_plainly(discussion, mentor):
    assert send(mentor, "return", discussion, need="a witch").status_code == 200
    assert Question.objects.get().need == Need.NOBODY
    assert offer_to(mentor).state == State.HANDED_BACK


def test_stewards_find_what_is_offered_to_them_on_the_same_page(place, asker):
    steward = place.memberships.get(role=Role.STEWARD).member
    ask(place, asker)
    Question.objects.update(widens_at=timezone.now() - timedelta(minutes=1))
    offer_waiting()
    page = page_of(steward)
    assert "because you lead this community" in page
    assert "How much is with you" not in page


def test_a_steward_takes_what_was_not_offered(place, asker):
    steward = place.memberships.get(role=Role.STEWARD).member
    discussion = ask(place, asker)
    assert send(steward, "claim", discussion).status_code == 200
    assert "In your hand" in page_of(steward)


def test_who_takes_as_what_they_are_does_so_under_the_name_they_are_it(place, asker, mentor):
    discussion, person = ask(place, asker), join_person()
    here = create_pseudonym(account_of(person), name="Quiet Otter")
    with transaction.atomic():
        admit(place, here, role=Role.MODERATOR)
    hand_back(offer_to(mentor), by=mentor, need=Need.MODERATOR)
    send(person, "claim", discussion)
    assert Offer.objects.get(state=State.CLAIMED).member == here


@pytest.mark.parametrize("end", ["answered", "locked", "hidden", "wants none", "ran out", "muted"])
def test_what_waits_no_more_is_on_no_desk(discussion, mentor, place, asker, end):
    moderator = member_of(place, role=Role.MODERATOR)
    assert "Afraid to walk alone" in page_of(mentor)
    if end == "answered":
        post_reply(discussion, Answer(body="I know."), by=member_of(place))
    elif end == "locked":
        lock_discussion(discussion, by=moderator)
    elif end == "hidden":
        hide_discussion(discussion, by=moderator)
    elif end == "wants none":
        type(discussion).objects.update(answering=Answering.NOBODY)
    elif end == "ran out":
        Offer.objects.update(ends_at=timezone.now())
    else:
        mute(asker, by=mentor)
    assert "Afraid to walk alone" not in page_of(mentor)


def test_a_member_like_any_other_finds_an_empty_desk_and_takes_nothing(discussion, place):
    member = member_of(place)
    assert "Nothing is brought to you" in page_of(member)
    assert "Afraid to walk alone" not in page_of(member)
    for name in ("claim", "refusal", "return"):
        assert send(member, name, discussion).status_code == 403
    assert set(Offer.objects.values_list("state", flat=True)) == {State.OPEN}


def test_the_asker_takes_nothing_of_their_own(discussion, asker, place):
    admit(place, join_person())
    place.memberships.filter(member=asker).update(role=Role.MODERATOR)
    Question.objects.update(need=Need.MODERATOR)
    assert "They asked for you" not in page_of(asker)


def test_a_visitor_signs_in_first(client, discussion):
    assert client.get(DESK).status_code == 302
    for name in ("claim", "refusal", "return"):
        assert client.post(reverse(f"matching:{name}", args=[discussion.public_id])).url.startswith("/sign-in/")


def test_the_desk_of_whoever_left_names_no_place_where_they_are_a_mentor(place, mentor):
    leave_community(place, by=mentor)
    assert place.name not in page_of(mentor)


def test_whoever_cannot_answer_there_any_more_cannot_take_it(asker, mentor):
    place = open_community(joining="on_request", reading="its_members")
    admit(place, asker)
    admit(place, mentor, role=Role.MENTOR)
    mentor_of(place, mentor)
    discussion = ask(place, asker, title="Said inside")
    assert "Said inside" in page_of(mentor)
    leave_community(place, by=mentor)
    assert "Said inside" not in page_of(mentor)
    assert send(mentor, "claim", discussion).status_code == 404


def test_above_the_composer_it_says_that_it_was_brought(discussion, mentor, place):
    page = page_of(mentor, discussion.get_absolute_url())
    assert "This question was brought to you." in page
    assert "I take it" in page
    for other in (member_of(place), discussion.author):
        assert "brought to you" not in page_of(other, discussion.get_absolute_url())


def test_in_place_the_line_alone_changes(discussion, mentor):
    browser, headers = signed_in(mentor), {"HX-Request": "true"}

    def press(name):
        address = reverse(f"matching:{name}", args=[discussion.public_id])
        return text(browser.post(address, headers=headers))

    taken = press("claim")
    assert "You have this question in hand until" in taken
    assert "<html" not in taken
    assert "You have this question in hand for two days." in taken
    assert "data-focus" in taken
    returned = press("return")
    assert "Handed back." in returned
    assert "Hand back" not in returned


def test_home_and_the_community_lead_mentors_and_stewards_to_the_desk(discussion, mentor, place):
    home, steward = reverse("front:home"), place.memberships.get(role=Role.STEWARD).member
    assert "1 question with you" in page_of(mentor, home)
    assert DESK in page_of(steward, home)
    assert "question with you" not in page_of(steward, home)
    community = reverse("communities:community", args=[place.public_id, place.slug])
    for member, sees in ((mentor, True), (steward, True), (member_of(place), False), (join_person(), False)):
        assert (DESK in page_of(member, home)) == sees
        assert (DESK in page_of(member, community)) == sees


@pytest.mark.parametrize("is_brought", [True, False])
def test_a_discussion_asks_once_more_for_those_it_was_brought_to(
    discussion, mentor, place, is_brought, django_assert_max_num_queries
):
    browser = signed_in(mentor if is_brought else member_of(place))
    browser.get(discussion.get_absolute_url())
    with django_assert_max_num_queries(8 if is_brought else 7):
        assert ("brought to you" in text(browser.get(discussion.get_absolute_url()))) == is_brought


def test_a_desk_costs_the_same_however_much_waits(place, mentor, asker, django_assert_max_num_queries):
    topic = put_topic("walking", icon="leaf", names=[Name("en", NameKind.PREFERRED, "Walking")], description={})
    mentorship = Mentorship.objects.get()
    mentorship.topics.add(topic)
    Mentorship.objects.update(capacity=100)
    moderated = [open_community() for _ in range(3)]
    for other in moderated:
        admit(other, mentor, role=Role.MODERATOR)
    browser = signed_in(mentor)
    for number in range(12):
        where = moderated[number % 3] if number % 2 else place
        made = ask(where, member_of(where), title=f"Question {number}", topics=[topic])
        if number % 2:
            Question.objects.filter(pk=made.pk).update(need=Need.MODERATOR)
        elif number % 4:
            claim(Offer.objects.get(question=made.pk, member=mentor), by=mentor)
    for number in range(5):
        begun = start_discussion(place, Opening(title=f"Old {number}"), by=member_of(place))
        post_reply(begun, Answer(body="I know."), by=mentor)
        post_reply(begun, Answer(body="Thank you."), by=begun.author)
    browser.get(DESK)
    with django_assert_max_num_queries(12):
        page = text(browser.get(DESK))
    assert all(f"Question {number}" in page for number in range(12))
    assert all(f"Old {number}" in page for number in range(5))
