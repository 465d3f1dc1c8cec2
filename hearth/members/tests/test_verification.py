import io
import stat
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from time_machine import travel

from hearth.core.archives import KEPT
from hearth.core.models import OutgoingMail
from hearth.core.refusals import Refusal
from hearth.members import evidence
from hearth.members.actions.pseudonyms import create_pseudonym
from hearth.members.actions.standing import make_mentor
from hearth.members.actions.verification import (
    a_year_after,
    approve,
    ask_verification,
    decline,
    end_verification,
    lapse,
    remind,
    take_back_verification,
    tend_verifications,
)
from hearth.members.models import Audience, Standing, Verification
from tests.people import account_of, appoint, join_person, picture, signed_in

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


@pytest.mark.parametrize("today", ["2026-11-20", "2027-03-01", "2027-09-09", "2028-02-29"])
def test_after_eleven_months_a_reminder_after_a_year_it_lapses(ingrid, sam, today):
    with travel(f"{today} 12:00"):
        appoint(sam, "verifiers")
        approve(ask(ingrid), by=sam)
        day = timezone.now()
        end = a_year_after(day.date())
    OutgoingMail.objects.all().delete()
    for before, letters, standing in ((31, 0, "clinician"), (30, 1, "clinician"), (1, 1, "clinician"), (0, 2, "")):
        with travel(day + (end - day.date()) - timedelta(days=before)):
            tend_verifications()
            tend_verifications()
        assert OutgoingMail.objects.count() == letters
        assert badge_of(ingrid)[0] == standing
    assert badge_of(ingrid) == ("", "", "")
    assert Verification.objects.get().state == "lapsed"


def test_a_badge_that_was_renewed_meanwhile_is_neither_taken_nor_announced_to_end(ingrid, sam):
    approve(ask(ingrid), by=sam)
    stale = Verification.objects.get()
    with travel(timezone.now() + timedelta(days=340)):
        approve(ask(ingrid), by=sam)
        OutgoingMail.objects.all().delete()
        assert not remind(stale)
        assert not lapse(stale)
    assert badge_of(ingrid)[0] == Standing.CLINICIAN
    assert not OutgoingMail.objects.exists()


def test_a_reminder_two_workers_saw_due_is_sent_once(ingrid, sam):
    approve(ask(ingrid), by=sam)
    OutgoingMail.objects.all().delete()
    seen_by_each = [Verification.objects.get() for _each in range(2)]
    assert [remind(each) for each in seen_by_each] == [True, False]
    assert OutgoingMail.objects.count() == 1


def test_a_badge_that_cannot_be_ended_holds_up_no_other(ingrid, sam):
    other = join_person("Bo")
    for member in (ingrid, other):
        approve(ask(member), by=sam)
    type(account_of(ingrid)).objects.filter(pk=account_of(ingrid).pk).update(email="no address")
    with travel(timezone.now() + timedelta(days=367)), pytest.raises(ValidationError):
        tend_verifications()
    assert badge_of(other)[0] == ""


def test_the_year_is_counted_from_the_day_where_the_site_is(ingrid, sam, settings):
    settings.TIME_ZONE = "Pacific/Auckland"
    with travel("2026-11-20 23:30"), timezone.override("Pacific/Auckland"):
        appoint(sam, "verifiers")
        approve(ask(ingrid), by=sam)
        assert Verification.objects.get().expires_on == a_year_after(timezone.localdate())


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
    make_mentor(ingrid)
    approve(ask(ingrid), by=sam)
    end_verification(ingrid, by=sam, reason="x")
    assert badge_of(ingrid)[0] == Standing.MENTOR


def test_what_is_true_when_a_badge_ends_is_shown_not_what_was(ingrid, sam):
    make_mentor(ingrid)
    approve(ask(ingrid), by=sam)
    make_mentor(ingrid, is_mentor=False)
    appoint(ingrid, "moderators")
    assert badge_of(ingrid) == (Standing.CLINICIAN, "Cardiac physiotherapist", "SE")
    end_verification(ingrid, by=sam, reason="x")
    assert badge_of(ingrid) == (Standing.MODERATOR, "", "")


def test_being_made_a_mentor_mixes_nothing_into_the_badge(ingrid, sam, client):
    approve(ask(ingrid), by=sam)
    make_mentor(ingrid)
    shown = client.get(reverse("front:person", args=[ingrid.public_id])).content.decode()
    assert ("Clinician, verified" in shown, "Mentor" in shown) == (True, False)
    end_verification(ingrid, by=sam, reason="x")
    shown = client.get(reverse("front:person", args=[ingrid.public_id])).content.decode()
    assert ("Cardiac physiotherapist" in shown, "Mentor" in shown) == (False, True)


@pytest.mark.parametrize(("format", "kind"), [("JPEG", "jpg"), ("PNG", "png")])
def test_a_picture_loses_what_the_camera_wrote_into_it(ingrid, format, kind):
    marks = Image.Exif()
    marks[0x010E] = "Canary-serial-number"  # ImageDescription
    marks.get_ifd(0x8825)[29] = "2026:11:20"  # GPSDateStamp
    photo = picture((300, 200), format=format, exif=marks.tobytes())
    assert b"Canary" in photo
    file = SimpleUploadedFile("licence", photo)
    assert signed_in(ingrid).post(PAGE, GIVEN | {"evidence": file}).status_code == 302
    verification = Verification.objects.get()
    kept = evidence.read(verification.public_id)
    assert verification.evidence == kind
    assert b"Canary" not in kept
    with Image.open(io.BytesIO(kept)) as drawn:
        assert (drawn.format, drawn.size, dict(drawn.getexif())) == (format, (300, 200), {})


def test_a_pdf_is_kept_as_it_is_and_the_page_says_so(ingrid):
    assert "a PDF we keep as it is" in signed_in(ingrid).get(PAGE).content.decode()
    assert evidence.read(ask(ingrid).public_id) == PDF


def test_a_file_that_only_begins_like_a_picture_is_refused(ingrid):
    answer = signed_in(ingrid).post(PAGE, GIVEN | {"evidence": SimpleUploadedFile("a.jpg", b"\xff\xd8\xff no")})
    assert "We cannot read this file as a picture" in answer.content.decode()
    assert "SE-1234" in answer.content.decode()


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
