"""The buttons by which people of an organisation show what is theirs: its picture, channels, domains, themselves."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearth.core.models import OutgoingMail
from hearth.members.rights import NETWORK_KEEPERS
from hearth.organizations.actions import put_regions
from hearth.organizations.actions.channels import add_account, add_domain, vouch_for_account, vouch_for_domain
from hearth.organizations.models import Affiliation, Check, Domain, OfficialAccount, Proof
from hearth.organizations.permissions import HOUSE
from hearth.organizations.tests.keeping import belonging, clinic
from tests.people import appoint, join_person, picture, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def regions(db):
    put_regions()


@pytest.fixture
def river():
    return clinic()


@pytest.fixture
def editor(river):
    return signed_in(belonging(river, "editor"))


def at(organization, name, *more):
    return reverse(f"organizations:{name}", args=[organization.public_id, *more])


def page_of(organization):
    return Client().get(reverse("front:organization", args=[organization.public_id])).content.decode()


def test_a_picture_is_shown_replaced_and_erased(river, editor, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    shown = []
    for color in ("RGB", "L"):
        with django_capture_on_commit_callbacks(execute=True):
            upload = SimpleUploadedFile("mark.png", picture(mode=color))
            assert editor.post(at(river, "mark"), {"mark": upload}).status_code == 302
        river.refresh_from_db()
        shown.append(at(river, "mark-picture", river.mark, "small"))
        assert shown[-1] in page_of(river)
    before, now = (Client().get(address) for address in shown)
    assert (before.status_code, now.status_code, now.headers["Content-Type"]) == (404, 200, "image/webp")
    refused = editor.post(at(river, "mark"), {"mark": SimpleUploadedFile("mark.svg", b"<svg onload=alert(1)>")})
    assert "error-summary" in refused.content.decode()
    assert Client().get(shown[-1]).status_code == 200, "what is no picture changes nothing"
    for browser in (Client(), signed_in(belonging(river, "staff")), signed_in(belonging(clinic("Lake Clinic")))):
        assert browser.post(at(river, "mark-removal")).status_code in (302, 403)
        assert Client().get(shown[-1]).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        assert editor.post(at(river, "mark-removal")).status_code == 302
    assert Client().get(shown[-1]).status_code == 404
    assert not list(tmp_path.rglob("*.webp"))


def test_a_channel_is_added_looked_at_put_in_order_and_taken_off(river, editor):
    for address in ("https://social.example/@river", "https://www.youtube.com/@river"):
        assert editor.post(at(river, "channels"), {"address": address}).status_code == 302
    for wrong in ({"address": ""}, {"address": "no address"}, {"address": "social.example/@river"}):
        answer = editor.post(at(river, "channels"), wrong)
        assert (answer.status_code, "error-summary" in answer.content.decode()) == (200, True), wrong
    first, second = river.accounts.all()
    assert Check.objects.filter(account__in=[first, second]).count() == 2
    Check.objects.all().delete()
    for _twice in range(2):
        assert editor.post(at(river, "channel-act", first.public_id, "check")).status_code == 302
    assert Check.objects.get().account == first, "one look waits at most"
    assert "We look in a moment." in editor.get(at(river, "channels")).content.decode()
    assert editor.post(at(river, "channel-act", second.public_id, "up")).status_code == 302
    assert list(river.accounts.all()) == [second, first]
    assert editor.post(at(river, "channel-act", first.public_id, "removal")).status_code == 302
    assert "social.example" not in page_of(river)
    assert editor.post(at(river, "channel-act", first.public_id, "removal")).status_code == 404
    assert editor.post(at(river, "channel-act", second.public_id, "nothing")).status_code == 404


def test_whoever_leads_its_social_media_keeps_its_channels_and_nothing_else(river):
    lead = signed_in(belonging(river, "social_media_lead"))
    assert f'href="{at(river, "channels")}"' in lead.get(f"/organizations/{river.public_id}/").content.decode()
    assert lead.post(at(river, "channels"), {"address": "https://social.example/@river"}).status_code == 302
    assert lead.post(at(river, "channel-act", river.accounts.get().public_id, "check")).status_code == 302
    page = lead.get(at(river, "channels")).content.decode()
    for name in ("profile", "words", "mark", "offices", "domains", "people"):
        assert at(river, name) not in page
        assert lead.get(at(river, name)).status_code == 403


def test_a_domain_is_added_looked_at_and_forgotten(river, editor):
    assert editor.post(at(river, "domains"), {"domain": "https://www.River.example/about"}).status_code == 302
    for wrong in ("gmail.com", "river", "river.example"):
        assert "error-summary" in editor.post(at(river, "domains"), {"domain": wrong}).content.decode(), wrong
    domain = Domain.objects.get()
    page = editor.get(at(river, "domains")).content.decode()
    assert f"hearth-verification={domain.token}" in page
    assert "https://river.example/.well-known/hearth-verification.txt" in page
    assert domain.token not in page_of(river)
    assert editor.post(at(river, "domain-act", domain.public_id, "check")).status_code == 302
    assert Check.objects.get().domain == domain
    assert editor.post(at(river, "domain-act", domain.public_id, "removal")).status_code == 302
    assert not Domain.objects.exists()


def test_only_staff_vouch_and_only_for_what_is_that_organisations(river, editor):
    account, domain = (
        add_account(river, "https://social.example/@r", None, by=HOUSE),
        add_domain(river, "r.example", by=HOUSE),
    )
    lake, keeper = clinic("Lake Clinic"), signed_in(appoint(join_person(), NETWORK_KEEPERS))
    for name, each in (("channel-act", account), ("domain-act", domain)):
        assert editor.post(at(river, name, each.public_id, "voucher")).status_code == 403
        assert keeper.post(at(lake, name, each.public_id, "voucher")).status_code == 404
        assert keeper.post(at(river, name, each.public_id, "voucher")).status_code == 302
    assert (OfficialAccount.objects.get().proof, Domain.objects.get().proof) == (Proof.STAFF, Proof.STAFF)
    assert "Vouch" not in editor.get(at(river, "channels")).content.decode()


def test_people_of_another_organisation_change_nothing(river):
    account, domain = (
        add_account(river, "https://social.example/@r", None, by=HOUSE),
        add_domain(river, "r.example", by=HOUSE),
    )
    stranger = signed_in(belonging(clinic("Lake Clinic")))
    for act in ("check", "removal"):
        assert stranger.post(at(river, "channel-act", account.public_id, act)).status_code == 403
        assert stranger.post(at(river, "domain-act", domain.public_id, act)).status_code == 403
    assert stranger.post(at(river, "channels"), {"address": "https://social.example/@x"}).status_code == 403
    assert stranger.post(at(river, "domains"), {"domain": "x.example"}).status_code == 403
    assert (OfficialAccount.objects.count(), Domain.objects.count()) == (1, 1)


def test_a_code_to_an_address_of_the_domain_confirms_staff_and_clinicians(river):
    vouch_for_domain(add_domain(river, "river.example", by=HOUSE), by=HOUSE)
    person = join_person("New there")
    browser = signed_in(person)
    for wrong in (
        {"role": "clinician", "email": "a@sub.river.example"},
        {"role": "editor", "email": "a@river.example"},
    ):
        assert "error-summary" in browser.post(at(river, "belonging"), wrong).content.decode()
    assert not OutgoingMail.objects.exists()
    answer = browser.post(at(river, "belonging"), {"role": "clinician", "email": "a@river.example"})
    typing = answer.headers["Location"]
    assert typing == f"{at(river, 'belonging-code')}?role=clinician"
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", OutgoingMail.objects.get().text).group()
    assert signed_in(join_person()).post(typing, {"code": code}).headers["Location"] == at(river, "belonging")
    assert "error-summary" in browser.post(typing, {"code": "AAAA-AAAA"}).content.decode()
    raised = browser.post(typing.replace("clinician", "administrator"), {"code": code})
    assert raised.headers["Location"] == at(river, "belonging"), "an address is not enough for that"
    assert browser.post(typing, {"code": code}).headers["Location"] == reverse("organizations:settings")
    belongs = Affiliation.objects.get(member=person)
    assert (belongs.role, bool(belongs.confirmed_at), belongs.is_listed) == ("clinician", True, False)
    assert "New there" not in page_of(river)


def test_a_proof_that_ran_out_lets_nobody_in(river):
    domain = add_domain(river, "river.example", by=HOUSE)
    vouch_for_domain(domain, by=HOUSE)
    person = join_person()
    browser = signed_in(person)
    typing = browser.post(at(river, "belonging"), {"role": "staff", "email": "a@river.example"}).headers["Location"]
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", OutgoingMail.objects.get().text).group()
    Domain.objects.filter(pk=domain.pk).update(proven_at=None)
    assert browser.post(typing, {"code": code}).status_code == 409
    assert not Affiliation.objects.filter(member=person, confirmed_at__isnull=False).exists()


def test_the_page_of_a_checked_channel_says_how_and_when(river):
    vouch_for_account(add_account(river, "https://social.example/@r", None, by=HOUSE), by=HOUSE)
    page = page_of(river)
    assert "Staff of this site" in page
    assert f"{timezone.localdate():%Y}" in page
