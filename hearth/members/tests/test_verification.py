import stat
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from hearth.core.archives import KEPT
from hearth.core.models import OutgoingMail
from hearth.core.refusals import Refusal
from hearth.members import evidence
from hearth.members.actions.pseudonyms import create_pseudonym
from hearth.members.actions.verification import (
    approve,
    ask_verification,
    decline,
    end_verification,
    take_back_verification,
    tend_verifications,
)
from hearth.members.models import Audience, Standing, Verification
from tests.people import account_of, appoint, join_person, signed_in

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 my licence"
GIVEN = {"field": "Cardiac physiotherapist", "country": "SE", "registration_number": "SE-1234"}
PAGE = "/settings/verification/"


@pytest.fixture
def ingrid():
    return join_person("Ingrid", audience=Audience.EVERYONE)


@pytest.fixture
def sam():
    return appoint(join_person("Sam"), "verifiers")


def ask(member, content=PDF):
    return ask_verification(member, content=content, **GIVEN)


def badge_of(member):
    member.refresh_from_db()
    return member.standing, member.clinical_field, member.clinical_country


def path_of(verification):
    return evidence._path(verification.public_id)


def test_from_asking_to_the_badge(ingrid, sam, client, django_capture_on_commit_callbacks):
    file = SimpleUploadedFile("Ingrid's licence.html", PDF)
    assert signed_in(ingrid).post(PAGE, GIVEN | {"evidence": file}).status_code == 302
    verification = Verification.objects.get()
    assert stat.S_IMODE(path_of(verification).stat().st_mode) == 0o600
    page = reverse("members:staff-verification", args=[verification.public_id])
    assert "SE-1234" in signed_in(sam).get(page).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert signed_in(sam).post(page, {"decision": "approve"}).status_code == 302
    assert badge_of(ingrid) == (Standing.CLINICIAN, "Cardiac physiotherapist", "SE")
    verification.refresh_from_db()
    assert (verification.registration_number, verification.evidence) == ("", "")
    assert not path_of(verification).exists()
    shown = client.get(reverse("front:person", args=[ingrid.public_id])).content.decode()
    assert "Clinician, verified" in shown
    assert "Cardiac physiotherapist</bdi>, Sweden" in shown
    assert OutgoingMail.objects.count() == 1


def test_the_evidence_is_a_file_to_keep_apart(ingrid, sam):
    verification = ask(ingrid)
    address = reverse("members:staff-evidence", args=[verification.public_id])
    answer = signed_in(sam).get(address)
    assert answer.content == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="evidence.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer["Cache-Control"]
    moderator = appoint(join_person("June"), "moderators")
    for other in (ingrid, moderator, join_person()):
        assert signed_in(other).get(address).status_code == 404
    told = signed_in(ingrid).get(reverse("members:settings-names")).content.decode()
    assert "opened your evidence" in told


def test_declining_says_why_and_erases(ingrid, sam, django_capture_on_commit_callbacks):
    verification = ask(ingrid)
    page = reverse("members:staff-verification", args=[verification.public_id])
    assert "Write why" in signed_in(sam).post(page, {"decision": "decline"}).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(sam).post(page, {"decision": "decline", "reason": "The number is not in the register."})
    assert badge_of(ingrid) == ("", "", "")
    assert not path_of(verification).exists()
    assert "not in the register" in signed_in(ingrid).get(PAGE).content.decode()
    assert ask(ingrid)


def test_taking_it_back_erases(ingrid, django_capture_on_commit_callbacks):
    verification = ask(ingrid)
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(ingrid).post(reverse("members:verification-withdrawal"))
    assert not path_of(verification).exists()
    assert Verification.objects.get().registration_number == ""
    take_back_verification(ingrid)


@pytest.mark.parametrize(
    "content", [b"<html>", b"MZ", b"GIF89a", b"<svg/>", b"", b"%PDF-" + b"x" * evidence.MAX_BYTES], ids=range(6)
)
def test_other_files_are_refused_and_nothing_typed_is_lost(ingrid, content):
    answer = signed_in(ingrid).post(PAGE, GIVEN | {"evidence": SimpleUploadedFile("a.pdf", content)})
    assert "PDF, JPEG or PNG" in answer.content.decode()
    assert "SE-1234" in answer.content.decode()
    with pytest.raises(Refusal):
        ask(ingrid, content)
    assert not Verification.objects.exists()


def test_one_request_at_a_time_and_only_as_oneself(ingrid):
    ask(ingrid)
    with pytest.raises(Refusal, match="asked already"):
        ask(ingrid)
    with pytest.raises(PermissionDenied):
        ask(create_pseudonym(account_of(ingrid), name="Garza"))


def test_nobody_decides_about_themself_nor_twice(sam):
    own, other = ask(sam), ask(join_person())
    for decide in (approve, decline):
        with pytest.raises(PermissionDenied):
            decide(own, by=sam, reason="Me.")
    assert own.public_id not in signed_in(sam).get(reverse("members:staff-verifications")).content.decode()
    approve(other, by=sam)
    with pytest.raises(Refusal):
        decline(other, by=sam, reason="No.")


def test_after_eleven_months_a_reminder_after_a_year_it_lapses(ingrid, sam):
    approve(ask(ingrid), by=sam)
    OutgoingMail.objects.all().delete()
    for days, letters, standing in ((330, 0, "clinician"), (336, 1, "clinician"), (340, 1, "clinician"), (365, 2, "")):
        with travel(timezone.now() + timedelta(days=days)):
            tend_verifications()
            tend_verifications()
        assert OutgoingMail.objects.count() == letters
        assert badge_of(ingrid)[0] == standing
    assert badge_of(ingrid) == ("", "", "")
    assert Verification.objects.get().state == "lapsed"


def test_renewing_in_time_keeps_the_badge(ingrid, sam):
    approve(ask(ingrid), by=sam)
    with travel(timezone.now() + timedelta(days=350)):
        approve(ask(ingrid), by=sam)
    with travel(timezone.now() + timedelta(days=370)):
        tend_verifications()
    assert badge_of(ingrid)[0] == Standing.CLINICIAN
    assert sorted(Verification.objects.values_list("state", flat=True)) == ["approved", "renewed"]


def test_a_badge_is_taken_back_with_a_trace(ingrid, sam):
    approve(ask(ingrid), by=sam)
    act = reverse("members:staff-act", args=[ingrid.public_id, "badge"])
    assert signed_in(sam).post(act, {"reason": "The register took her out."}).status_code == 302
    assert badge_of(ingrid) == ("", "", "")
    assert Verification.objects.get().state == "ended"
    assert "The register took her out." in signed_in(ingrid).get(reverse("members:settings-names")).content.decode()
    with pytest.raises(Refusal):
        end_verification(ingrid, by=sam, reason="Again.")


def test_a_mentor_is_a_mentor_again_afterwards(ingrid, sam):
    type(ingrid).objects.filter(pk=ingrid.pk).update(standing=Standing.MENTOR)
    approve(ask(ingrid), by=sam)
    end_verification(ingrid, by=sam, reason="x")
    assert badge_of(ingrid)[0] == Standing.MENTOR


def test_evidence_nobody_waits_for_is_swept_up(ingrid):
    waiting = ask(ingrid)
    evidence.keep("strayfile2", PDF)
    tend_verifications()
    assert evidence.read("strayfile2") == PDF, "it may be of a request that is being written"
    with travel(timezone.now() + timedelta(hours=2)):
        tend_verifications()
    assert evidence.read("strayfile2") is None
    assert evidence.read(waiting.public_id) == PDF


def test_evidence_is_in_no_backup():
    assert not [name for name in KEPT if name.startswith("private")]
