"""The badge of a clinician is for the name that was checked: another name does not take it along."""

import pytest
from django.urls import reverse

from hearth.members import evidence
from hearth.members.actions.standing import make_mentor
from hearth.members.actions.verification import approve, ask_verification
from hearth.members.models import Audience, Member, Standing, Verification
from tests.people import appoint, join_person, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/settings/"
SAID = "Your badge is for this name"


@pytest.fixture
def ingrid():
    return join_person("Ingrid", audience=Audience.EVERYONE)


@pytest.fixture
def sam():
    return appoint(join_person("Sam"), "verifiers", "moderators")


def ask(member):
    return ask_verification(member, field="Surgeon", country="SE", registration_number="R-1", content=b"%PDF-1.4")


def rename(member, name):
    answer = signed_in(member).post(PAGE, {"name": name, "line": "", "about": "", "country": "", "languages": []})
    member.refresh_from_db()
    assert (answer.status_code, member.name) == (302, name)


def test_a_new_name_leaves_the_badge_behind_and_the_page_says_so_before(ingrid, sam, client):
    assert SAID not in signed_in(ingrid).get(PAGE).content.decode()
    approve(ask(ingrid), by=sam)
    assert SAID in signed_in(ingrid).get(PAGE).content.decode()
    rename(ingrid, "INGRID")
    assert ingrid.standing == Standing.CLINICIAN, "The same name, written otherwise."
    rename(ingrid, "Surgeon General")
    assert (ingrid.standing, ingrid.clinical_field, ingrid.clinical_country) == (Standing.MEMBER, "", "")
    assert "Clinician, verified" not in client.get(reverse("front:person", args=[ingrid.public_id])).content.decode()
    assert Verification.objects.get().state == "renamed"
    page = signed_in(ingrid).get(reverse("members:settings-verification")).content.decode()
    assert "ended with the name it was for" in page
    assert SAID not in signed_in(ingrid).get(PAGE).content.decode()
    approve(ask(ingrid), by=sam)
    assert Member.objects.get(pk=ingrid.pk).standing == Standing.CLINICIAN, "It can be asked for under the new name."


def test_what_stood_there_before_the_badge_comes_back(ingrid, sam):
    make_mentor(ingrid)
    approve(ask(ingrid), by=sam)
    rename(ingrid, "Ingrid Berg")
    assert ingrid.standing == Standing.MENTOR


def test_a_request_is_for_the_name_it_was_made_under(ingrid, sam, django_capture_on_commit_callbacks):
    asked = ask(ingrid)
    assert SAID in signed_in(ingrid).get(PAGE).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        rename(ingrid, "Surgeon General")
    assert Verification.objects.get().state == "taken_back"
    assert evidence.read(asked.public_id) is None
    page = reverse("members:staff-verification", args=[asked.public_id])
    assert signed_in(sam).post(page, {"decision": "approve"}).status_code == 404
    ingrid.refresh_from_db()
    assert ingrid.standing == Standing.MEMBER


def test_a_name_that_staff_took_away_takes_the_badge_too(ingrid, sam):
    approve(ask(ingrid), by=sam)
    act = reverse("members:staff-act", args=[ingrid.public_id, "blanking"])
    june = signed_in(appoint(join_person("June"), "moderators"))
    june.post(act, {"part": "line", "reason": "Why."})
    assert Member.objects.get(pk=ingrid.pk).standing == Standing.CLINICIAN
    june.post(act, {"part": "name", "reason": "Why."})
    assert Member.objects.get(pk=ingrid.pk).standing == Standing.MEMBER
