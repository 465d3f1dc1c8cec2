"""Who is shown as a clinician in a community: only whose badge the house has verified, and for as long as it lives."""

import pytest
from django.urls import reverse

from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import Answering, Membership, Role
from hearth.communities.permissions import standing_of
from hearth.communities.queries.doors import why_no_reply
from hearth.communities.tests.people import member_of, open_community
from hearth.members.actions.verification import ask_verification, end_verification, give_badge
from hearth.members.models import Member
from tests.people import appoint, join_person, signed_in

pytestmark = pytest.mark.django_db
EVIDENCE = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def verifier():
    return appoint(join_person(), "verifiers")


@pytest.fixture
def scene(verifier):
    steward = join_person()
    place = open_community(steward=steward, name="Tired hearts")
    doctor = member_of(place, name="Ingrid H.")
    discussion = start_discussion(place, Opening(title="May I walk?", answering=Answering.CHOSEN), by=member_of(place))
    return place, steward, doctor, discussion


def verify(doctor, verifier):
    asked = ask_verification(doctor, field="Physiotherapist", country="SE", registration_number="7", content=EVIDENCE)
    give_badge(asked, by=Member.objects.get(pk=verifier.pk))


def give_role(place, steward, doctor):
    row = Membership.objects.get(community=place, member=doctor)
    address = reverse("communities:member-role", args=[place.public_id, row.public_id])
    answer = signed_in(steward).post(address, {"role": "clinician"})
    row.refresh_from_db()
    return answer, row.role


def shown(member, address):
    return signed_in(member).get(address).content.decode()


def test_the_role_is_refused_to_whom_the_house_has_not_verified(scene, verifier):
    place, steward, doctor, _discussion = scene
    answer, role = give_role(place, steward, doctor)
    assert answer.status_code == 409
    assert "does not carry the badge of a verified clinician" in answer.content.decode()
    assert role == Role.MEMBER
    verify(doctor, verifier)
    answer, role = give_role(place, steward, doctor)
    assert (answer.status_code, role) == (302, Role.CLINICIAN)


def test_when_the_badge_ends_nothing_shows_a_clinician_and_the_role_is_kept(scene, verifier):
    place, steward, doctor, discussion = scene
    verify(doctor, verifier)
    give_role(place, steward, doctor)
    doctor = Member.objects.get(pk=doctor.pk)
    post_reply(discussion, Answer(body="Slowly, yes."), by=doctor)
    people, about = (reverse(f"communities:{name}", args=[place.public_id]) for name in ("people", "about"))
    addresses = [discussion.get_absolute_url(), people, about]
    reader = member_of(place)
    assert all("role--clinician" in shown(reader, each) for each in addresses)
    assert not why_no_reply(standing_of(doctor, place), discussion)
    end_verification(doctor, by=Member.objects.get(pk=verifier.pk), reason="It ran out.")
    doctor = Member.objects.get(pk=doctor.pk)
    for each in addresses:
        page = shown(reader, each)
        assert "role--clinician" not in page
        assert "post--clinician" not in page
        assert "Clinician in residence" not in page
    assert "Ingrid H." not in shown(reader, about)
    assert why_no_reply(standing_of(doctor, place), discussion), "mentors and clinicians answer here"
    assert "without a badge that holds" in shown(steward, people)
    assert Membership.objects.get(member=doctor).role == Role.CLINICIAN
    verify(doctor, verifier)
    assert all("role--clinician" in shown(reader, each) for each in addresses)
