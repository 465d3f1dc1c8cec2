"""Who is shown as a clinician in a community: only whose badge the house has verified, and for as long as it lives."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import Answering, Community, Discussion, Membership, Reply, Role
from hearth.communities.permissions import standing_of
from hearth.communities.queries.doors import why_no_reply
from hearth.communities.quotes import without_names
from hearth.communities.tests.people import member_of, open_community
from hearth.communities.views.addresses import of_community
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


NOTE = "General information, not advice about you"
HTMX = {"HX-Request": "true"}


@dataclass
class Consultation:
    """What a verified clinician said: an opening, and an answer that somebody quotes."""

    place: Community
    doctor: Member
    opening: Discussion
    discussion: Discussion
    reply: Reply
    quoting: Reply
    reader: Client

    def get(self, name, *arguments, **query):
        return self.reader.get(reverse(name, args=arguments), query, headers=HTMX if "since" in query else {})

    def posts_in_place(self):
        """What comes back when the clinician answers without leaving the page."""
        address = reverse("communities:reply-create", args=[self.discussion.public_id])
        return signed_in(self.doctor).post(address, {"body": "Slowly, I say."}, headers=HTMX)

    def news(self):
        """What came while somebody looked."""
        since = (self.reply.created_at - timedelta(minutes=1)).isoformat()
        return self.get("communities:news", self.discussion.public_id, since=since, show="1")


SHOWN: dict[str, Callable[[Consultation], HttpResponse]] = {
    "an opening": lambda said: said.reader.get(said.opening.get_absolute_url()),
    "an answer": lambda said: said.reader.get(said.discussion.get_absolute_url()),
    "an answer that is answered": lambda said: said.get(
        "communities:reply-create", said.discussion.public_id, answer=said.reply.public_id
    ),
    "answers by a label": lambda said: said.reader.get(said.discussion.get_absolute_url(), {"only": "read"}),
    "an answer put in place": Consultation.posts_in_place,
    "news": Consultation.news,
    "a list": lambda said: said.reader.get(of_community(said.place)),
    "home": lambda said: said.get("front:home"),
    "a feed of a community": lambda said: said.get("communities:feed", said.place.public_id),
    "a feed of a discussion": lambda said: said.get("communities:discussion-feed", said.discussion.public_id),
}
WORDS = "Slowly, "


@pytest.fixture
def consultation(scene, verifier):
    place, _steward, doctor, discussion = scene
    verify(doctor, verifier)
    doctor = Member.objects.get(pk=doctor.pk)
    friend = member_of(place)
    Discussion.objects.filter(pk=discussion.pk).update(answering=Answering.COMMUNITY)
    opening = start_discussion(place, Opening(title="On walking", body="Slowly, says everybody."), by=doctor)
    reply = post_reply(discussion, Answer(body="Slowly, yes.", read_in="A handbook"), by=doctor)
    address = f"/replies/{reply.public_id}/"
    words = f'<blockquote><p><a href="http://localhost:8000{address}">x</a><br>Slowly, yes.</p></blockquote><p>Oh.</p>'
    quoting = post_reply(discussion, Answer(body=without_names(words)), by=friend)
    return Consultation(place, doctor, opening, discussion, reply, quoting, signed_in(member_of(place)))


@pytest.mark.parametrize("where", SHOWN)
def test_the_words_of_a_clinician_carry_their_note_everywhere(where, consultation, verifier):
    page = SHOWN[where](consultation).content.decode()
    assert WORDS in page
    assert NOTE in page
    end_verification(consultation.doctor, by=Member.objects.get(pk=verifier.pk), reason="It ran out.")
    consultation.doctor = Member.objects.get(pk=consultation.doctor.pk)
    page = SHOWN[where](consultation).content.decode()
    assert WORDS in page
    assert NOTE not in page, "nobody else's words carry it"


def test_a_quotation_of_a_clinician_carries_the_note_too(consultation):
    page = consultation.reader.get(consultation.discussion.get_absolute_url()).content.decode()
    assert page.count(NOTE) == 2
    assert f"</a> {NOTE}." in page.partition("<cite>")[2].partition("</cite>")[0]


def test_on_paper_the_note_stays():
    sheet = (Path(settings.BASE_DIR) / "static/css/print.css").read_text(encoding="utf-8")
    assert "display: none" in sheet
    assert "post__note" not in sheet
