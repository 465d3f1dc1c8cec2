"""A desk tells nobody's name, nothing that may not be read, and not which names belong together."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hearth.communities.actions.restricting import restrict
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import Role
from hearth.communities.queries.naming import Name
from hearth.communities.tests.people import member_of, open_community
from hearth.matching.actions.claiming import claim
from hearth.matching.actions.offering import offer_waiting
from hearth.matching.actions.queueing import queue
from hearth.matching.adapters import MatchingPart
from hearth.matching.models import Offer
from hearth.matching.tests.mentors import mentor_of
from hearth.members import faces
from hearth.members.actions.distance import block
from tests.people import account_of, join_person, signed_in

pytestmark = pytest.mark.django_db


def desk_of(member):
    return signed_in(member).get("/desk/").content.decode()


def bring(discussion, member):
    ends_at = timezone.now() + timedelta(days=1)
    return Offer.objects.create(question=queue(discussion.pk), member=member, ends_at=ends_at)


def test_what_somebody_may_not_read_is_not_on_their_desk_even_when_it_was_brought(asker):
    place = open_community(reading="its_members")  # anyone may join, and reads nothing before
    outsider = join_person()
    bring(start_discussion(place, Opening(title="Said inside", body="Quietly."), by=member_of(place)), outsider)
    page = desk_of(outsider)
    assert "Said inside" not in page
    assert "Quietly." not in page
    assert (
        signed_in(outsider).post(reverse("matching:claim", args=[place.discussions.get().public_id])).status_code == 404
    )


def test_a_copy_of_ones_own_holds_no_title_of_what_was_brought(place, asker, mentor):
    start_discussion(place, Opening(title="Quiet words of another"), by=asker)
    offer_waiting()
    (section,) = (
        each for each in MatchingPart().export(faces.person_behind(account_of(mentor))) if each.key == "offers"
    )
    told = repr(section.rows)
    assert place.discussions.get().public_id in told
    assert "quiet" not in told.casefold()


def test_nobody_is_named_who_asks_or_who_has_it_in_hand(place, asker):
    one, other = mentor_of(place).member, mentor_of(place).member
    for number, name in enumerate((Name.USUAL, Name.ALIAS)):
        start_discussion(place, Opening(title=f"Question {number}", name=name), by=asker)
    offer_waiting()
    claim(Offer.objects.filter(member=other).first(), by=other)
    names = {each.author.name for each in place.discussions.all()} | {other.name}
    page = desk_of(one)
    assert "Question 0" in page
    assert "Question 1" in page
    assert not [name for name in names if name in page]


def test_a_block_under_the_usual_name_takes_no_question_of_another_name_away(place, asker, mentor):
    start_discussion(place, Opening(title="Asked once", name=Name.ALIAS), by=asker)
    start_discussion(place, Opening(title="Asked as myself"), by=asker)
    offer_waiting()
    assert Offer.objects.count() == 2
    block(mentor, by=asker)
    page = desk_of(mentor)
    assert "Asked once" in page, "that it went would tell who asked"
    assert "Asked as myself" not in page


def test_only_the_first_post_of_a_usual_name_is_marked(place, asker, mentor):
    start_discussion(place, Opening(title="Asked once", name=Name.ALIAS), by=asker)
    offer_waiting()
    assert "First post here" not in desk_of(mentor)


def test_no_board_tells_that_another_name_of_a_mentor_may_not_write(place, discussion, mentor):
    reply = post_reply(discussion, Answer(body="Buy these.", name=Name.ALIAS), by=mentor)
    steward = place.memberships.get(role=Role.STEWARD).member
    pages = [reverse(f"matching:{name}", args=[place.public_id]) for name in ("board", "mentors")]
    browser = signed_in(steward)
    before = [browser.get(page).content.decode().count("break") for page in pages]
    restrict(place, reply.author, by=steward, until=timezone.now() + timedelta(days=3), reason="No selling here.")
    assert mentor.name in browser.get(pages[0]).content.decode()
    assert [browser.get(page).content.decode().count("break") for page in pages] == before
